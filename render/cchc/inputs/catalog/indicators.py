"""The catalogue of indicators: what is counted, in which unit, by which formula."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal, get_args

from cchc.base.csv_tables import CellError, Row, one_of, optional_number, read_table, required
from cchc.base.findings import NO_INDICATORS, Finding, Severity
from cchc.base.formulas import (
    DEEPEST_CALLS,
    MOST_CALLS,
    Formula,
    FormulaError,
    calls_too_much,
    find_cycle,
    parse_formula,
)
from cchc.base.numbers import format_date
from cchc.base.windows import lies_between
from cchc.inputs.catalog.agencies import LEVELS
from cchc.inputs.catalog.validity import days_in_force

IndicatorKind = Literal["count", "rate", "amount"]
Direction = Literal["higher", "lower", "none"]
KINDS: tuple[IndicatorKind, ...] = get_args(IndicatorKind)
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)

FILE = "data/catalog/indicators.csv"
COLUMNS = ("code", "name", "unit", "kind", "decimals", "direction", "formula", "definition", "source", "form")
# The count that a stated rate is a share of, where no formula says so.
BASE = "base"
# How many times larger or smaller than in an earlier period a count or amount may be; 1: it never changes.
MOST_TIMES = "most_times"
# The levels of units that report it each for itself, by spaces; the rule or form it rests on; its years.
OPTIONAL = ("levels", "basis", "valid_from", "valid_to")
CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
# 100 * part / whole
SHARE = re.compile(rf"100 \* [a-z0-9_.]+ / (?P<base>{CODE.pattern})")
MOST_DECIMALS = 6
# After the first parts of a code: every indicator whose code goes on from there.
FAMILY = ".*"
PERCENT = "%"
# Characters of a formula in a message.
LONGEST_SHOWN = 80


@dataclass(frozen=True)
class Indicator:
    """One indicator; `code` is dotted and its first part names the section."""

    code: str
    name: str
    unit: str
    kind: IndicatorKind
    decimals: int
    direction: Direction
    formula: Formula | None
    definition: str
    source: str
    form: str
    row: int
    levels: tuple[str, ...] = ()
    basis: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    base: str = ""
    most_times: Decimal | None = None

    def in_force(self, day: date | None) -> bool:
        """Whether a report whose window ends on `day` has the indicator (None: ask no date)."""
        return day is None or lies_between(day, self.valid_from, self.valid_to)

    @property
    def validity(self) -> str:
        """`chỉ dùng từ ngày 15/8/2022`, for a sentence; empty where it is always in force."""
        since = f"từ ngày {format_date(self.valid_from)}" if self.valid_from else ""
        until = f"đến hết ngày {format_date(self.valid_to)}" if self.valid_to else ""
        return " ".join(filter(None, ["chỉ dùng" if since or until else "", since, until]))

    @property
    def base_code(self) -> str:
        """The count that a rate is a share of: the declared one, else its formula's denominator; or empty."""
        share = SHARE.fullmatch(self.formula.text) if self.formula and self.kind == "rate" else None
        return self.base or (share["base"] if share else "")

    @property
    def section(self) -> str:
        """The section that prints the indicator."""
        return self.code.partition(".")[0]


def load_indicators(path: Path) -> tuple[dict[str, Indicator], list[Finding]]:
    """Read indicators.csv: the indicators by code, and every problem met."""
    table = read_table(path, FILE, COLUMNS, (*OPTIONAL, BASE, MOST_TIMES))
    indicators = list(table.read_rows(_indicator))
    if not table.rows and not table.findings:
        words = "Danh mục chưa có chỉ tiêu nào. Thêm mỗi chỉ tiêu một dòng, hoặc lấy lại bản trước của tệp."
        table.problem(None, NO_INDICATORS, words)
    for row in table.rows:
        # The indicator stays: what is said of its code elsewhere is no mistake.
        if explanation := _formula(row["formula"])[1]:
            table.problem(row.number, "chi_tieu.cong_thuc", explanation)
    taken = "Mã “{later.code}” đã có ở dòng {first.row}."
    table.repeats(indicators, lambda indicator: indicator.code, "chi_tieu.trung", taken)
    by_code = {indicator.code: indicator for indicator in indicators}
    calls = _calls(by_code)
    cycles = {code: cycle for code in calls if (cycle := find_cycle(code, calls))}
    open_ended = {code: called for code, called in calls.items() if code not in cycles}
    for indicator in indicators:
        if explanation := _base_problem(indicator, by_code):
            table.problem(indicator.row, "chi_tieu.mau_so", explanation)
        for explanation in _formula_problems(indicator, by_code, cycles, open_ended):
            table.problem(indicator.row, "chi_tieu.cong_thuc", explanation)
    return by_code, table.findings


def in_family(name: str, codes: Iterable[str]) -> list[str]:
    """Those of the codes that a family, `tthc.dvc.*`, stands for."""
    return [code for code in codes if code.startswith(name.removesuffix("*"))]


def unknown_indicator(code: str) -> str:
    """What a user reads where a file names a code that the catalogue lacks."""
    return f"Chỉ tiêu “{code}” không có trong {FILE}."


def not_in_force(indicator: Indicator) -> str:
    """What a user reads where a file names an indicator out of its years."""
    return (
        f"Chỉ tiêu “{indicator.code}” {indicator.validity} ({FILE}:{indicator.row}), "
        "không dùng cho kỳ báo cáo này."
    )


def outside_sections(indicators: Iterable[Indicator], sections: Collection[str]) -> list[Finding]:
    """A finding for each indicator whose code begins with no section of any outline."""
    known = ", ".join(sorted(sections))
    return [
        Finding(
            Severity.ERROR,
            "chi_tieu.phan_la",
            f"Mã “{indicator.code}” mở đầu bằng “{indicator.section}”, không phải phần nào của đề cương. "
            f"Các phần: {known}.",
            FILE,
            indicator.row,
        )
        for indicator in indicators
        if indicator.section not in sections
    ]


def formula_works(indicator: Indicator, by_code: Mapping[str, Indicator]) -> bool:
    """Whether the formula calls only codes that exist, not too many, and never comes back to itself."""
    if indicator.formula is None:
        return True
    calls = _calls(by_code)
    if calls_too_much(indicator.code, calls):
        return False
    reached, open_codes = set[str](), [indicator.code]
    while open_codes:
        called = calls.get(open_codes.pop(), frozenset()) - reached
        reached |= called
        open_codes += called
    return indicator.code not in reached and reached <= by_code.keys()


def _indicator(row: Row) -> Indicator:
    code = required(row, "code")
    if not CODE.fullmatch(code):
        raise CellError(f"Mã “{code}” phải gồm ít nhất hai phần chữ thường không dấu, nối bằng dấu chấm.")
    decimals = row["decimals"] or "0"
    if decimals not in map(str, range(MOST_DECIMALS + 1)):
        raise CellError(
            f"Ô “decimals” là “{decimals[:9]}”, phải là số chữ số thập phân từ 0 đến {MOST_DECIMALS}."
        )
    valid_from, valid_to = days_in_force(row)
    return Indicator(
        code=code,
        name=required(row, "name"),
        unit=required(row, "unit"),
        kind=one_of(row, "kind", KINDS),
        decimals=int(decimals),
        direction=one_of(row, "direction", DIRECTIONS),
        formula=_formula(row["formula"])[0],
        definition=row["definition"],
        source=row["source"],
        form=row["form"],
        row=row.number,
        levels=_levels(row["levels"]),
        basis=row["basis"],
        valid_from=valid_from,
        valid_to=valid_to,
        base=row[BASE],
        most_times=_most_times(row),
    )


def _most_times(row: Row) -> Decimal | None:
    times = optional_number(row, MOST_TIMES)
    if times is not None and (times < 1 or row["kind"] == "rate"):
        raise CellError(
            f"Ô “{MOST_TIMES}” là “{row[MOST_TIMES]}”: ghi số lần lớn nhất, từ 1 trở lên, cho số đếm hay "
            "số tiền; để trống thì là 3 lần."
        )
    return times


def _levels(text: str) -> tuple[str, ...]:
    levels = tuple(text.split())
    if unknown := [level for level in levels if level not in LEVELS]:
        raise CellError(
            f"Ô “levels” có “{unknown[0]}”, phải là các cấp {', '.join(LEVELS)}, cách nhau bằng dấu cách."
        )
    return levels


def _formula(text: str) -> tuple[Formula | None, str]:
    """The formula, where there is one that can be read; and why it cannot."""
    try:
        return (parse_formula(text) if text else None), ""
    except FormulaError as error:
        shown = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
        return None, f"Công thức “{shown}” không đọc được: {error}"


def _base_problem(indicator: Indicator, by_code: Mapping[str, Indicator]) -> str:
    """Why the declared base cannot be one, or nothing."""
    base = by_code.get(indicator.base)
    if not indicator.base or (base is not None and base.kind == "count" and indicator.kind == "rate"):
        return ""
    what = f"“{indicator.base}” không phải chỉ tiêu đếm"
    if base is None:
        what = f"“{indicator.base}” không có trong danh mục chỉ tiêu"
    elif indicator.kind != "rate":
        what = "chỉ tiêu này không phải tỷ lệ"
    return f"Cột base của “{indicator.code}”: {what}. Ghi mã của số đếm làm mẫu số cho tỷ lệ, hoặc để trống."


def _calls(by_code: Mapping[str, Indicator]) -> dict[str, frozenset[str]]:
    return {code: i.formula.codes for code, i in by_code.items() if i.formula is not None}


def _formula_problems(
    indicator: Indicator,
    by_code: Mapping[str, Indicator],
    cycles: Mapping[str, list[str]],
    open_ended: Mapping[str, frozenset[str]],
) -> list[str]:
    """What the formula cannot call; `open_ended` are the calls of the formulas outside all cycles."""
    if indicator.formula is None:
        return []
    problems = [
        f"Công thức của “{indicator.code}” gọi mã “{code}” không có trong danh mục chỉ tiêu."
        for code in sorted(indicator.formula.codes)
        if code not in by_code
    ]
    if cycle := cycles.get(indicator.code):
        problems.append(f"Công thức gọi vòng: {' → '.join(cycle)}.")
    elif calls_too_much(indicator.code, open_ended):
        problems.append(
            f"Công thức của “{indicator.code}” gọi nối nhau quá {DEEPEST_CALLS} lớp "
            f"hoặc cần quá {MOST_CALLS} giá trị. Viết lại cho gọn, lấy thẳng các số liệu gốc."
        )
    return problems
