"""The rules of data/catalog/checks.csv: relations that figures must satisfy."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from cchc.base.csv_tables import CellError, Row, one_of, read_table, required
from cchc.base.findings import Finding, Severity
from cchc.base.formulas import Comparison, FormulaError, parse_comparison
from cchc.base.windows import lies_between
from cchc.inputs.catalog.agencies import level_exists, units_of
from cchc.inputs.catalog.validity import days_in_force

RelationKind = Literal["identity", "same_population", "shares", "ratio", "bound", "change", "cumulative"]
KINDS: tuple[RelationKind, ...] = get_args(RelationKind)
# What only an earlier period can tell.
OVER_TIME: tuple[RelationKind, ...] = ("change", "cumulative")

FILE = "data/catalog/checks.csv"
COLUMNS = ("id", "kind", "expression", "severity", "explanation", "basis", "valid_from", "valid_to")
# How many units of a level the catalogue of agencies has: danh_muc.huyen.
CATALOGUE = "danh_muc"


@dataclass(frozen=True)
class Relation:
    """One rule; `explanation` says in words what must hold, without full stop."""

    id: str
    kind: RelationKind
    comparison: Comparison
    severity: Severity
    explanation: str
    basis: str
    valid_from: date | None
    valid_to: date | None
    file: str
    row: int

    def in_force(self, day: date | None) -> bool:
        """Whether the rule applies to a period that ends on `day`."""
        return day is None or lies_between(day, self.valid_from, self.valid_to)


def load_relations(
    path: Path, indicators: Collection[str], levels: Collection[str], day: date | None = None
) -> tuple[tuple[Relation, ...], list[Finding]]:
    """Read checks.csv: the rules in file order, and every problem met.

    A rule that is out of its years on `day`, or counts units of a level that is no more, may name what is
    gone: it will not be used.
    """
    table = read_table(path, FILE, COLUMNS)
    relations = tuple(table.read_rows(_relation))
    known = {*indicators, *(f"{CATALOGUE}.{level}" for level in levels)}
    usable = []
    for relation in relations:
        unknown = _unknown(relation, known, day)
        usable += [] if unknown else [relation]
        for code in unknown if relation.in_force(day) else []:
            table.problem(relation.row, "quy_tac.ma_la", _explain(relation, code))
    taken = "Mã quy tắc “{later.id}” đã có ở dòng {first.row}."
    repeated = table.repeats(usable, lambda relation: relation.id, "quy_tac.trung", taken)
    return tuple(relation for relation in usable if relation not in repeated), table.findings


def _relation(row: Row) -> Relation:
    identifier = required(row, "id")
    kind = one_of(row, "kind", KINDS)
    severity = one_of(row, "severity", list(Severity))
    expression = required(row, "expression")
    try:
        comparison = parse_comparison(expression)
        # A constant that cannot be computed would fail in every period.
        for side in (comparison.left, comparison.right):
            if not side.codes:
                side.evaluate({})
    except FormulaError as error:
        shown = expression if len(expression) <= 80 else f"{expression[:80]}…"
        why = str(error) if str(error)[:1].islower() else f"không tính được: {error}"
        raise CellError(f"Quy tắc “{identifier}”: biểu thức “{shown}” {why}") from None
    if problem := _misfit(kind, comparison):
        raise CellError(f"Quy tắc “{identifier}”: {problem}")
    valid_from, valid_to = days_in_force(row)
    return Relation(
        id=identifier,
        kind=kind,
        comparison=comparison,
        severity=severity,
        explanation=required(row, "explanation").rstrip("."),
        basis=row["basis"],
        valid_from=valid_from,
        valid_to=valid_to,
        file=row.file,
        row=row.number,
    )


def _misfit(kind: RelationKind, comparison: Comparison) -> str:
    """Why the expression does not fit its kind, or nothing."""
    equal = comparison.operator == "=="
    if not comparison.codes:
        return "biểu thức không gọi chỉ tiêu nào."
    if comparison.left.text == comparison.right.text:
        return f"hai vế giống nhau (“{comparison.left.text}”): quy tắc không so gì cả."
    if kind == "bound" and equal:
        return "loại bound là giới hạn: dùng <= >= < hoặc >."
    if kind in ("identity", "same_population", "shares", "ratio", "cumulative") and not equal:
        return f"loại {kind} là đẳng thức: dùng ==."
    if kind == "ratio" and not comparison.left.single_code:
        return "loại ratio: vế trái là một chỉ tiêu, vế phải là cách tính lại."
    if kind == "cumulative" and not (comparison.left.single_code and comparison.right.codes):
        return "loại cumulative: vế trái là chỉ tiêu lũy kế, vế phải là số phát sinh trong kỳ."
    if kind in ("shares", "change") and comparison.right.codes:
        return f"loại {kind}: vế phải là một con số."
    if kind == "change" and (comparison.operator != "<=" or not comparison.left.single_code):
        return "loại change: viết “mã <= số”, số là mức thay đổi lớn nhất (%, tỷ lệ thì điểm phần trăm)."
    return ""


def _unknown(relation: Relation, known: set[str], day: date | None) -> list[str]:
    if relation.kind == "change":
        # The code may be that of a whole family.
        code = relation.comparison.left.single_code
        return [] if any(k == code or k.startswith(f"{code}.") for k in known) else [code]
    codes = relation.comparison.codes
    if any(code.startswith(f"{CATALOGUE}.") and not level_exists(_level(code), day) for code in codes):
        return []
    return [code for code in codes if code not in known]


def _level(code: str) -> str:
    return code.removeprefix(f"{CATALOGUE}.")


def _explain(relation: Relation, code: str) -> str:
    if code.startswith(f"{CATALOGUE}."):
        return (
            f"Quy tắc “{relation.id}” đếm {units_of(_level(code))}, mà data/catalog/agencies.csv chưa có "
            "đơn vị nào của cấp ấy. Thêm đơn vị, hoặc bỏ quy tắc này."
        )
    return f"Quy tắc “{relation.id}” gọi mã “{code}” không có trong danh mục chỉ tiêu."
