"""What an engine is, and which one runs."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from cchc.publish.error import PublishError
from cchc.reuse.kept_files import KeptFiles

if TYPE_CHECKING:
    # Loads what a command that makes no report has no use for.
    from cchc.publish.markdown_reader import MarkdownReader

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
    kept: KeptFiles | None = None


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


def choose_engine(name: str = "auto") -> Engine:
    """The engine of that name; `auto` takes Quarto where it is on PATH (PublishError)."""
    program = shutil.which("quarto")
    if name == "pandoc" or (name == "auto" and program is None):
        from cchc.publish.pandoc import PandocEngine

        return PandocEngine()
    if name not in {"auto", "quarto"}:
        raise PublishError(f"Không có bộ dựng “{name}”. Các bộ dựng: auto, quarto, pandoc.")
    if program is None:
        raise PublishError(
            "Máy này chưa có Quarto. Cài Quarto rồi chạy lại, hoặc dùng bộ dựng kèm sẵn: --engine pandoc."
        )
    # Loads what the embedded engine needs later, or not at all.
    from cchc.publish.quarto import QuartoEngine

    return QuartoEngine(Path(program))


def require_formats(formats: Sequence[str]) -> None:
    """Refuse a format that no engine makes (PublishError)."""
    if unknown := [name for name in formats if name not in FORMATS]:
        raise PublishError(f"Không dựng được dạng “{', '.join(unknown)}”. Các dạng: {', '.join(FORMATS)}.")
