from pathlib import Path
from typing import Any

import pytest

from cchc.chart_specs import without_specs
from cchc.publish import markdown_reader
from cchc.publish.engine import PublishError
from cchc.publish.markdown_reader import MarkdownReader
from cchc.reuse.kept_files import KeptFiles

TEXT = (
    "# Phần một {#mot}\n\nTiếp nhận **3.133.520** hồ sơ.[^1]\n\n[^1]: Báo cáo.\n\n"
    "::::: {#hinh-x .chart}\n![Cột](charts/hinh-x.svg)\n\n::: chart-title\nHồ sơ\n:::\n\n{{spec}}:::::\n"
)
SPEC = '```{.chart-spec}\n{"mark":"bar"}\n```\n\n'
WITH_SPEC = TEXT.replace("{{spec}}", SPEC)
BARE = without_specs(WITH_SPEC)


def _refuse(markdown: str) -> Any:
    raise AssertionError(f"read once more: {markdown}")


def test_what_was_read_ahead_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publishing, comparing = MarkdownReader().document(WITH_SPEC), MarkdownReader().text(BARE)
    assert b"chart-spec" in publishing
    reader = MarkdownReader(KeptFiles(tmp_path))
    reader.read_ahead(WITH_SPEC)
    monkeypatch.setattr(markdown_reader, "_read", _refuse)
    assert reader.document(WITH_SPEC) == publishing
    # An edition is kept without its charts' specs.
    assert reader.text(WITH_SPEC) == reader.text(BARE) == comparing
    reader.read_ahead(WITH_SPEC)
    with pytest.raises(AssertionError, match="once more"):
        reader.document(WITH_SPEC.replace("3.133.520", "3.133.521"))


def test_what_was_damaged_is_read_again(tmp_path: Path) -> None:
    reader = MarkdownReader(KeptFiles(tmp_path))
    first = reader.document(BARE)
    (path,) = tmp_path.glob("read-*")
    path.write_bytes(path.read_bytes()[:-2] + b"[]")
    assert reader.document(BARE) == first


def test_what_pandoc_warns_of_is_refused(tmp_path: Path) -> None:
    twice = "a[^x] b\n\n[^x]: một\n[^x]: hai\n"
    reader = MarkdownReader(KeptFiles(tmp_path))
    with pytest.raises(PublishError, match="Duplicate note reference 'x'"):
        reader.document(twice)
    assert not list(tmp_path.glob("read-*"))
