"""An import in words: the lines for the terminal, and the list of problems as CSV."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from pathlib import Path

from cchc.base.csv_writing import write_csv_for_excel
from cchc.base.findings import Severity
from cchc.intake.assignment import Supplier
from cchc.intake.importing import ImportResult
from cchc.intake.merging import Change
from cchc.intake.problems import Problem
from cchc.values.explanation import format_exactly, with_unit

COLUMNS = ("Mức", "Tệp", "Trang tính", "Ô", "Ghi trong ô", "Giải thích", "Đơn vị", "Chỉ tiêu", "Quy tắc")
# Before the path of the list, once it has been written.
LISTED = "Danh sách đầy đủ:"
MOST_NAMED = 5
GROUPS = (
    (Severity.ERROR, "CẦN HỎI LẠI (chưa nhập)"),
    (Severity.WARNING, "CẦN XEM LẠI"),
    (Severity.NOTE, "NÊN BIẾT"),
)


def summary(result: ImportResult) -> Iterator[str]:
    """The import line by line: what was done, what to ask, who owes what."""
    outcome, period = result.outcome, result.workbook.period
    yield f"Kỳ {period} ({period.label}): {result.files} tệp."
    own = sum(problem.name == "giu_so_tay" for problem in outcome.problems)
    yield (
        f"Số liệu: {len(outcome.new)} số mới, {len(outcome.changed)} số thay đổi, "
        f"{len(outcome.unchanged)} số như trước, {own} số ghi tay được giữ."
    )
    yield "Đã ghi vào figures.csv." if outcome.written else "figures.csv không đổi."
    yield from _section("THAY ĐỔI SO VỚI LẦN NHẬP TRƯỚC", map(_change, outcome.changed))
    for severity, title in GROUPS:
        yield from _section(title, (p.line() for p in result.problems if p.severity is severity))
    yield from _section("ĐỐI CHIẾU TỔNG VỚI CÁC ĐƠN VỊ", (finding.line() for finding in result.sums))
    yield from _section("CHƯA GỬI", map(_name, result.silent))
    yield from _section("ĐÃ GỬI NHƯNG KHÔNG DÙNG ĐƯỢC TỆP NÀO", map(_name, result.unusable))
    yield from _section(
        "GỬI TỆP CHƯA ĐIỀN GÌ", (f"{_name(file.supplier)}: {file.file}" for file in result.empty)
    )
    yield from _section("CÒN ĐỂ TRỐNG", (_blank(*blank) for blank in result.blanks))


def write_problem_list(problems: Sequence[Problem], path: Path) -> None:
    """Write the list of problems, to be sorted and sent on (OSError)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [
        (p.severity.value, *astuple(p.place), p.found, p.text, p.unit, p.indicator, p.rule) for p in problems
    ]
    # A list that breaks off in the middle would pass for the whole.
    aside = path.with_name(f".{path.name}.tmp")
    try:
        write_csv_for_excel(aside, COLUMNS, rows)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def has_questions(result: ImportResult) -> bool:
    """Whether anything was left out that has to be asked about."""
    severities = {p.severity for p in result.problems} | {finding.severity for finding in result.sums}
    return Severity.ERROR in severities


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield ""
        yield f"{title} ({len(listed)})"
        yield from (f"  {line}" for line in listed)


def _change(change: Change) -> str:
    entry, value = change.reading.entry, change.reading.value
    assert value is not None
    old, new = (with_unit(format_exactly(n), entry.item.indicator.unit) for n in (change.old, value))
    return f"{entry.item.indicator.name} ({entry.item.scope}): {old} → {new} ({entry.place})"


def _name(supplier: Supplier) -> str:
    return f"{supplier.name} ({supplier.code})"


def _blank(supplier: Supplier, codes: Sequence[str]) -> str:
    more = f" … ({len(codes) - MOST_NAMED} chỉ tiêu khác)" if len(codes) > MOST_NAMED else ""
    return f"{_name(supplier)}: {len(codes)} chỉ tiêu: {', '.join(codes[:MOST_NAMED])}{more}"
