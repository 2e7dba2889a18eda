"""The catalogue of indicators: what is counted, in which unit, by which formula."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from cchc.base.csv_tables import CellError, Row, one_of, read_table, required
from cchc.base.findings import Finding, Severity
from cchc.base.formulas import (
    DEEPEST_CALLS,
    MOST_CALLS,
    Formula,
    FormulaError,
    calls_too_much,
    find_cycle,
    parse_formula,
)

IndicatorKind = Literal["count", "rate", "amount"]
Direction = Literal["higher", "lower", "none"]
KINDS: tuple[IndicatorKind, ...] = get_args(IndicatorKind)
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)

FILE = "data/catalog/indicators.csv"
COLUMNS = ("code", "name", "unit", "kind", "decimals", "direction", "formula", "definition", "source", "form")
CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
MOST_DECIMALS = 6
PERCENT = "%"


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

    @property
    def section(self) -> str:
        """The section that prints the indicator."""
        return self.code.partition(".")[0]


def load_indicators(path: Path) -> tuple[dict[str, Indicator], list[Finding]]:
    """Read indicators.csv: the indicators by code, and every problem met."""
    table = read_table(path, FILE, COLUMNS)
    indicators = list(table.read_rows(_indicator))
    if not table.rows and not table.findings:
        words = "Danh mục chưa có chỉ tiêu nào. Thêm mỗi chỉ tiêu một dòng, hoặc lấy lại bản trước của tệp."
        table.problem(None, "chi_tieu.trong", words)
    taken = "Mã “{later.code}” đã có ở dòng {first.row}."
    table.repeats(indicators, lambda indicator: indicator.code, "chi_tieu.trung", taken)
    by_code = {indicator.code: indicator for indicator in indicators}
    calls = _calls(by_code)
    cycles = {code: cycle for code in calls if (cycle := find_cycle(code, calls))}
    open_ended = {code: called for code, called in calls.items() if code not in cycles}
    for indicator in indicators:
        for explanation in _formula_problems(indicator, by_code, cycles, open_ended):
            table.problem(indicator.row, "chi_tieu.cong_thuc", explanation)
    return by_code, table.findings


def unknown_indicator(code: str) -> str:
    """What a user reads where a file names a code that the catalogue lacks."""
    return f"Chỉ tiêu “{code}” không có trong {FILE}."


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
    if not decimals.isdecimal() or int(decimals) > MOST_DECIMALS:
        raise CellError(
            f"Ô “decimals” là “{decimals}”, phải là số chữ số thập phân từ 0 đến {MOST_DECIMALS}."
        )
    return Indicator(
        code=code,
        name=required(row, "name"),
        unit=required(row, "unit"),
        kind=one_of(row, "kind", KINDS),
        decimals=int(decimals),
        direction=one_of(row, "direction", DIRECTIONS),
        formula=_formula(row["formula"]),
        definition=row["definition"],
        source=row["source"],
        form=row["form"],
        row=row.number,
    )


def _formula(text: str) -> Formula | None:
    try:
        return parse_formula(text) if text else None
    except FormulaError as error:
        raise CellError(f"Công thức “{text}” không đọc được: {error}") from None


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
