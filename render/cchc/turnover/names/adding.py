"""`cchc add indicator`: one indicator into catalogue, checks, figures, charts and prose, or nowhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cchc.base.csv_edits import CsvEdits, CsvRecord
from cchc.base.csv_writing import csv_text
from cchc.base.findings import ReportError, Severity
from cchc.base.period import Period
from cchc.inputs.catalog.agencies import load_agencies, office_of
from cchc.inputs.catalog.indicators import COLUMNS as INDICATOR_COLUMNS
from cchc.inputs.catalog.indicators import OPTIONAL, load_indicators
from cchc.inputs.catalog.relations import COLUMNS as CHECK_COLUMNS
from cchc.inputs.exhibits import exhibits_path, load_exhibits
from cchc.inputs.figures import COLUMNS as FIGURE_COLUMNS
from cchc.inputs.narrative import Block, parse_narrative
from cchc.inputs.workspace import Workspace
from cchc.turnover.names.exhibit_entries import with_entry
from cchc.turnover.names.known_names import not_there, refuse_impossible, sections_of
from cchc.turnover.names.new_indicator import NewIndicator, exhibit_entry, misfits
from cchc.turnover.names.trial import by_words, refuse_new_errors
from cchc.turnover.names.workspace_edits import WorkspaceEdits

INTAKE_COLUMNS = ("indicator", "supplier", "note")


@dataclass(frozen=True)
class Addition:
    """The changes, not yet written, and what to know about them (Vietnamese)."""

    edits: WorkspaceEdits
    remarks: tuple[str, ...]


def add_indicator(workspace: Workspace, period: Period, new: NewIndicator) -> Addition:
    """Everything that the indicator needs in the files (ReportError, with all that speaks against it)."""
    known = load_indicators(workspace.catalog / "indicators.csv")[0]
    agencies = load_agencies(workspace.catalog / "agencies.csv")[0].values()
    refuse_impossible(new.code, sections_of(workspace))
    if problems := list(misfits(new, known, {agency.level for agency in agencies})):
        raise ReportError("\n".join(["Chưa thêm gì:", *(f"  {problem}" for problem in problems)]))
    edits = WorkspaceEdits(workspace)
    heading = _heading(edits, period, new) if new.heading else None
    _catalogue(edits, new)
    _check(edits, new, known[new.part_of].name if new.part_of else "")
    if not new.formula:
        _figure(edits, workspace.data(period) / "figures.csv", new)
    if new.exhibit:
        _exhibit(edits, period, new)
    if new.sentence and heading is not None:
        _sentence(edits, workspace.narrative(period, new.section), heading, new)
    refuse_new_errors(edits, by_words)
    unknown = new.source and office_of(new.source, agencies) is None and not new.levels and not new.formula
    words = (
        f"“{new.source}” không phải tên đơn vị nào trong agencies.csv: số này được hỏi ở biểu chung của "
        "địa phương."
    )
    return Addition(edits, (words,) if unknown else ())


def _heading(edits: WorkspaceEdits, period: Period, new: NewIndicator) -> Block:
    path = edits.workspace.narrative(period, new.section)
    file = edits.workspace.relative(path)
    if not path.is_file():
        raise ReportError(f"Chưa thêm gì: không có {file}, nên không có đề mục “{new.heading}”.")
    blocks = parse_narrative(edits.text(path), file)
    if new.heading not in blocks:
        keys = [key for key in blocks if key]
        words = f"Chưa thêm gì: {file} không có đề mục “{new.heading}”. Các đề mục: {'; '.join(keys)}."
        raise not_there(words, new.heading, keys)
    return blocks[new.heading]


def _catalogue(edits: WorkspaceEdits, new: NewIndicator) -> None:
    path = edits.workspace.catalog / "indicators.csv"
    table = CsvEdits(edits.content(path), (*INDICATOR_COLUMNS, *OPTIONAL))
    cells = {
        "code": new.code,
        "name": new.name,
        "unit": new.unit,
        "kind": new.kind,
        "decimals": str(new.decimals),
        "direction": new.direction,
        "formula": new.formula,
        "definition": new.definition,
        "source": new.source,
        "levels": " ".join(new.levels),
        "basis": new.basis,
    }
    table.insert(cells, _nearest(table, "code", new.code))
    edits.put(path, table.content())
    if new.levels and "levels" not in table.columns:
        _intake(edits, new)


def _intake(edits: WorkspaceEdits, new: NewIndicator) -> None:
    """Who reports it unit by unit, where the catalogue of indicators has no column for that."""
    path = edits.workspace.catalog / "intake.csv"
    table = CsvEdits(_table(edits, path, INTAKE_COLUMNS), INTAKE_COLUMNS)
    for level in new.levels:
        table.insert({"indicator": new.code, "supplier": level})
    edits.put(path, table.content(), len(new.levels))


def _check(edits: WorkspaceEdits, new: NewIndicator, total: str) -> None:
    if not new.part_of:
        return
    path = edits.workspace.catalog / "checks.csv"
    table = CsvEdits(_table(edits, path, CHECK_COLUMNS), CHECK_COLUMNS)
    taken = {table.value(row, "id") for row in table.rows}
    cells = {
        "id": new.code if new.code not in taken else f"{new.code}.mot_phan",
        "kind": "bound",
        "expression": f"{new.code} <= {new.part_of}",
        "severity": str(Severity.ERROR),
        "explanation": f"“{new.name}” là một phần của “{total}”",
        "basis": new.basis,
    }
    table.insert(cells, _nearest(table, "id", cells["id"]))
    edits.put(path, table.content())


def _figure(edits: WorkspaceEdits, path: Path, new: NewIndicator) -> None:
    table = CsvEdits(_table(edits, path, FIGURE_COLUMNS), FIGURE_COLUMNS)
    if table.rows_where("indicator", new.code):
        # Entered before the catalogue knew it.
        return
    table.insert({"indicator": new.code}, _nearest(table, "indicator", new.code))
    edits.put(path, table.content())


def _exhibit(edits: WorkspaceEdits, period: Period, new: NewIndicator) -> None:
    workspace = edits.workspace
    path = exhibits_path(workspace, period)
    if not path.is_file():
        path = workspace.data(period) / path.name
    declared = load_exhibits(workspace, period)[0].get(new.section, ())
    taken = {exhibit.id for exhibit in declared}
    plain = new.code.partition(".")[2].replace(".", "-").replace("_", "-")
    names = (plain if n == 1 else f"{plain}-{n}" for n in range(1, len(taken) + 2))
    entry = exhibit_entry(new, next(name for name in names if name not in taken))
    edits.put(path, with_entry(edits.text(path), new.section, entry))


def _sentence(edits: WorkspaceEdits, path: Path, heading: Block, new: NewIndicator) -> None:
    """A paragraph of its own at the end of what stands under the heading."""
    text = edits.text(path)
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(ending)
    at = heading.body_row - 1 + heading.body.count("\n") + 1
    while at > heading.row and not "".join(lines[at - 1 : at]).strip():
        at -= 1
    lines[at:at] = ["", f"{new.name}: {new.call}."]
    edits.put(path, ending.join(lines) + ("" if lines[-1] == "" else ending))


def _table(edits: WorkspaceEdits, path: Path, columns: Iterable[str]) -> bytes:
    """The table as it will be, its header alone where there is none."""
    return edits.content(path) or csv_text(list(columns), ()).encode("utf-8")


def _nearest(table: CsvEdits, column: str, code: str) -> CsvRecord | None:
    """The last row of those whose code begins most like this one; None where none begins like it."""
    parts = code.split(".")
    shared: Mapping[int, CsvRecord] = {
        _common(parts, table.value(row, column).split(".")): row for row in table.rows
    }
    best = max(shared, default=0)
    return shared[best] if best else None


def _common(first: list[str], second: list[str]) -> int:
    pairs = zip(first, second, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))
