"""Commands killed at any step: the next one finds all of the old or all of the new, and nothing left over."""

import itertools
import shutil
from pathlib import Path

import pytest
from tests.base.test_delivery import snapshot
from tests.conftest import Cchc
from tests.forks import killed_at, needs_fork

from cchc.inputs.workspace import Workspace

pytestmark = needs_fork


@pytest.mark.parametrize(
    ("command", "new"),
    [
        (("new", "2020-H2", "--from", "2020-H1"), "params/2020-H2.yml"),
        (("intake", "template", "2020-H1"), "output/2020-H1/intake/mau/2020-H1_quan_b.xlsx"),
    ],
)
def test_a_killed_command_has_done_nothing_or_all(
    cchc: Cchc, place: Workspace, tmp_path: Path, command: tuple[str, ...], new: str
) -> None:
    root = place.root
    at_work = (*command, "--workspace", str(root))
    shutil.copytree(root, tmp_path / "before")
    old = files(root)
    assert cchc(*at_work).code == 0
    done = files(root)
    assert new in done
    met = set()
    for n in itertools.count():
        shutil.rmtree(root)
        shutil.copytree(tmp_path / "before", root)
        if not killed_at(n, lambda: cchc(*at_work)):
            break
        cchc("status", "2020-H1", "--workspace", str(root))
        assert files(root) in (old, done), n
        met.add(files(root) == done)
    assert met == {True, False}


def test_a_killed_init_can_be_begun_again(cchc: Cchc, place: Workspace, tmp_path: Path) -> None:
    made = tmp_path / "moi"
    init = (
        "init",
        str(made),
        "--locality",
        "tỉnh Mới",
        "--period",
        "2020-H1",
        "--workspace",
        str(place.root),
    )
    for n in itertools.count():
        if not killed_at(n, lambda: cchc(*init)):
            break
        again = cchc(*init)
        assert again.code == 0 or "Đã có sẵn" in again.text
        assert {path.name for path in made.iterdir()} == {"README.md", "data", "notebooks", "params"}
        shutil.rmtree(made)


def files(root: Path) -> dict[str, bytes | None]:
    """Everything in the workspace but what can be made again, and folders that are empty."""
    found = {name: content for name, content in snapshot(root).items() if content is not None}
    return {name: content for name, content in found.items() if not name.startswith(".cchc-cache")}
