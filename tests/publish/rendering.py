"""A build that is complete already, rendered in one go."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from cchc.publish.build_folder import stage
from cchc.publish.engine import Engine
from cchc.publish.markdown_reader import MarkdownReader
from cchc.publish.pandoc import PandocEngine


def rendered_files(build: Path, formats: Sequence[str], engine: Engine | None = None) -> dict[str, Path]:
    """Every format's file."""
    stage(build, formats)
    with (
        closing(MarkdownReader()) as reader,
        (engine or PandocEngine()).start(build, formats, reader, 2) as rendering,
    ):
        return rendering.finish()
