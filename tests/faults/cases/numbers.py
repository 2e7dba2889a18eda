"""Numbers as people and programs write them: the one meaning is read, two are asked about. Made up."""

from tests.faults.cases.csv_forms import FIGURES
from tests.faults.judging import Case, Expected, Reads, Says
from tests.faults.sites import Site

ROWS = {
    "lop": (5, "dao_tao.lop,,7,"),
    "hai_long": (9, "dao_tao.hai_long,,96.5,"),
    "kinh_phi": (8, "dao_tao.kinh_phi,,5600000,"),
}
# Two meanings are named where the cell has two; else what is wrong with it.
ASKED = r"“.+”"


def typed(code: str, text: str, *expected: Expected) -> Case:
    """A case: the cell of the indicator holds this text."""
    row, old = ROWS[code]

    def arrange(site: Site) -> None:
        cell = f'"{text}"' if {",", '"', "\n"} & set(text) else text
        site.edit(FIGURES, (old, ",".join([*old.split(",")[:2], cell, ""])))

    refused = Says(rf"figures\.csv:{row}\b", ASKED)
    return Case(f"{code}: {text!r}", "số", "tables", arrange, expected or (refused,))


def asked(code: str, text: str, words: str) -> Case:
    """A case: both meanings are named."""
    return typed(code, text, Says(rf"figures\.csv:{ROWS[code][0]}\b", words))


READ = {
    "lop": {
        "57.0": "57",
        "57,0": "57",
        "1 234": "1.234",
        "1\u00a0234": "1.234",
        "1\u202f234": "1.234",
        "1.234.567": "1.234.567",
        "1,234,567": "1.234.567",
        "07": "07",
        "\u200b7\ufeff": "07",
        "7.00": "07",
        " 7 ": "07",
    },
    "hai_long": {
        "98,91": "98,91%",
        "98,91%": "98,91%",
        "98.91%": "98,91%",
        "98,91 %": "98,91%",
        "98.91000000000001": "98,91%",
        "10.069999999999999": "10,07%",
        "96,5": "96,5%",
        "98,9100": "98,9100%",
        "\u00a098,91\u00a0": "98,91%",
    },
    "kinh_phi": {
        "3.133.520.000": "3.133.520.000",
        "3,133,520,000": "3.133.520.000",
        "3 133 520 000": "3.133.520.000",
        "5600000.00": "5.600.000",
        "5.600.000,00": "5.600.000",
        "5,600,000.00": "5.600.000",
    },
}
# One meaning to many readers, yet a question is as good.
EITHER = {
    "lop": {
        "+7": "07",
        "’7": "07",
        "'7": "07",
        "１２": "12",
        "1'234": "1.234",
        "=7": "07",
        "7 lớp": "07",
        "1,23E+05": "123.000",
        "1.23E+05": "123.000",
    },
    "kinh_phi": {"5.600.000 đồng": "5.600.000", "5.600.000 đ": "5.600.000"},
    "hai_long": {"−96.5": "-96,5%", "96.5%%": "96,5%", "9.891E+01": "98,91%"},
}
REFUSED = {
    "lop": [
        "bảy",
        "7*",
        "-5",
        "−5",
        "(5)",
        "=1+2",
        "#N/A",
        "#REF!",
        "#DIV/0!",
        "N/A",
        "-",
        "…",
        "x",
        "NaN",
        "inf",
        "1/2",
        "7;8",
        "7-8",
        "1_234",
        "٣٤",
        "1.2.3",
        "12,34,567",
        "TRUE",
        "15/03/2020",
        "10%",
        "7.5",
        "99999999999999999999999",
        "100\n200",
        "1e999999",
        "5 triệu",
        "0x1F",
    ],
    "hai_long": ["98,9,1", "98.91.2", "nan", "một trăm", "98,91/100"],
    "kinh_phi": ["5 tỷ", "5,6 triệu", "5.600.00", "56,00,000"],
}
CASES = [
    *(
        typed(code, text, Reads(**{code: value}))
        for code, cells in READ.items()
        for text, value in cells.items()
    ),
    *(
        typed(code, text, Reads(**{code: value}), Says(rf"figures\.csv:{ROWS[code][0]}\b", ASKED))
        for code, cells in EITHER.items()
        for text, value in cells.items()
    ),
    *(typed(code, text) for code, texts in REFUSED.items() for text in texts),
    typed("lop", "1.234", Reads(lop="1.234"), Says(r"figures\.csv:5\b", "1[.]?234.*1,234|số đếm")),
    typed("lop", "1,234", Reads(lop="1.234"), Says(r"figures\.csv:5\b", "1[.]?234.*1,234|số đếm")),
    typed("lop", "3.000", Reads(lop="3.000"), Says(r"figures\.csv:5\b", "3[.]?000")),
    typed("kinh_phi", "5,600", Reads(kinh_phi="5.600"), Says(r"figures\.csv:8\b", r"5[.]?600")),
    asked("hai_long", "1,234", r"1[.]?234|“1,234”"),
]
