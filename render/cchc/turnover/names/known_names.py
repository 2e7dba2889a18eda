"""Which codes there are and can be, and what is said of one that is not there."""

from collections.abc import Collection
from difflib import get_close_matches

from cchc.base.findings import ReportError
from cchc.inputs.catalog.indicators import CODE
from cchc.inputs.catalog.outline import load_outlines
from cchc.inputs.workspace import Workspace


def sections_of(workspace: Workspace) -> list[str]:
    """The sections of all outlines, each once, in their order."""
    outlines = load_outlines(workspace.catalog)
    return list(dict.fromkeys(entry.code for outline in outlines for entry in outline.sections))


def refuse_impossible(code: str, sections: Collection[str]) -> None:
    """ReportError where no indicator can have this code."""
    if not CODE.fullmatch(code):
        raise ReportError(
            f"Mã “{code}” không dùng được: phải gồm ít nhất hai phần chữ thường không dấu, chữ số, gạch "
            "dưới, nối bằng dấu chấm, ví dụ tthc.ho_so.tiep_nhan."
        )
    if (section := code.partition(".")[0]) not in sections:
        raise ReportError(
            f"Mã “{code}” mở đầu bằng “{section}”, không phải phần nào của đề cương. "
            f"Các phần: {', '.join(sections)}."
        )


def not_there(words: str, name: str, known: Collection[str]) -> ReportError:
    """The sentence `words`, and names that may have been meant."""
    near = ", ".join(get_close_matches(name, known, n=3, cutoff=0.5))
    return ReportError(f"{words} Có phải: {near}?" if near else words)
