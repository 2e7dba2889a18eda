"""What an engine is, and which one runs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from cchc.base.cache import FileCache
from cchc.base.findings import ReportError

if TYPE_CHECKING:
    from cchc.publish.markdown_reader import MarkdownReader


class PublishError(ReportError):
    """The report could not be published; the text is Vietnamese and ready to show."""


EngineName = Literal["auto", "quarto", "pandoc"]
FORMATS = ("html", "pdf", "docx")
STEM = "bao-cao"


def _nothing() -> None:
    pass


@dataclass(frozen=True)
class Supply:
    """What comes into a build while the engine is at work, each once.

    `pictures` puts in the charts', which every format needs. `page` does all that paper does not wait for: it
    puts in what the page alone prints, and is called even where no page is asked for. `reader` may have begun
    to read the text. What is the same from report to report may be in `kept`.
    """

    pictures: Callable[[], object] = _nothing
    page: Callable[[], object] = _nothing
    reader: "MarkdownReader | None" = None
    kept: FileCache | None = None


COMPLETE = Supply()


class Engine(Protocol):
    """Turns a build folder into published files."""

    @property
    def name(self) -> str:
        """The engine's name, as users choose it."""

    def render(
        self, build: Path, formats: Sequence[str], jobs: int = 2, supply: Supply = COMPLETE
    ) -> dict[str, Path]:
        """Render each format inside `build`, `jobs` at once, and return its file (PublishError)."""


def require_formats(formats: Sequence[str]) -> None:
    """Refuse a format that no engine makes (PublishError)."""
    if unknown := [name for name in formats if name not in FORMATS]:
        raise PublishError(f"Không dựng được dạng “{', '.join(unknown)}”. Các dạng: {', '.join(FORMATS)}.")
