"""What must never be printed stops the engine, with a message that says what and where."""

from pathlib import Path

import pytest

from cchc.publish.engine import choose_engine
from cchc.publish.formats import PublishError
from cchc.publish.pandoc import PandocEngine

TABLE = "::: {#bang-x .table}\n| a | b |\n|---|---|\n| 1 | 2 |\n:::\n"
CHART = "::: {#hinh-x .chart}\n![](charts/x.svg)\n:::\n"


@pytest.mark.parametrize(
    ("markdown", "message"),
    [
        ("Theo quy định[^khong-co].", "Chú thích chưa được định nghĩa: khong-co"),
        ("# Một {#a}\n\n# Hai {#a}", "Mã định danh bị dùng hai lần: a"),
        (f"{TABLE}\n{TABLE}", "Mã định danh bị dùng hai lần: bang-x"),
        ("Xem [](#hinh-khong-co){.ref}.", "Không tìm thấy hình hoặc bảng được nhắc tới: #hinh-khong-co"),
        (CHART, "Biểu đồ “hinh-x” thiếu lời mô tả hình"),
        ("a[^x] b\n\n[^x]: một\n[^x]: hai", "Duplicate note reference"),
        ("![lời](charts/khong-co.png)", "khong-co.png"),
    ],
)
def test_what_is_wrong_is_refused_by_name(build: Path, markdown: str, message: str) -> None:
    (build / "sections" / "10_x.md").write_text(markdown, encoding="utf-8")
    with pytest.raises(PublishError, match=message) as caught:
        PandocEngine().render(build, ["docx"])
    assert "traceback" not in str(caught.value)
    assert str(build) not in str(caught.value)


def test_typst_problems_are_publishing_errors(build: Path) -> None:
    # PDF/UA wants headings without a gap.
    (build / "sections" / "10_x.md").write_text("# Một\n\n### Ba\n", encoding="utf-8")
    with pytest.raises(PublishError, match="Không dựng được PDF"):
        PandocEngine().render(build, ["pdf"])


def test_nothing_to_render_is_said(build: Path) -> None:
    with pytest.raises(PublishError, match="Không có phần nào"):
        PandocEngine().render(build, ["html"])


def test_unknown_engine_and_format_are_said(build: Path) -> None:
    with pytest.raises(PublishError, match="Không có bộ dựng “word”"):
        choose_engine("word")
    with pytest.raises(PublishError, match="epub"):
        PandocEngine().render(build, ["epub"])
