"""One locality's narrative and notebooks without what is its own."""

from collections.abc import Iterable, Sequence
from typing import Any

import nbformat

from cchc.catalog.outline import Outline, SectionEntry
from cchc.checks.usage import CITING, calls
from cchc.findings import ReportError
from cchc.period import Period
from cchc.renewal import mark
from cchc.sentences import Sentence
from cchc.turnover.carry_over import kept_sentences
from cchc.turnover.cited import recurs
from cchc.turnover.scaffold import last_day, old_things
from cchc.turnover.skeleton import TO_WRITE, skeleton
from cchc.turnover.traces import FIGURES, OldThings, heading_reason, reason_to_renew
from cchc.workbook import Workbook

PARAMETERS = "parameters"


class Neutral:
    """What of a workbook's texts another locality can begin with."""

    def __init__(self, workbook: Workbook, outline: Outline, period: Period) -> None:
        self._workbook = workbook
        self._outline = outline
        self._period = period
        # Laws hold everywhere; notes, web pages and decisions are the locality's.
        own = {d.id for d in workbook.documents.values() if not recurs(d) or d.url or not d.number}
        kind = workbook.params.locality.partition(" ")[0]
        whose = workbook.params.locality.lower()
        words = [(word, "riêng của địa phương") for word in {whose, "thành phố" if kind == "thành" else kind}]
        ended = old_things(workbook, outline, last_day(workbook, workbook.period), last_day(workbook, period))
        self._old = OldThings(frozenset(own), (*words, *ended.words))

    def narrative(self, entry: SectionEntry) -> str:
        """The headings that the notebook prints, with the sentences that figures alone fill."""
        path = self._workbook.workspace.narrative(self._workbook.period, entry.code)
        if not path.is_file():
            return skeleton(self._workbook.workspace.notebooks / f"{entry.notebook}.ipynb")
        text = path.read_text(encoding="utf-8-sig")
        if not self._outline.part_of(entry.code).number:
            # The appendix is about the workbook itself.
            return text
        return kept_sentences(text, self._keeps, self._to_write)

    def notebook(self, name: str) -> str:
        """The notebook without outputs, opened at the new period."""
        notebook = self._read(name)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
                if PARAMETERS in cell.metadata.get("tags", []):
                    cell.source = cell.source.replace(str(self._workbook.period), str(self._period))
        return str(nbformat.writes(notebook)) + "\n"

    def cited(self, texts: Sequence[str]) -> set[str]:
        """Documents that the given texts and the notebooks call for."""
        sources: Iterable[str] = [
            *texts,
            *(
                cell.source
                for entry in self._outline.sections
                for cell in self._read(entry.notebook).cells
                if cell.cell_type == "code"
            ),
        ]
        return {
            identifier
            for source in sources
            for identifier in self._workbook.documents
            if f'"{identifier}"' in source or f"'{identifier}'" in source
        } | {argument for text in texts for name, argument, _ in calls(text) if name in CITING}

    def _to_write(self, heading: str) -> str:
        """The mark under a heading: its text is to be written, and the heading itself may not fit."""
        return mark("; ".join(filter(None, [TO_WRITE, heading_reason(heading, self._old)]))).rstrip()

    def _keeps(self, sentence: Sentence) -> bool:
        figures = any(name in FIGURES for name, _, _ in calls(sentence.text))
        return figures and not reason_to_renew(sentence.text, self._old)

    def _read(self, name: str) -> Any:
        path = self._workbook.workspace.notebooks / f"{name}.ipynb"
        try:
            return nbformat.read(path, as_version=4)
        except Exception as error:
            raise ReportError(f"Không đọc được notebooks/{name}.ipynb ({type(error).__name__}).") from None
