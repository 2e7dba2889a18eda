"""`cchc init --workspace`: another locality's workbook by one that is there, without what is its own."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cchc.base.characters import clean_text
from cchc.base.csv_writing import csv_text
from cchc.base.period import Period
from cchc.base.scaffold import ScaffoldError, put_in_place, refuse_existing
from cchc.base.sentences import Sentence
from cchc.base.spreadsheets.grid import UnreadableError
from cchc.base.table_files import as_csv, in_place
from cchc.checks.usage import code_cells
from cchc.inputs.catalog.agencies import COLUMNS as AGENCY_COLUMNS
from cchc.inputs.catalog.agencies import SUCCESSOR
from cchc.inputs.catalog.outline import Outline, SectionEntry, load_outline
from cchc.inputs.catalog.targets import COLUMNS as TARGET_COLUMNS
from cchc.inputs.exhibits import NAME, exhibits_path
from cchc.inputs.narrative import TO_WRITE, mark
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import PANEL, Workspace, earlier_period
from cchc.prose.narratives import exhibit_texts
from cchc.prose.templates import cited
from cchc.turnover.carried_documents import next_documents, recurs
from cchc.turnover.carried_text import pruned, skeleton
from cchc.turnover.empty_figures import EmptyRow, unused, write_rows
from cchc.turnover.locality_name import LocalityName
from cchc.turnover.neutral_workspace import TOPS, opened_at, readme
from cchc.turnover.new_period import old_things
from cchc.turnover.panel_notebook import panel_notebook
from cchc.turnover.params_text import params_of_locality
from cchc.turnover.plain_sentences import says_figures_alone
from cchc.turnover.signs_of_age import OldThings, signs_in_heading

ABOUT = (
    "Danh mục, đề cương, notebook lấy của một sổ khác: đọc lại từng chỉ tiêu, phép kiểm tra, tên riêng, bỏ "
    "những gì riêng của địa phương kia."
)
# The same in every locality; agencies and targets are each one's own.
SHARED = ("indicators.csv", "calendar.csv", "checks.csv", "forms.csv", "proper_names.csv", "definitions.csv")


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
        text = clean_text(path.read_text(encoding="utf-8-sig"))
        if not self._outline.part_of(entry.code).number:
            # The appendix is about the workbook itself.
            return text
        return pruned(text, self._keeps, self._to_write)

    def notebook(self, name: str) -> str:
        """The notebook without outputs, opened at the new period."""
        return opened_at(self._notebook(name), self._workbook.period, self._period)

    def cited(self, texts: Sequence[str]) -> set[str]:
        """Documents that the given texts, the exhibits and the notebooks call for."""
        texts = [*texts, *(text.text for text in exhibit_texts(self._workbook))]
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
        return self._workbook.workspace.notebook(name)


def workspace_like(
    source: Workspace, target: Workspace, locality: LocalityName, period: Period
) -> list[Path]:
    """Make the workspace `target` for `locality` by `source`; ReportError where something is in the way."""
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
        "README.md": readme(locality, period, ABOUT),
        f"params/{period}.yml": _params(workbook, locality, period),
        **_catalog(source),
        **_exhibits(source, workbook.period),
        f"{data}/figures.csv": write_rows([EmptyRow(c, "") for c in unused(workbook.indicators, set())]),
        f"{data}/documents.csv": next_documents(documents, used, used, OldThings()),
        **narrative,
        f"notebooks/{PANEL}.ipynb": panel_notebook(),
        **{f"notebooks/{e.notebook}.ipynb": neutral.notebook(e.notebook) for e in outline.sections},
    }
    return put_in_place(target.root, files, list(TOPS))


def _exhibits(source: Workspace, base: Period) -> dict[str, str]:
    """What the base shows, for every period to come."""
    path = exhibits_path(source, base)
    return {f"data/catalog/{NAME}": path.read_text(encoding="utf-8-sig")} if path.is_file() else {}


def _base(source: Workspace, period: Period) -> Workbook:
    """The source's period nearest before the first one of the new workspace, else any."""
    if not source.periods:
        raise ScaffoldError(f"“{source.root}” không có kỳ nào để lấy mẫu. Kiểm tra --workspace.")
    base = earlier_period(source, period) or Period.parse(source.periods[0])
    return load_workbook(source, base, tolerant=True)


def _params(workbook: Workbook, locality: LocalityName, period: Period) -> str:
    text = workbook.workspace.params(workbook.period).read_text(encoding="utf-8-sig")
    return params_of_locality(text, workbook.period, locality, period)


def _catalog(source: Workspace) -> dict[str, str]:
    files = {f"data/catalog/{name}": text for name in SHARED if (text := _shared(source.catalog / name))}
    for path in sorted(source.catalog.glob("outline-*.yml")):
        files[f"data/catalog/{path.name}"] = path.read_text(encoding="utf-8-sig")
    files["data/catalog/agencies.csv"] = csv_text((*AGENCY_COLUMNS, SUCCESSOR), ())
    files["data/catalog/targets.csv"] = csv_text(TARGET_COLUMNS, ())
    return files


def _shared(path: Path) -> str:
    """The file in its own form; empty where there is none."""
    if not in_place(path).is_file():
        return ""
    try:
        return as_csv(path, path.name)
    except (OSError, UnreadableError):
        raise ScaffoldError(f"Không đọc được “{path}”.") from None
