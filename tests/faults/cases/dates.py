"""Days as people and spreadsheets write them, in the columns that hold one. Made up."""

from tests.faults.cases.csv_forms import AGENCIES, CALENDAR, DOCUMENTS, FIGURES
from tests.faults.cases.texts import REPORT
from tests.faults.judging import PERIOD, Case, Expected, Same, Says
from tests.faults.sites import Site

# File, row, what stands there; a day written otherwise leaves all as it was.
WINDOW = (FIGURES, 2, "2020-03-15")
ISSUED = (DOCUMENTS, 2, "2020-01-05")
PLACE = tuple[str, int, str]
CHECK = ("check", PERIOD)


def dated(where: PLACE, text: str, *expected: Expected, command: tuple[str, ...] = CHECK) -> Case:
    """A case: this text where a day stands."""
    file, row, old = where

    def arrange(site: Site) -> None:
        head, *rest = site.read(file).splitlines(keepends=True)
        rest[row - 2] = rest[row - 2].replace(old, text)
        site.write(file, head + "".join(rest))

    name = file.rpartition("/")[2]
    return Case(f"{name}:{row} ngày {text!r}, {command[0]}", "ngày", "tables", arrange, expected, command)


def no_day(where: PLACE, text: str) -> Case:
    """A case: no day at all."""
    return dated(where, text, Says(rf"{where[0]}:{where[1]}\b", "ngày"))


READ = {
    WINDOW: [
        "15/3/2020",
        "15/03/2020",
        "15-03-2020",
        "15.03.2020",
        "2020/03/15",
        "2020-3-15",
        "2020-03-15 00:00:00",
        "2020-03-15T00:00:00",
        " 2020-03-15\u00a0",
    ],
    ISSUED: ["5/1/2020", "05/01/2020", "05.01.2020", "2020-01-05 00:00:00"],
}
# Read, or asked about: both are honest.
EITHER = {
    WINDOW: [
        "2020–03–15",
        "43905",
        "15-Mar-20",
        "03/15/2020",
        "15/3/20",
        "15 tháng 3 năm 2020",
        "20200315",
        "ngày 15/3/2020",
        "15/03/2020 00:00",
    ],
    ISSUED: ["43835", "5-Jan-20"],
}
REFUSED = {
    WINDOW: [
        "31/02/2020",
        "2020-13-01",
        "32/01/2020",
        "15/3",
        "mai",
        "99999-01-01",
        "0000-00-00",
        "2020-02-30",
        "-1",
        "quý 1",
    ],
    ISSUED: ["30/02/2020", "2020-06-31", "5/1"],
}
CASES = [
    *(dated(where, text, Same()) for where, texts in READ.items() for text in texts),
    *(
        dated(where, text, Same(), Says(rf"{where[0]}:{where[1]}\b", "ngày"))
        for where, texts in EITHER.items()
        for text in texts
    ),
    *(no_day(where, text) for where, texts in REFUSED.items() for text in texts),
    *(
        dated(
            WINDOW,
            "9999-12-31",
            *(Says(r"figures\.csv:2\b", "9999|kỳ", grave) for grave in ("LỖI", "CẢNH BÁO")),
            command=command,
        )
        for command in (CHECK, REPORT)
    ),
    dated(
        (CALENDAR, 2, "12-15"), "15-Dec", Same(), Says(r"calendar\.csv:2", "12-15|tháng-ngày|ngày", most=3)
    ),
    dated((CALENDAR, 2, "12-15"), "15/12", Same(), Says(r"calendar\.csv:2", "12-15|tháng-ngày|ngày", most=3)),
    dated((CALENDAR, 2, "06-14"), "02-30", Says(r"calendar\.csv:2", "ngày", most=3)),
    dated((AGENCIES, 2, "huyen,,"), "huyen,01/01/2011,31/12/2030", Same()),
    dated((AGENCIES, 2, "huyen,,"), "huyen,từ lâu,", Says(r"agencies\.csv:2", "ngày", most=3)),
]
