"""The user's own cache folder is the user's alone, or it is not used."""

import os
import tempfile
from pathlib import Path

import pytest

from cchc.base.own_folder import CACHE_VARIABLE, own_folder, some_own_folder

unix = pytest.mark.skipif(os.name == "nt", reason="Windows tự giữ thư mục riêng của người dùng")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the folder is wanted; it is not there yet."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "nha" / "cchc"))
    return tmp_path / "nha" / "cchc"


@unix
def test_it_is_made_for_the_user_alone(folder: Path) -> None:
    assert own_folder() == folder
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o755)
    assert own_folder() == folder
    assert folder.stat().st_mode & 0o777 == 0o700


@unix
@pytest.mark.parametrize("mode", [0o770, 0o777, 0o702])
def test_one_that_others_may_write_to_is_not_used(folder: Path, mode: int) -> None:
    folder.mkdir(parents=True)
    folder.chmod(mode)
    assert own_folder() is None


@unix
def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir(mode=0o700)
    folder.parent.mkdir()
    folder.symlink_to(tmp_path / "workspace")
    assert own_folder() is None


@unix
def test_one_that_is_somebody_else_s_is_neither_used_nor_made(folder: Path) -> None:
    if os.getuid():
        pytest.skip("đổi chủ của thư mục: chỉ quản trị viên làm được")
    folder.parent.mkdir()
    os.chown(folder.parent, 12345, 12345)
    assert own_folder() is None
    assert not folder.exists()
    folder.mkdir()
    os.chown(folder, 12345, 12345)
    assert own_folder() is None


def test_a_file_in_the_way_or_a_path_from_here_is_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.parent.write_text("", encoding="utf-8")
    assert own_folder() is None
    monkeypatch.setenv(CACHE_VARIABLE, "cache")
    assert own_folder() is None


@unix
def test_it_is_where_the_system_keeps_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CACHE_VARIABLE)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert own_folder() == tmp_path / "cchc"


def test_without_one_a_fresh_one_serves_for_a_while(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.parent.write_text("", encoding="utf-8")
    with some_own_folder():
        fresh = own_folder()
        assert fresh is not None
        assert fresh.parent == Path(tempfile.gettempdir()).resolve()
        (fresh / "one").write_text("1", encoding="ascii")
    assert not fresh.exists()
    assert os.environ[CACHE_VARIABLE] == str(folder)
    monkeypatch.setenv(CACHE_VARIABLE, str(folder.parent.parent / "good"))
    with some_own_folder():
        assert own_folder() == folder.parent.parent / "good"
