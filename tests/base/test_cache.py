"""Kept files are whole or not used, and never the reason why a report is not made."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.base.cache import FileCache, forget_old_workspaces, workspace_cache
from cchc.base.own_folder import CACHE_VARIABLE


@given(content=st.binary(max_size=300), data=st.data())
def test_a_damaged_file_is_none(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    kept = FileCache(folder)
    kept.put("one", content)
    assert kept.get("one") == content
    path = folder / "one"
    stored = path.read_bytes()
    at = data.draw(st.integers(0, len(stored) - 1))
    cut = data.draw(st.booleans())
    path.write_bytes(stored[:at] if cut else stored[:at] + bytes([stored[at] ^ 1]) + stored[at + 1 :])
    assert kept.get("one") is None
    assert not path.exists()
    kept.put("one", content)
    assert kept.get("one") == content


def test_runs_at_the_same_time_see_a_whole_file(tmp_path: Path) -> None:
    kept = FileCache(tmp_path / "kept")
    contents = [bytes([number]) * 100_000 for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        written = [pool.submit(kept.put, "one", content) for content in contents * 5]
        seen = [pool.submit(kept.get, "one") for _ in range(100)]
        assert all(done.result() is None for done in written)
        assert {done.result() for done in seen} <= {None, *contents}
    assert kept.get("one") in contents
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == ["one"]


def test_a_folder_that_cannot_be_written_costs_time_alone(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("in the way")
    kept = FileCache(tmp_path / "kept")
    kept.put("one", b"1")
    assert kept.get("one") is None
    kept.tidy()


def test_what_was_not_used_for_long_goes_first(tmp_path: Path) -> None:
    kept = FileCache(tmp_path / "kept", most_mb=2)
    for number in range(4):
        kept.put(str(number), bytes(700_000))
        os.utime(tmp_path / "kept" / str(number), (number, number))
    assert kept.get("0") is not None
    kept.tidy()
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == ["0", "3"]


def test_a_result_under_another_name_is_none(tmp_path: Path) -> None:
    kept = FileCache(tmp_path)
    kept.put("one", b"1")
    (tmp_path / "one").rename(tmp_path / "two")
    assert kept.get("two") is None


@pytest.mark.skipif(os.name == "nt", reason="Windows: links and pipes need rights of their own")
@pytest.mark.parametrize("kind", ["link", "pipe", "foreign"])
def test_what_is_no_file_of_the_user_is_none_and_goes(tmp_path: Path, kind: str) -> None:
    kept, path, elsewhere = FileCache(tmp_path / "kept"), tmp_path / "kept" / "one", tmp_path / "elsewhere"
    kept.put("one", b"1")
    if kind == "foreign":
        if os.getuid():
            pytest.skip("đổi chủ của tệp: chỉ quản trị viên làm được")
        os.chown(path, 12345, 12345)
    else:
        path.rename(elsewhere)
        path.symlink_to(elsewhere) if kind == "link" else os.mkfifo(path)
    assert kept.get("one") is None
    assert path not in list(path.parent.iterdir())
    assert elsewhere.exists() == (kind != "foreign")
    kept.put("one", b"2")
    assert kept.get("one") == b"2"


def test_caches_of_workspaces_that_nobody_uses_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    for name in ("old", "read-lately", "new"):
        workspace_cache(tmp_path / name).put("one", name.encode("ascii"))
    old, read, new = (workspace_cache(tmp_path / name) for name in ("old", "read-lately", "new"))
    for cache in (old, read):
        assert cache.folder is not None
        for path in (cache.folder / "one", cache.folder):
            os.utime(path, (0, 0))
    assert read.get("one") == b"read-lately"
    forget_old_workspaces()
    assert [cache.get("one") for cache in (old, read, new)] == [None, b"read-lately", b"new"]
