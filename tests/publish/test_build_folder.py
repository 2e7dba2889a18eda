from pathlib import Path
from typing import Any

import pytest

from cchc.base.cache import FileCache
from cchc.publish import build_folder
from cchc.publish.build_folder import place_reference, report_letterhead
from cchc.publish.docx import reference

# Made up.
METADATA: dict[str, Any] = {
    "subtitle": "Báo cáo công tác cải cách hành chính của tỉnh giả định",
    "issuing-body": ["ỦY BAN NHÂN DÂN", "TỈNH GIẢ ĐỊNH"],
}


def refuse(*_: object) -> None:
    raise AssertionError("made once more")


def test_the_letterhead_is_measured_once_for_the_same_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = FileCache(tmp_path)
    first = report_letterhead(METADATA, kept)
    assert first == report_letterhead(METADATA, None)
    monkeypatch.setattr(build_folder, "letterhead", refuse)
    assert report_letterhead({**METADATA, "title": "khác"}, kept) == first
    with pytest.raises(AssertionError, match="once more"):
        report_letterhead({**METADATA, "subtitle": "Báo cáo khác"}, kept)


def test_the_reference_document_is_made_once_for_the_same_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, rules = FileCache(tmp_path / "kept"), {"Title Rule": 30.0}
    place_reference(tmp_path / "first.docx", rules, kept)
    monkeypatch.setattr(reference, "write_reference", refuse)
    place_reference(tmp_path / "second.docx", rules, kept)
    assert (tmp_path / "second.docx").read_bytes() == (tmp_path / "first.docx").read_bytes()
    with pytest.raises(AssertionError, match="once more"):
        place_reference(tmp_path / "third.docx", {"Title Rule": 31.0}, kept)
