from pathlib import Path

import pytest

from cchc.diff import markdown_reader
from cchc.diff.markdown_reader import MarkdownReader
from cchc.reuse.kept_files import KeptFiles

TEXT = "# Phần một {#mot}\n\nTiếp nhận **3.133.520** hồ sơ.[^1]\n\n[^1]: Báo cáo.\n"
SPEC = '```{.chart-spec}\n{"mark":"bar"}\n```\n'


def test_what_is_kept_is_read_as_the_text_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = MarkdownReader(KeptFiles(tmp_path)).blocks(TEXT)
    assert first == MarkdownReader().blocks(TEXT + SPEC)

    def read(text: str) -> str:
        raise AssertionError(f"read once more: {text}")

    monkeypatch.setattr(markdown_reader, "_read", read)
    assert MarkdownReader(KeptFiles(tmp_path)).blocks(TEXT + SPEC) == first
    with pytest.raises(AssertionError, match="once more"):
        MarkdownReader(KeptFiles(tmp_path)).blocks(TEXT.replace("3.133.520", "3.133.521"))


def test_what_was_damaged_is_read_again(tmp_path: Path) -> None:
    first = MarkdownReader(KeptFiles(tmp_path)).blocks(TEXT)
    (path,) = tmp_path.glob("text-*")
    path.write_bytes(path.read_bytes()[:-2] + b"[]")
    assert MarkdownReader(KeptFiles(tmp_path)).blocks(TEXT) == first
