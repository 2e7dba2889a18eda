"""Putting what was made into place: all of it or nothing, whatever ends the run meanwhile.

A folder cannot be exchanged for another that holds what no run made. So a journal is written first, in the
folder of the build: a run that fails takes back what it moved, and what one that was killed had begun is
finished by the next command.
"""

import contextlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cchc.base.files import DeliveryError, freeze, thaw, write_whole
from cchc.base.system_errors import reason, remedy
from cchc.base.working_folders import WorkingFolder, held, remove_tree, taken_over, working_folders

JOURNAL = "journal.json"
OPEN_ELSEWHERE = (
    "Kiểm tra quyền ghi của thư mục; nếu báo cáo cũ đang mở trong Word hoặc trình đọc PDF thì đóng lại rồi "
    "chạy lại."
)
BUILD = re.compile(r"\.(?P<output>.+)-[a-z0-9_]{8}")


@dataclass(frozen=True)
class Move:
    """One file or folder on its way; what it replaces is set aside. `frozen`: nobody may write it then."""

    item: Path
    target: Path
    replaces: bool
    frozen: bool = False

    @property
    def aside(self) -> Path:
        """Where what it replaces stays until all have arrived."""
        return self.item.parent / f".truoc-{self.item.name}"

    @property
    def begun(self) -> bool:
        """Whether what it replaces is out of the way."""
        return not self.replaces or os.path.lexists(self.aside)

    @property
    def arrived(self) -> bool:
        """Whether the target is what was made."""
        return self.begun and not os.path.lexists(self.item) and os.path.lexists(self.target)

    def make(self) -> None:
        """Make it, from wherever it was left (OSError)."""
        if not self.arrived:
            if not self.begun:
                self.target.replace(self.aside)
            self.item.replace(self.target)
        if self.frozen:
            freeze(self.target)

    def take_back(self) -> None:
        """Put back what was there before (OSError)."""
        if self.arrived:
            if self.frozen:
                thaw(self.target)
            self.target.replace(self.item)
        if os.path.lexists(self.aside):
            self.aside.replace(self.target)


@contextmanager
def build_folder(output: Path) -> Iterator[Path]:
    """A folder beside `output` to build in; gone afterwards (DeliveryError)."""
    # Beside what a link leads to: nothing moves from one drive to another.
    output = output.resolve()
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        settle(output)
        folder = WorkingFolder(output.parent, f".{output.name}-")
    except OSError as error:
        raise DeliveryError(refused(output.parent, error)) from None
    with kept_for_its_journal(folder) as path:
        yield path


@contextmanager
def kept_for_its_journal(folder: WorkingFolder) -> Iterator[Path]:
    """What could not be taken back is still there for the next command to finish."""
    try:
        yield folder.path
    finally:
        folder.close(keep=(folder.path / JOURNAL).exists())


def deliver(items: Sequence[Path], output: Path, build: Path) -> list[Path]:
    """Move files and folders of `build` into `output` under their own names (DeliveryError)."""
    with delivering(output):
        moves = [move_to(output / item.name, item) for item in items]
        make_all(moves, build)
    return [move.target for move in moves]


@contextmanager
def delivering(output: Path) -> Iterator[None]:
    """Runs that deliver at once would take each other's files away: one waits, where folders lock.

    What killed runs had begun is finished first (DeliveryError, for what goes wrong inside too).
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        with _one_at_a_time(output):
            _finish_all(output.resolve())
            yield
    except OSError as error:
        raise DeliveryError(refused(output, error)) from None


def move_to(target: Path, item: Path) -> Move:
    """The item replaces what is there."""
    return Move(item, target, os.path.lexists(target))


def make_all(moves: Sequence[Move], build: Path) -> None:
    """Each item to its target, or none of them (OSError); the journal is in `build`."""
    for move in moves:
        # Refused before anything has moved.
        move.item.lstat()
    if not moves:
        return
    journal = build / JOURNAL
    try:
        write_whole(journal, _written(moves, build))
        for move in moves:
            move.make()
    except BaseException:
        # Ctrl-C too.
        for move in reversed(moves):
            move.take_back()
        journal.unlink(missing_ok=True)
        raise
    journal.unlink()


def settle(output: Path) -> bool:
    """Finish what killed runs had begun to deliver there, and clear away what they left (DeliveryError).

    Returns whether there was anything to finish. Runs at work are left alone.
    """
    if not (left := working_folders(output.parent, f".{output.name}-")):
        return False
    finished = False
    if any((folder / JOURNAL).is_file() for folder in left):
        try:
            with _one_at_a_time(output):
                finished = _finish_all(output)
        except OSError as error:
            raise DeliveryError(unfinished(output, error)) from None
    for folder in left:
        with taken_over(folder) as dead:
            if dead and not (folder / JOURNAL).exists():
                remove_tree(folder)
    return finished


def settle_below(folders: Iterable[Path]) -> bool:
    """The same for whatever was being delivered into any of the folders (DeliveryError)."""
    outputs = set()
    for folder in folders:
        with contextlib.suppress(OSError):
            found = (BUILD.fullmatch(path.name) for path in folder.iterdir())
            outputs |= {folder / match["output"] for match in found if match}
    return sum(map(settle, sorted(outputs))) > 0


def _finish_all(output: Path) -> bool:
    finished = False
    for folder in working_folders(output.parent, f".{output.name}-"):
        journal = folder / JOURNAL
        if not journal.is_file():
            continue
        with taken_over(folder) as dead:
            if dead:
                for move in _read(journal):
                    move.make()
                journal.unlink()
                finished = True
    return finished


def _written(moves: Iterable[Move], build: Path) -> bytes:
    """Paths are kept from the build on: a workspace may be moved in between."""
    return json.dumps(
        [
            {
                "item": os.path.relpath(move.item, build),
                "target": os.path.relpath(move.target, build),
                "replaces": move.replaces,
                "frozen": move.frozen,
            }
            for move in moves
        ],
        indent=1,
    ).encode("ascii")


def _read(journal: Path) -> list[Move]:
    build = journal.parent
    return [
        Move(
            Path(os.path.normpath(build / entry["item"])),
            Path(os.path.normpath(build / entry["target"])),
            entry["replaces"],
            entry["frozen"],
        )
        for entry in json.loads(journal.read_bytes())
    ]


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    lock = held(folder, wait=True)
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)


def refused(folder: Path, error: OSError) -> str:
    """What a user reads when the system does not let an edition arrive."""
    return (
        f"Không ghi được vào “{folder}” ({reason(error)}). {remedy(error, OPEN_ELSEWHERE)} "
        "Bản đã có vẫn còn nguyên."
    )


def unfinished(folder: Path, error: OSError) -> str:
    """What a user reads when what a killed run had begun cannot be finished."""
    return (
        f"Lần chạy trước bị ngắt khi đang đưa tệp vào “{folder}” và chưa đưa nốt được ({reason(error)}): "
        "tệp ở đó có cái mới, cái cũ. Đóng chương trình đang mở các tệp ấy, kiểm tra quyền ghi, rồi chạy lại."
    )
