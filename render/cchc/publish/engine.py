"""What an engine is, and which one runs."""

import shutil
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from cchc.publish.formats import PublishError

if TYPE_CHECKING:
    from cchc.publish.markdown_reader import MarkdownReader

EngineName = Literal["auto", "quarto", "pandoc"]


class Rendering(Protocol):
    """A build that an engine is at work on."""

    def finish(self) -> dict[str, Path]:
        """Every format's file, once what the page alone prints is in the build (PublishError)."""


class Engine(Protocol):
    """Turns a build folder into published files, in two calls."""

    @property
    def name(self) -> str:
        """The engine's name, as users choose it."""

    def start(
        self, build: Path, formats: Sequence[str], reader: "MarkdownReader", jobs: int
    ) -> AbstractContextManager[Rendering]:
        """Begin with what does not wait for the page, `jobs` at once (PublishError).

        The build has its text, its charts' pictures and what stage() puts in; `reader` may have read the
        text. Nothing goes on after the end of the context.
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
