"""`cchc init`: the workbook of another locality, with everything that is not one locality's own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import nbformat

from cchc.base.files import ScaffoldError, put_in_place, refuse_existing
from cchc.base.findings import ReportError
from cchc.base.installation import SKELETON
from cchc.base.period import Period
from cchc.base.sentences import Sentence
from cchc.checks.usage import code_cells
from cchc.inputs.catalog.agencies import COLUMNS as AGENCY_COLUMNS
from cchc.inputs.catalog.agencies import SUCCESSOR
from cchc.inputs.catalog.outline import Outline, SectionEntry, load_outline
from cchc.inputs.catalog.targets import COLUMNS as TARGET_COLUMNS
from cchc.inputs.narrative import mark
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import PANEL, Workspace, earlier_period
from cchc.prose.templates import cited
from cchc.turnover.carried_documents import next_documents, recurs
from cchc.turnover.carried_text import TO_WRITE, pruned, skeleton
from cchc.turnover.empty_figures import EmptyRow, unused, write_rows
from cchc.turnover.new_period import old_things
from cchc.turnover.panel_notebook import panel_notebook
from cchc.turnover.params_text import README, params_text
from cchc.turnover.plain_sentences import says_figures_alone
from cchc.turnover.signs_of_age import OldThings, signs_in_heading

TOPS = ("README.md", "params", "data", "notebooks")
# The same in every locality; agencies and targets are each one's own.
SHARED = ("indicators.csv", "calendar.csv", "checks.csv", "forms.csv", "proper_names.csv", "definitions.csv")
# The tag of the cell that sets a notebook's period.
PARAMETERS = "parameters"


class Neutral:
    """What of a workbook's texts another locality can begin with."""

    def __init__(self, workbook: Workbook, outline: Outline, period: Period) -> None:
        self._workbook = workbook
        self._outline = outline
        self._period = period
        # Laws hold everywhere; notes, web pages and decisions are the locality's.
        documents = workbook.documents.values()
        own = {d.id: d.id for d in documents if not recurs(d) or d.url or not d.number}
        kind = workbook.params.locality.partition(" ")[0]
        whose = workbook.params.locality.lower()
        words = [(word, "riêng của địa phương") for word in {whose, "thành phố" if kind == "thành" else kind}]
        ended = old_things(workbook, outline, period)
        self._old = replace(ended, documents=own, words=(*words, *ended.words))

    def narrative(self, entry: SectionEntry) -> str:
        """The headings that the notebook prints, with the sentences that figures alone fill."""
        path = self._workbook.workspace.narrative(self._workbook.period, entry.code)
        if not path.is_file():
            return skeleton(self._notebook(entry.notebook))
        text = path.read_text(encoding="utf-8-sig")
        if not self._outline.part_of(entry.code).number:
            # The appendix is about the workbook itself.
            return text
        return pruned(text, self._keeps, self._to_write)

    def notebook(self, name: str) -> str:
        """The notebook without outputs, opened at the new period."""
        try:
            notebook = nbformat.read(self._notebook(name), as_version=4)
        except Exception as error:
            raise ReportError(f"Không đọc được notebooks/{name}.ipynb ({type(error).__name__}).") from None
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
                if PARAMETERS in cell.metadata.get("tags", []):
                    cell.source = cell.source.replace(str(self._workbook.period), str(self._period))
        return str(nbformat.writes(notebook)) + "\n"

    def cited(self, texts: Sequence[str]) -> set[str]:
        """Documents that the given texts and the notebooks call for."""
        notebooks = [self._notebook(entry.notebook) for entry in self._outline.sections]
        sources = [*texts, *(cell for path in notebooks for cell in code_cells(path))]
        quoted = {
            identifier
            for source in sources
            for identifier in self._workbook.documents
            if f'"{identifier}"' in source or f"'{identifier}'" in source
        }
        return quoted | {identifier for text in texts for identifier in cited(text)}

    def _to_write(self, heading: str) -> str:
        """The mark under a heading: its text is to be written, and the heading itself may not fit."""
        return mark("; ".join(filter(None, [TO_WRITE, signs_in_heading(heading, self._old)]))).rstrip()

    def _keeps(self, sentence: Sentence) -> bool:
        return says_figures_alone(sentence.text, self._old)

    def _notebook(self, name: str) -> Path:
        return self._workbook.workspace.notebooks / f"{name}.ipynb"


def current_half_year(today: date) -> Period:
    """The half-year in which this day lies."""
    return Period(today.year, "H1" if today.month <= 6 else "H2")


def new_workspace(source: Workspace, target: Workspace, locality: str, period: Period) -> list[Path]:
    """Make the workspace `target` for `locality`; ReportError where something is in the way."""
    name = " ".join(locality.split())
    if not name:
        raise ScaffoldError("Tên địa phương còn trống; nêu sau --locality, ví dụ “tỉnh Lâm Đồng”.")
    refuse_existing([target.root / top for top in TOPS], "Chọn một thư mục mới hoặc còn trống.")
    workbook = _base(source, period)
    outline = load_outline(source.catalog, period.year)
    if outline is None:
        raise ScaffoldError(f"Không có đề cương nào trong data/catalog áp dụng cho năm {period.year}.")
    data = f"data/{period}"
    neutral = Neutral(workbook, outline, period)
    narrative = {f"{data}/narrative/{e.code}.md": neutral.narrative(e) for e in outline.sections}
    # Only what the notebooks and the sentences taken over cite.
    used = neutral.cited(list(narrative.values()))
    documents = [document for document in workbook.documents.values() if document.id in used]
    files = {
        "README.md": README.format(locality=name, period=period),
        f"params/{period}.yml": params_text(workbook, name, period),
        **_catalog(source),
        f"{data}/figures.csv": write_rows([EmptyRow(c, "") for c in unused(workbook.indicators, set())]),
        f"{data}/documents.csv": next_documents(documents, used, used, OldThings()),
        **narrative,
        f"notebooks/{PANEL}.ipynb": panel_notebook(),
        **{f"notebooks/{e.notebook}.ipynb": neutral.notebook(e.notebook) for e in outline.sections},
    }
    return put_in_place(target.root, files, list(TOPS))


def pattern(named: Path | None) -> Workspace:
    """The workspace to take a new one from: the one named, else the one here, else the installed one."""
    if named is not None:
        return Workspace(named.resolve())
    here = Workspace(Path.cwd())
    return here if here.periods else Workspace(SKELETON)


def _base(source: Workspace, period: Period) -> Workbook:
    """The source's period nearest before the first one of the new workspace, else any."""
    if not source.periods:
        raise ScaffoldError(f"“{source.root}” không có kỳ nào để lấy mẫu. Kiểm tra --workspace.")
    base = earlier_period(source, period) or Period.parse(source.periods[0])
    return load_workbook(source, base, tolerant=True)


def _catalog(source: Workspace) -> dict[str, str]:
    paths = [source.catalog / name for name in SHARED]
    paths += sorted(source.catalog.glob("outline-*.yml"))
    files = {f"data/catalog/{p.name}": p.read_text(encoding="utf-8-sig") for p in paths if p.is_file()}
    files["data/catalog/agencies.csv"] = ",".join((*AGENCY_COLUMNS, SUCCESSOR)) + "\n"
    files["data/catalog/targets.csv"] = ",".join(TARGET_COLUMNS) + "\n"
    return files
