"""What an engine is, and which one runs."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, Protocol

from cchc.findings import ReportError

EngineName = Literal["auto", "quarto", "pandoc"]
FORMATS = ("html", "pdf", "docx")
STEM = "bao-cao"


class PublishError(ReportError):
    """The report could not be published; the text is Vietnamese and ready to show."""


def no_pictures() -> None:
    """They are in place already, or there are none."""


class Engine(Protocol):
    """Turns a build folder into published files."""

    @property
    def name(self) -> str:
        """The engine's name, as users choose it."""

    def render(
        self, build: Path, formats: Sequence[str], jobs: int = 2, pictures: Callable[[], object] = no_pictures
    ) -> dict[str, Path]:
        """Render each format inside `build`, `jobs` at once, and return its file (PublishError).

        `pictures` is called once all else is in place, and puts the charts' pictures into `build`.
        """


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
