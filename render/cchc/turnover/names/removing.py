"""`cchc remove indicator`: its rows taken out everywhere, unless something still uses it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cchc.base.csv_edits import CsvEdits, CsvRecord
from cchc.base.findings import ReportError
from cchc.base.formulas import FormulaError, parse_comparison
from cchc.base.table_files import BOOK, as_csv
from cchc.base.yaml_files import read_yaml_text, row_of_key
from cchc.inputs.catalog.indicators import load_indicators
from cchc.inputs.exhibits import NAME, Exhibit, read_exhibits
from cchc.inputs.workspace import Workspace
from cchc.turnover.names.code_texts import code_of_cells, in_literals
from cchc.turnover.names.exhibit_entries import without_entry
from cchc.turnover.names.known_names import not_there
from cchc.turnover.names.mentions import COLUMNS, CodeMentions
from cchc.turnover.names.renaming import pieced_places
from cchc.turnover.names.trial import by_words, refuse_new_errors
from cchc.turnover.names.workspace_edits import WorkspaceEdits, readable, refused_book

STILL_USED = "Chưa bỏ gì: “{code}” còn được dùng.{places}\nSửa những chỗ ấy rồi chạy lại."
HAS_VALUES = (
    "Chưa bỏ gì: “{code}” có số liệu đã ghi.{places}\nBỏ cả số liệu ấy thì thêm --ca-so-lieu; bản đã lưu giữ "
    "nguyên. Muốn thôi hỏi từ một ngày mà giữ số cũ thì ghi ngày ấy ở cột valid_to của indicators.csv."
)
# The tables of which a row is about one indicator, by the column that names it.
OWN_ROWS: Mapping[str, str] = {
    "indicators.csv": "code",
    "figures.csv": "indicator",
    "intake.csv": "indicator",
    "targets.csv": "indicator",
    "definitions.csv": "indicator",
}


@dataclass
class _Removal:
    """What goes, and the places that stand against it."""

    edits: WorkspaceEdits
    code: str
    uses: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)

    @cached_property
    def mentions(self) -> CodeMentions:
        """Where a text has the code."""
        return CodeMentions(self.code, self.code, frozenset({self.code}))

    def named_in(self, text: str) -> bool:
        """Whether a text names the code, and not a longer one."""
        return self.mentions.output(text)[1] > 0

    def named_in_code(self, source: str) -> bool:
        """The same of code, of which only texts and remarks name an indicator."""
        return in_literals(source, self.mentions.output)[1] > 0

    def used(self, path: Path, where: object) -> None:
        """Note a place that uses the indicator."""
        self.uses.append(f"{self.edits.workspace.relative(path)}{where}")


def remove_indicator(workspace: Workspace, code: str, *, with_values: bool = False) -> WorkspaceEdits:
    """The changes, not yet written (ReportError that names each place where it is used)."""
    known = load_indicators(workspace.catalog / "indicators.csv")[0]
    if code not in known:
        raise not_there(f"Chỉ tiêu “{code}” không có trong danh mục chỉ tiêu.", code, known)
    removal = _Removal(WorkspaceEdits(workspace), code)
    for path in removal.edits.files():
        with readable(workspace, path):
            _FILES.get(path.suffix, _from_text)(removal, path)
    removal.uses += pieced_places(removal.edits, [code])
    if removal.uses:
        raise ReportError(STILL_USED.format(code=code, places=_listed(removal.uses)))
    if removal.values and not with_values:
        raise ReportError(HAS_VALUES.format(code=code, places=_listed(removal.values)))
    refuse_new_errors(removal.edits, by_words)
    return removal.edits


def _from_table(removal: _Removal, path: Path) -> None:
    if not removal.named_in(removal.edits.text(path)):
        return
    table = CsvEdits(removal.edits.content(path), COLUMNS)
    goes = [row for row in table.rows if _is_its_own(removal, table, path, row)]
    for row in table.rows:
        if row not in goes and removal.named_in("\n".join(row.cells)):
            removal.used(path, f":{row.line}")
    if path.name == "figures.csv":
        place = removal.edits.workspace.relative(path)
        removal.values += [f"{place}:{row.line}" for row in goes if table.value(row, "value")]
    for row in goes:
        table.remove(row)
    removal.edits.put(path, table.content(), len(goes))


def _is_its_own(removal: _Removal, table: CsvEdits, path: Path, row: CsvRecord) -> bool:
    """Whether the row has no meaning without the indicator."""
    if path.name in OWN_ROWS:
        return table.value(row, OWN_ROWS[path.name]) == removal.code
    if path.name == "acknowledged.csv":
        return removal.named_in(table.value(row, "figures"))
    if path.name == "checks.csv":
        return _says_it_alone(table.value(row, "expression"), removal.code)
    return False


def _says_it_alone(expression: str, code: str) -> bool:
    """Whether a check is about the indicator, by itself or beside one other."""
    try:
        codes = parse_comparison(expression).codes
    except FormulaError:
        return False
    return code in codes and len(codes) <= 2


def _from_book(removal: _Removal, path: Path) -> None:
    if not path.with_suffix(".csv").exists() and removal.named_in(
        as_csv(path.with_suffix(".csv"), path.name)
    ):
        raise refused_book(removal.edits.workspace, path)


def _from_text(removal: _Removal, path: Path) -> None:
    if path.name == NAME:
        _from_exhibits(removal, path)
        return
    for row, line in enumerate(removal.edits.text(path).split("\n"), start=1):
        if removal.named_in(line):
            removal.used(path, f":{row}")


def _from_exhibits(removal: _Removal, path: Path) -> None:
    """Entries that draw nothing else go; any other that names it is a use."""
    edits, code = removal.edits, removal.code
    file = edits.workspace.relative(path)
    declared = read_exhibits(path, file)
    before = read_yaml_text(path, file)
    for section, exhibits in declared.items():
        for number, exhibit in reversed([*enumerate(exhibits)]):
            if list(exhibit.lines) == [code]:
                edits.put(path, without_entry(edits.text(path), section, number))
            elif code in exhibit.named or any(map(removal.named_in, _texts(exhibit))):
                removal.used(path, f":{row_of_key(before, section, number)} (“{exhibit.id}”)")


def _texts(exhibit: Exhibit) -> Iterator[str]:
    yield from exhibit.templates.values()
    yield from (line.label for line in exhibit.lines.values() if line.label)


def _from_notebook(removal: _Removal, path: Path) -> None:
    for number, source in code_of_cells(removal.edits.text(path)):
        if removal.named_in_code(source):
            removal.used(path, f", ô thứ {number}")


def _from_module(removal: _Removal, path: Path) -> None:
    if removal.named_in_code(removal.edits.text(path)):
        removal.used(path, "")


_FILES: Mapping[str, Callable[[_Removal, Path], None]] = {
    ".csv": _from_table,
    BOOK: _from_book,
    ".ipynb": _from_notebook,
    ".py": _from_module,
}


def _listed(places: list[str]) -> str:
    return "".join(f"\n  {place}" for place in places)
