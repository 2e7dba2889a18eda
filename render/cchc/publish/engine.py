"""What an engine is, and which one runs."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cchc.publish.formats import PublishError

if TYPE_CHECKING:
    from cchc.publish.markdown_reader import MarkdownReader

ENGINES = ("auto", "quarto", "pandoc")


class Rendering(Protocol):
    """A build that an engine is at work on."""

    def finish(self) -> dict[str, Path]:
        """Every format's file, once what the page alone prints is in the build (PublishError)."""


class Engine(Protocol):
    """Turns a build folder into published files, in two calls."""

    @property
    def name(self) -> str:
        """The engine's name, as users choose it."""

    @property
    def versions(self) -> Mapping[str, str]:
        """The programs that it is made of, by name."""

    def start(
        self, build: Path, formats: Sequence[str], reader: "MarkdownReader", jobs: int
    ) -> AbstractContextManager[Rendering]:
        """Begin with what does not wait for the page, `jobs` at once (PublishError).

        The build has its text, its charts' pictures and what stage() puts in; `reader` may have read the
        text. Nothing goes on after the end of the context.
        """


def choose_engine(name: str = "auto", say: Callable[[str], object] = lambda _: None) -> Engine:
    """The engine of that name (PublishError).

    `auto` takes Quarto where it is on PATH and new enough; `say` is told of one that is too old.
    """
    if name not in ENGINES:
        raise PublishError(f"Không có bộ dựng “{name}”. Các bộ dựng: {', '.join(ENGINES)}.")
    program = shutil.which("quarto") if name != "pandoc" else None
    if program is not None:
        # Loads what the embedded engine needs later, or not at all.
        from cchc.publish.quarto import LEAST_VERSION, QuartoEngine, new_enough

        engine = QuartoEngine(Path(program))
        version = engine.versions["quarto"]
        if new_enough(version):
            return engine
        least = ".".join(map(str, LEAST_VERSION))
        old = f"Quarto trên máy này là bản {version or 'không rõ'}, cần từ {least}"
        if name == "quarto":
            raise PublishError(f"{old}. Cập nhật Quarto, hoặc dùng bộ dựng kèm sẵn: --engine pandoc.")
        say(f"{old}: dùng bộ dựng kèm sẵn.")
    elif name == "quarto":
        raise PublishError(
            "Máy này chưa có Quarto. Cài Quarto rồi chạy lại, hoặc dùng bộ dựng kèm sẵn: --engine pandoc."
        )
    from cchc.publish.pandoc import PandocEngine

    return PandocEngine()
