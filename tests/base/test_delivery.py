"""Editions arrive whole or not at all. Works as root too: no permission bits."""

import contextlib
import itertools
import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.forks import killed_at, needs_fork

from cchc.base.delivery import build_folder, deliver, settle
from cchc.base.files import DeliveryError


def snapshot(folder: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """What was published before."""
    folder = tmp_path / "output" / "2020-H1"
    (folder / "notebooks").mkdir(parents=True)
    (folder / "notebooks" / "cu.ipynb").write_text("cũ")
    for name in ("bao-cao.html", "figures.csv"):
        (folder / name).write_text("cũ")
    return folder


def build(folder: Path) -> list[Path]:
    (folder / "notebooks").mkdir()
    (folder / "notebooks" / "moi.ipynb").write_text("mới")
    names = ["bao-cao.html", "bao-cao.pdf", "figures.csv"]
    for name in names:
        (folder / name).write_text("mới")
    return [*(folder / name for name in names), folder / "notebooks"]


def test_an_edition_replaces_the_one_before_and_leaves_nothing_behind(output: Path) -> None:
    with build_folder(output) as folder:
        assert folder.parent == output.parent
        files = deliver(build(folder), output, folder)
    assert [path.parent for path in files] == [output] * 4
    assert {path.read_text() for path in output.rglob("*") if path.is_file()} == {"mới"}
    assert sorted(snapshot(output)) == [
        "bao-cao.html", "bao-cao.pdf", "figures.csv", "notebooks", "notebooks/moi.ipynb",
    ]  # fmt: skip
    assert [path.name for path in output.parent.iterdir()] == ["2020-H1"]


def once_killed(n: int, output: Path) -> bool:
    """An edition delivered over the one before, by a run that is killed at its n-th step on the disk."""

    def work() -> None:
        with build_folder(output) as folder:
            deliver(build(folder), output, folder)

    return killed_at(n, work)


@needs_fork
def test_killed_at_any_step_the_next_command_has_the_old_or_the_new(output: Path) -> None:
    old = snapshot(output)
    met = set()
    for n in itertools.count():
        shutil.rmtree(output)
        for name, content in old.items():
            write(output / name, content)
        if not once_killed(n, output):
            break
        settle(output)
        assert [path.name for path in output.parent.iterdir()] == ["2020-H1"]
        new = {path.read_text() for path in output.rglob("*") if path.is_file()} == {"mới"}
        assert new or snapshot(output) == old
        met.add(new)
    assert met == {True, False}


@needs_fork
def test_what_a_killed_run_began_is_finished_before_the_next_delivery(output: Path) -> None:
    # Killed with the first file in place.
    assert once_killed(8, output)
    with build_folder(output) as folder:
        (folder / "bao-cao.html").write_text("sau")
        deliver([folder / "bao-cao.html"], output, folder)
    assert (output / "bao-cao.html").read_text() == "sau"
    assert (output / "figures.csv").read_text() == "mới"


@needs_fork
def test_what_a_run_began_that_was_killed_meanwhile_is_finished_before_ours(output: Path) -> None:
    with build_folder(output) as folder:
        (folder / "bao-cao.html").write_text("sau")
        assert once_killed(8, output)
        deliver([folder / "bao-cao.html"], output, folder)
        assert (output / "bao-cao.html").read_text() == "sau"
        assert (output / "figures.csv").read_text() == "mới"


def write(path: Path, content: bytes | None) -> None:
    (path if content is None else path.parent).mkdir(parents=True, exist_ok=True)
    if content is not None:
        path.write_bytes(content)


@pytest.mark.parametrize("lost", range(4))
def test_a_failure_midway_puts_back_what_was_there(output: Path, lost: int) -> None:
    before = snapshot(output)
    with build_folder(output) as folder:
        items = build(folder)
        # An item that has vanished cannot be moved, whoever tries.
        items[lost].rename(folder / "mat")
        with pytest.raises(DeliveryError, match="Bản đã có vẫn còn nguyên"):
            deliver(items, output, folder)
    assert snapshot(output) == before
    assert [path.name for path in output.parent.iterdir()] == ["2020-H1"]


def test_the_build_folder_goes_even_when_building_fails(output: Path) -> None:
    before = snapshot(output)
    folders = []
    with contextlib.suppress(RuntimeError), build_folder(output) as folder:
        folders += [folder, *build(folder)]
        raise RuntimeError("giữa chừng")
    assert not any(path.exists() for path in folders)
    assert snapshot(output) == before


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("a file where a folder is expected")
    with (
        pytest.raises(DeliveryError, match=r"Không ghi được vào .*output"),
        build_folder(tmp_path / "output" / "x"),
    ):
        pass


def test_a_file_in_the_place_of_the_edition_is_left_alone(tmp_path: Path) -> None:
    output = tmp_path / "2020-H1"
    output.write_text("a file where a folder is expected")
    with pytest.raises(DeliveryError, match="Không ghi được vào"), build_folder(output) as folder:
        deliver(build(folder), output, folder)
    assert output.read_text() == "a file where a folder is expected"


@needs_fork
def test_folders_of_killed_runs_go_those_at_work_stay(output: Path) -> None:
    with build_folder(output) as at_work:
        os.utime(at_work, (0, 0))
        killed = output.parent / f".{output.name}-killed01"
        (killed / "build").mkdir(parents=True)
        (killed / "build").chmod(0o500)
        other = output.parent / ".2020-H1-trích"
        other.mkdir()
        with build_folder(output):
            assert not killed.exists()
            assert at_work.exists()
            assert other.exists()


def test_an_interruption_midway_puts_back_what_was_there(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(output)
    replace, moved = Path.replace, iter(range(100))

    def interrupted(path: Path, target: Path) -> Path:
        if next(moved) == 3:
            raise KeyboardInterrupt
        return replace(path, target)

    with build_folder(output) as folder:
        items = build(folder)
        monkeypatch.setattr(Path, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            deliver(items, output, folder)
    assert snapshot(output) == before
    assert [path.name for path in output.parent.iterdir()] == ["2020-H1"]


@needs_fork
def test_of_two_runs_one_waits(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def slowly(path: Path, target: Path) -> Path:
        time.sleep(0.02)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", slowly)
    with build_folder(output) as one, build_folder(output) as two, ThreadPoolExecutor(2) as pool:
        made = [build(one), build(two)]
        delivered = list(pool.map(lambda items: deliver(items, output, items[0].parent), made))
        assert delivered[0] == delivered[1]
        # The first meets what was published before, the other all that the first has delivered.
        assert sorted(map(_put_aside, made)) == [3, 4]


def _put_aside(items: list[Path]) -> int:
    return sum((path.parent / f".truoc-{path.name}").exists() for path in items)
