"""Files arrive whole or not at all. Works as root too: no permission bits."""

import itertools
from pathlib import Path

import pytest
from tests.forks import killed_at, needs_fork

from cchc.base.files import DeliveryError, write_whole
from cchc.base.working_folders import clear_half_written, hold_file


@pytest.mark.parametrize("durable", [True, False])
def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path, durable: bool) -> None:
    path = tmp_path / "figures.csv"
    write_whole(path, b"1", durable=durable)
    path.chmod(0o640)
    # Windows knows of writable or not alone.
    mode = path.stat().st_mode
    write_whole(path, b"2", durable=durable)
    assert path.read_bytes() == b"2"
    assert path.stat().st_mode == mode
    assert [p.name for p in tmp_path.iterdir()] == ["figures.csv"]


def test_a_file_that_cannot_be_replaced_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(b"1")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "made up")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(DeliveryError, match=r"figures\.csv.*không có quyền.*Tệp cũ vẫn còn nguyên"):
        write_whole(path, b"2")
    assert path.read_bytes() == b"1"
    assert [p.name for p in tmp_path.iterdir()] == ["figures.csv"]


def test_where_there_is_no_folder_the_refusal_is_one_too(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match="không có tệp hoặc thư mục"):
        write_whole(tmp_path / "khong-co" / "figures.csv", b"1")


@needs_fork
def test_killed_while_it_is_written_a_file_is_old_or_new_and_the_rest_goes(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    met = set()
    for n in itertools.count():
        path.write_bytes(b"1")
        if not killed_at(n, lambda: write_whole(path, b"2")):
            break
        at_work = tmp_path / ".documents.csv-0123abcd.tmp"
        with at_work.open("xb") as file:
            assert hold_file(file.fileno(), at_work)
            clear_half_written(tmp_path)
            assert {p.name for p in tmp_path.iterdir()} == {"figures.csv", at_work.name}
        met.add(path.read_bytes())
        clear_half_written(tmp_path)
        assert [p.name for p in tmp_path.iterdir()] == ["figures.csv"]
    assert met == {b"1"}
    assert path.read_bytes() == b"2"
