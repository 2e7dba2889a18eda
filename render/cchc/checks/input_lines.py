"""The inputs line by line, as an editor numbers them: what a report prints comes from one of these."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cchc.base.characters import clean_text
from cchc.base.spreadsheets.grid import UnreadableError
from cchc.base.table_files import in_place, table_lines


@dataclass(frozen=True)
class InputLine:
    """A line of an input: its text, file and row (None where rows mean nothing to the user)."""

    text: str
    file: str
    row: int | None


def file_lines(path: Path, file: str) -> Iterator[InputLine]:
    """The lines of a file, without the comments of YAML; none where it cannot be read."""
    try:
        if path.suffix == ".csv":
            file = str(PurePosixPath(file).with_suffix(in_place(path).suffix))
            yield from (InputLine(line, file, row) for row, line in table_lines(path, file))
            return
        text = clean_text(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, UnreadableError):
        return
    for row, line in enumerate(text.splitlines(), start=1):
        if path.suffix != ".yml" or not line.lstrip().startswith("#"):
            yield InputLine(line, file, row)
