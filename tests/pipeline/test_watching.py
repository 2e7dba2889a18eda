from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest

from cchc.inputs.workspace import Workspace
from cchc.pipeline.watching import changes


def workspace(root: Path) -> Workspace:
    for name in ("data/2020-H1/figures.csv", "params/2020-H1.yml", "notebooks/10_ho_so.ipynb"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("a", encoding="utf-8")
    return Workspace(root)


def test_changes_are_told_by_file_also_those_made_meanwhile(tmp_path: Path) -> None:
    changed = changes(workspace(tmp_path))
    (tmp_path / "params" / "2020-H1.yml").write_text("b", encoding="utf-8")
    (tmp_path / "data" / "2020-H1" / "documents.csv").write_text("new", encoding="utf-8")
    assert next(changed) == ("data/2020-H1/documents.csv", "params/2020-H1.yml")
    (tmp_path / "data" / "2020-H1" / "documents.csv").unlink()
    assert next(changed) == ("data/2020-H1/documents.csv",)


def test_what_says_the_same_or_is_no_input_changes_nothing(tmp_path: Path) -> None:
    changed = changes(workspace(tmp_path))
    (tmp_path / "params" / "2020-H1.yml").write_text("a", encoding="utf-8")
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "bao-cao.html").write_text("made", encoding="utf-8")
    # LibreOffice and Excel so mark a file that is open, JupyterLab keeps copies.
    (tmp_path / "data" / "2020-H1" / ".~lock.figures.csv#").write_text("me", encoding="utf-8")
    (tmp_path / "data" / "2020-H1" / "~$figures.xlsx").write_text("me", encoding="utf-8")
    copies = tmp_path / "notebooks" / ".ipynb_checkpoints"
    copies.mkdir()
    (copies / "10_ho_so.ipynb").write_text("copy", encoding="utf-8")
    (tmp_path / "notebooks" / "10_ho_so.ipynb").write_text("b", encoding="utf-8")
    assert next(changed) == ("notebooks/10_ho_so.ipynb",)


def test_a_file_that_is_being_written_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "data" / "2020-H1" / "figures.csv"
    pieces = iter(["a" * length for length in range(2, 30)])

    def write_on(_: float) -> None:
        """However long whoever looks waits, the writer gets one piece further."""
        if (text := next(pieces, None)) is not None:
            path.write_text(text, encoding="utf-8")

    monkeypatch.setattr("cchc.pipeline.watching.time", SimpleNamespace(sleep=write_on))
    assert next(changes(workspace(tmp_path))) == ("data/2020-H1/figures.csv",)
    assert path.read_text(encoding="utf-8") == "a" * 29


class Asked:
    """The next change, asked for beside the test, which may wait for it or not."""

    def __init__(self, changed: Iterator[tuple[str, ...]]) -> None:
        self.names: tuple[str, ...] = ()
        self._thread = Thread(target=self._ask, args=(changed,), daemon=True)
        self._thread.start()

    def within(self, seconds: float) -> tuple[str, ...]:
        self._thread.join(seconds)
        return self.names

    def _ask(self, changed: Iterator[tuple[str, ...]]) -> None:
        self.names = next(changed)


def test_what_the_work_itself_changes_is_told_once_and_not_given_for_ever(tmp_path: Path) -> None:
    """A notebook that writes into data/, or into itself: an endless row of builds before."""
    told: list[tuple[str, ...]] = []
    changed = changes(workspace(tmp_path), told.append)
    own, other = tmp_path / "data/2020-H1/figures.csv", tmp_path / "params/2020-H1.yml"
    restless = ("data/2020-H1/figures.csv",)
    for n in (1, 2):
        own.write_text(f"written by a notebook, time {n}", encoding="utf-8")
        # It could have been the analyst.
        assert Asked(changed).within(30) == restless
    for n in (3, 4):
        own.write_text(f"written by a notebook, time {n}", encoding="utf-8")
        asked = Asked(changed)
        assert asked.within(1) == ()
        other.write_text(f"by the analyst, time {n}", encoding="utf-8")
        assert asked.within(30) == ("params/2020-H1.yml",)
    assert told == [restless]
    asked = Asked(changed)
    assert asked.within(1) == ()
    own.write_text("by the analyst, while nothing is built", encoding="utf-8")
    assert asked.within(30) == restless
