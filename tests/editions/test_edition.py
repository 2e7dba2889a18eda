"""Editions found by number, by name and as the last one."""

import json
from pathlib import Path

import pytest

from cchc.base.findings import ReportError
from cchc.editions.edition import (
    edition_folders,
    latest_edition_folder,
    load_editions,
    named_edition,
    open_edition,
    read_manifest,
)
from cchc.inputs.workspace import Workspace


@pytest.fixture
def editions(tmp_path: Path) -> Path:
    """Editions 2 and 10, and what is none."""
    folder = tmp_path / "output" / "2020-H1" / "editions"
    for name in ("0010", "0002", "bản nháp", "7"):
        (folder / name).mkdir(parents=True)
        manifest = {"period": "2020-H1", "edition": 2}
        (folder / name / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / "0011").write_text("", encoding="utf-8")
    return folder


def test_only_numbered_folders_are_editions_the_oldest_first(editions: Path, tmp_path: Path) -> None:
    assert list(edition_folders(editions)) == [2, 10]
    assert [edition.name for edition in load_editions(editions)] == ["0002", "0010"]
    assert load_editions(tmp_path / "missing") == []


def test_the_last_edition_is_the_one_that_is_not_replaced(editions: Path, tmp_path: Path) -> None:
    assert latest_edition_folder(editions) == editions / "0010"
    assert latest_edition_folder(editions, but=10) == editions / "0002"
    assert latest_edition_folder(editions, but=2) == editions / "0010"
    assert latest_edition_folder(tmp_path / "missing") is None
    assert named_edition("2020-H1", Workspace(tmp_path)) == editions / "0010"


@pytest.mark.parametrize(
    ("text", "message"),
    [("{", "không đúng dạng JSON"), ("[]", "không nêu kỳ báo cáo"), ("{}", "không nêu kỳ báo cáo")],
)
def test_a_damaged_manifest_is_empty_to_lists_and_named_to_whoever_needs_it(
    editions: Path, text: str, message: str
) -> None:
    (editions / "0002" / "manifest.json").write_text(text, encoding="utf-8")
    assert read_manifest(editions / "0002" / "manifest.json") == {}
    with pytest.raises(ReportError, match=message):
        open_edition(editions / "0002")
