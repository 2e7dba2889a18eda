"""Kept files are whole or not used, and never the reason why a report is not made."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.base.cache import FileCache


@given(content=st.binary(max_size=300), data=st.data())
def test_a_damaged_file_is_none(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, data: st.DataObject
) -> None:
    kept = FileCache(tmp_path_factory.mktemp("kept"))
    kept.put("one", content)
    assert kept.get("one") == content
    path = kept.folder / "one"
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
    assert sorted(path.name for path in kept.folder.iterdir()) == [".gitignore", "one"]


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
        os.utime(kept.folder / str(number), (number, number))
    assert kept.get("0") is not None
    kept.tidy()
    assert sorted(path.name for path in kept.folder.iterdir()) == [".gitignore", "0", "3"]
