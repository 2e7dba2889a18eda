"""What units type into the cells of a form: read where there is one meaning, else asked by cell. Made up."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.faults.judging import Case, Expected, Reads, Says
from tests.faults.sites import Site
from tests.intake.filling import (
    DATA,
    Content,
    Formula,
    Styled,
    add_percent_style,
    edit_sheet,
    fill,
    hide_row,
    merge,
)

IMPORT = ("intake", "import", "{VE}", "--period", "2020-H2")
CELLS = {"lop": "J7", "kinh_phi": "J8", "gio": "J9", "hai_long": "J10", "bo_hoc": "J11"}
# Filled beside the cell in question: it has to come in whatever happens.
BESIDE = {
    "lop": ("kinh_phi", 5600000),
    "kinh_phi": ("lop", 7),
    "gio": ("lop", 7),
    "hai_long": ("lop", 7),
    "bo_hoc": ("lop", 7),
}


def filled(code: str, content: Content, *expected: Expected, name: str = "") -> Case:
    """A case: this content in the indicator's cell, a sound one beside it."""
    beside, value = BESIDE[code]

    def arrange(site: Site) -> None:
        fill(site.form(), {CELLS[code]: content, CELLS[beside]: value})

    shown = name or repr(content)
    return Case(f"ô {code}: {shown}", "ô của biểu gửi về", "intake", arrange, expected, IMPORT, "province")


def read(code: str, content: Content, value: str, name: str = "") -> Case:
    """A case: the one meaning."""
    return filled(code, content, Reads(**_beside(code), **{code: value}), name=name)


def asked(code: str, content: Content, words: str = "“.*”", name: str = "") -> Case:
    """A case: asked about by cell, the sound one read."""
    return filled(
        code,
        content,
        Says(rf"a\.xlsx!Số liệu!{CELLS[code]}\b", words, rest=Reads(**_beside(code))),
        name=name,
    )


def either(
    code: str, content: Content, value: str, words: str = "“.*”", name: str = "", severity: str = "LỖI"
) -> Case:
    """A case: both are honest."""
    both = Reads(**_beside(code), **{code: value})
    place = rf"a\.xlsx!Số liệu!{CELLS[code]}\b"
    warned = Says(place, words, severity, rest=both)
    return filled(
        code,
        content,
        warned if severity != "LỖI" else both,
        Says(place, words, rest=Reads(**_beside(code))),
        name=name,
    )


def _beside(code: str) -> dict[str, str]:
    other, value = BESIDE[code]
    return {other: str(value)}


def raw(name: str, code: str, xml: str, *expected: Expected) -> Case:
    """A case: this XML for the cell, as some program writes it."""
    beside, value = BESIDE[code]

    def arrange(site: Site) -> None:
        path = site.form()
        fill(path, {CELLS[beside]: value})
        pattern = re.compile(rf'<c r="{CELLS[code]}"[^>]*?(?:/>|>.*?</c>)')
        edit_sheet(path, DATA, lambda text: pattern.sub(lambda _: xml, text, count=1))

    return Case(f"ô {code}: {name}", "ô của biểu gửi về", "intake", arrange, expected, IMPORT, "province")


def several(name: str, cells: Mapping[str, Content], *expected: Expected) -> Case:
    """A case: cells that prove or gainsay one another."""
    return Case(
        f"các ô: {name}",
        "ô của biểu gửi về",
        "intake",
        lambda site: fill(site.form(), cells),
        expected,
        IMPORT,
        "province",
    )


def shaped(name: str, change: Callable[[Path], object], *expected: Expected) -> Case:
    """A case: something done to the sheet after it was filled."""

    def arrange(site: Site) -> None:
        path = site.form()
        fill(path, {"J7": 7, "J8": 5600000})
        change(path)

    return Case(f"trang: {name}", "ô của biểu gửi về", "intake", arrange, expected, IMPORT, "province")


def percent(site: Site) -> None:
    """0.1007 shown as 10,07%."""
    path = site.form()
    style = add_percent_style(path)
    fill(path, {"J7": 7, "J10": Styled(0.1007, style)})


def _one_column_on(xml: str) -> str:
    """Every cell one column to the right, A to L."""
    return re.sub(r'r="([A-K])(\d+)"', lambda cell: f'r="{chr(ord(cell[1]) + 1)}{cell[2]}"', xml)


J7 = r"a\.xlsx!Số liệu!J7\b"
CODE = r"a\.xlsx!Số liệu!(B|J)7"
OTHER = Reads(kinh_phi="5600000")
BOTH = Reads(lop="7", kinh_phi="5600000")
CASES = [
    *(
        read("lop", content, "1234")
        for content in (
            "1234",
            "1 234",
            "1\u00a0234",
            "1\u202f234",
            1234.0,
            " 1234 ",
            "1234\u200b",
            "\ufeff1234",
            "1234\r\n",
        )
    ),
    *(read("lop", content, "1234567") for content in ("1.234.567", "1,234,567", "1 234 567")),
    *(read("gio", content, "10.07") for content in ("10,07", "10.07", 10.07, 10.069999999999999)),
    *(
        read("hai_long", content, "98.91")
        for content in ("98,91", "98,91%", "98.91 %", 98.91, 98.91000000000001)
    ),
    *(read("kinh_phi", content, "5600000") for content in ("5.600.000,00", "5,600,000.00", 5.6e6)),
    *(
        asked("lop", content)
        for content in (
            "bảy",
            "-",
            "x",
            "khoảng 7",
            "7-8",
            "7;8",
            "N/A",
            "#REF!",
            "=1+2",
            "100\n200",
            "7,5",
            "1.2.3",
            "12,34,567",
            "5 tỷ",
            "1/2",
            "٣",
            "1e999",
            "10%",
            "không có",
        )
    ),
    asked("lop", "1.234", "1[.]?234"),
    asked("lop", "1,234", "1[.]?234"),
    asked("lop", -5),
    asked("lop", 7.5),
    asked("hai_long", "1,234", "1[.]?234|“1,234”"),
    asked("lop", "9" * 400, name="400 chữ số"),
    either("lop", "57.0", "57"),
    either("lop", "100 200", "100200"),
    either("gio", "10,070", "10.07"),
    either("lop", "7 lớp", "7"),
    either("lop", "’7", "7"),
    either("lop", "１２", "12"),
    either("lop", 1e15, "1000000000000000"),
    either("lop", 43952, "43952", "ngày", severity="CẢNH BÁO"),
    either("lop", "01/05/2020", "1", "ngày|“"),
    either("kinh_phi", "5.600.000 đồng", "5600000"),
    filled("lop", None, OTHER, name="trống"),
    filled("lop", "   ", OTHER, name="chỉ có dấu cách"),
    filled("lop", "\u200b", OTHER, name="chỉ có U+200B"),
    filled("lop", Formula("SUM(A1:A2)"), Says(J7, "công thức", rest=OTHER), name="công thức chưa tính"),
    filled("lop", Formula("3+4", "7"), BOTH, name="công thức đã tính"),
    # In the file this is the sign 7; the letters themselves are written _x005F_x0037_.
    filled("lop", "_x0037_", BOTH, name="_x0037_ là chữ số 7"),
    filled("lop", "_x005F_x0037_", Says(J7, "“", rest=OTHER), name="_x0037_ nguyên chữ"),
    raw("NaN trong ô số", "lop", '<c r="J7"><v>NaN</v></c>', Says(J7, "NaN|không phải số", rest=OTHER)),
    raw("vô cực trong ô số", "lop", '<c r="J7"><v>1E+999</v></c>', Says(J7, "“|số|lớn", rest=OTHER)),
    raw("lỗi #DIV/0!", "lop", '<c r="J7" t="e"><v>#DIV/0!</v></c>', Says(J7, "#DIV/0!", rest=OTHER)),
    raw("giá trị logic", "lop", '<c r="J7" t="b"><v>1</v></c>', Says(J7, "“|TRUE|đúng", rest=OTHER)),
    raw("_x000D_ sau số", "lop", '<c r="J7" t="inlineStr"><is><t>7_x000D_</t></is></c>', BOTH),
    raw(
        "nhiều đoạn chữ định dạng",
        "lop",
        '<c r="J7" t="inlineStr"><is><r><t>1</t></r><r><t>2</t></r></is></c>',
        Reads(lop="12", kinh_phi="5600000"),
    ),
    raw(
        "phiên âm kiểu Nhật",
        "lop",
        '<c r="J7" t="inlineStr"><is><t>7</t><rPh sb="0" eb="1"><t>99</t></rPh></is></c>',
        BOTH,
    ),
    raw("ngày dạng ISO", "lop", '<c r="J7" t="d"><v>2020-05-01</v></c>', Says(J7, "ngày|“", rest=OTHER)),
    raw(
        "hai ô cùng địa chỉ",
        "lop",
        '<c r="J7"><v>7</v></c><c r="J7"><v>70</v></c>',
        Says(r"a\.xlsx", "J7|hai lần|trùng"),
    ),
    raw(
        "số chuỗi không có trong bảng chuỗi",
        "lop",
        '<c r="J7" t="s"><v>99999</v></c>',
        Says(r"a\.xlsx", "hỏng|J7"),
    ),
    raw("ô không có địa chỉ", "lop", "<c><v>7</v></c>", BOTH),
    several("3.000 bên 10.07", {"J7": "3.000", "J9": "10.07"}, Says(J7, "3[.]?000", rest=Reads(gio="10.07"))),
    several(
        "1,000 bên 3.133.520",
        {"J7": "1,000", "J8": "3.133.520"},
        Says(J7, "1[.,]?000", rest=Reads(kinh_phi="3133520")),
    ),
    several(
        "3.000 bên 1.234.567",
        {"J7": "3.000", "J8": "1.234.567"},
        Reads(lop="3000", kinh_phi="1234567"),
        Says(J7, "3[.]?000", rest=Reads(kinh_phi="1234567")),
    ),
    several(
        "10,07 và 10.07 lẫn nhau",
        {"J9": "10,5", "J10": "98.91"},
        Reads(gio="10.5", hai_long="98.91"),
        Says(r"J(9|10)", "“"),
    ),
    several(
        "tỷ lệ ghi 0,9891",
        {"J7": 7, "J10": 0.9891},
        Says(r"J10", "0,9891|0[.]9891|%", rest=Reads(lop="7")),
        Says(r"J10", "0,9891|%", "CẢNH BÁO"),
    ),
    several(
        "tỷ lệ trên 100",
        {"J7": 7, "J10": 9891},
        Says(r"J10", "9[.]?891", rest=Reads(lop="7")),
        Says(r"J10", "9[.]?891", "CẢNH BÁO"),
    ),
    several("ngày bắt đầu là chữ", {"G7": "từ đầu năm", "J7": 7}, Says(r"G7|J7", "ngày")),
    several(
        "ngày bắt đầu sau ngày kết thúc",
        {"G7": 44179, "H7": 43997, "J7": 7},
        Says(r"G7|J7|H7", "ngày|sau|trước"),
    ),
    several("ngày kiểu Việt Nam", {"G7": "15/06/2020", "H7": "14/12/2020", "J7": 7}, Reads(lop="7")),
    several("ngày hai nghĩa", {"G7": "05/07/2020", "J7": 7}, Reads(lop="7"), Says(r"G7", "ngày")),
    several(
        "ghi chú dài 40.000 chữ",
        {"J7": 7, "K7": "dài " * 10000},
        Reads(lop="7"),
        Says(r"K7", "dài"),
        Says(r"K7", "dài", "CẢNH BÁO"),
    ),
    several("ghi chú như công thức", {"J7": 7, "K7": "=HYPERLINK(1)"}, Reads(lop="7")),
    several("ghi chú nhiều dòng", {"J7": 7, "K7": 'dòng "một"\ndòng; hai, ba'}, Reads(lop="7")),
    Case(
        "ô hai_long: 0.1007 hiện 10,07%",
        "ô của biểu gửi về",
        "intake",
        percent,
        (Reads(lop="7", hai_long="10.07"),),
        IMPORT,
        "province",
    ),
    shaped("hàng bị ẩn", lambda path: hide_row(path, 7), Says(J7, "ẩn", rest=OTHER)),
    shaped("ô bị gộp", lambda path: merge(path, "J7:K7"), Says(J7, "gộp", rest=OTHER)),
    shaped(
        "chèn cột trống ở đầu",
        lambda path: edit_sheet(path, DATA, _one_column_on),
        BOTH,
        Says(r"a\.xlsx", "cột|mẫu"),
    ),
    shaped(
        "thiếu dòng tiêu đề",
        lambda path: edit_sheet(path, DATA, lambda xml: re.sub(r'<row r="6".*?</row>', "", xml)),
        Says(r"a\.xlsx", "tiêu đề|cột|mẫu"),
    ),
    shaped(
        "mã bị sửa",
        lambda path: fill(path, {"B7": "dao_tao.lop_hoc"}),
        Says(CODE, "dao_tao.lop_hoc", rest=OTHER),
    ),
    shaped("mã có U+200B", lambda path: fill(path, {"B7": "dao_tao.\u200blop"}), BOTH),
    shaped("mã viết hoa", lambda path: fill(path, {"B7": "DAO_TAO.LOP"}), BOTH, Says(CODE, "DAO_TAO")),
    shaped(
        "một mã hai dòng",
        lambda path: fill(path, {"B8": "dao_tao.lop"}),
        Says(r"a\.xlsx", "dao_tao.lop|hai lần|hai dòng|Lớp học"),
    ),
]
