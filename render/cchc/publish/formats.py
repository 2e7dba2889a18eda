"""What a report can be published as."""

from collections.abc import Iterable

from cchc.base.findings import ReportError

FORMATS = ("html", "pdf", "docx")
STEM = "bao-cao"


class PublishError(ReportError):
    """The report could not be published; the text is Vietnamese and ready to show."""


def chosen_formats(names: Iterable[str]) -> tuple[str, ...]:
    """These formats in their fixed order (PublishError names what no engine makes)."""
    chosen = tuple(names)
    if not chosen or (unknown := [name for name in chosen if name not in FORMATS]):
        wrong = ", ".join(unknown) if chosen else ""
        raise PublishError(f"Không dựng được dạng “{wrong}”. Các dạng: {', '.join(FORMATS)}.")
    return tuple(name for name in FORMATS if name in chosen)
