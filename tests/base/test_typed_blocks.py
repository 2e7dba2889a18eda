"""What is typed as in Word, laid out for Markdown; existing text stays as it is."""

import re
from pathlib import Path

import pypandoc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.base.sentences import sentences
from cchc.base.typed_blocks import laid_out, without_list_numbers
from cchc.publish.programs import shared_settings

ROOT = Path(__file__).parents[2]
PLAIN = "Lời văn, số liệu và “trích dẫn” của các sở."


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # An indent before a paragraph: tab, four spaces, spaces of other kinds.
        ("\tCâu một.", "Câu một."),
        ("Một.\n\n    Hai.\n\n\u00a0\u00a0\u3000Ba.", "Một.\n\nHai.\n\nBa."),
        ("\tMột.\n\tHai.", "Một.\n\nHai."),
        ("Một câu dài\n    còn nữa.", "Một câu dài\ncòn nữa."),
        # A list directly under a line of text, by each mark.
        ("Gồm:\n- một;\n- hai.", "Gồm:\n\n- một;\n- hai."),
        ("Gồm:\n• một;\n•hai.", "Gồm:\n\n- một;\n- hai."),
        ("Gồm:\n· một;\n\uf0b7\thai.", "Gồm:\n\n- một;\n- hai."),
        ("Gồm:\n– một;\n-hai.", "Gồm:\n\n- một;\n- hai."),
        ("Gồm:\n\t* một;\n\t* hai.", "Gồm:\n\n- một;\n- hai."),
        ("Gồm:\n1. một;\n2.hai.", "Gồm:\n\n1. một;\n2. hai."),
        ("Gồm:\n1) một;\n2) hai.", "Gồm:\n\n1) một;\n\n2) hai."),
        ("Gồm:\n(1) một;\n(2) hai.", "Gồm:\n\n(1) một;\n\n(2) hai."),
        ("Gồm:\n1/ một;\n2/ hai.", "Gồm:\n\n1/ một;\n\n2/ hai."),
        ("a) một;\nb) hai;\nđ) ba.", "a) một;\n\nb) hai;\n\nđ) ba."),
        ("Gồm:\na. một;\nb/ hai;\n(c) ba.", "Gồm:\n\na. một;\n\nb/ hai;\n\n(c) ba."),
        # The second level: a plus, another mark, an indent.
        ("- một:\n+ hai;\n+ ba.\n- bốn.", "- một:\n  - hai;\n  - ba.\n- bốn."),
        ("* Một:\n- hai.\n* Ba.", "- Một:\n  - hai.\n- Ba."),
        ("- một:\n  - hai:\n    - ba.\n- bốn.", "- một:\n  - hai:\n    - ba.\n- bốn."),
        ("1. một:\n- hai.\n2. ba.", "1. một:\n   - hai.\n2. ba."),
        ("Việc:\n+ một;\n+ hai.", "Việc:\n\n\\+ một;\n\n\\+ hai."),
        # A new sentence after a list's end is a paragraph; the rest of an item is not.
        ("- một;\n- hai.\nCâu sau.", "- một;\n- hai.\n\nCâu sau."),
        ("- một và\ncòn nữa.", "- một và\n  còn nữa."),
        ("- một.\n\n  Đoạn hai của ý.\n\nNgoài.", "- một.\n\n  Đoạn hai của ý.\n\nNgoài."),
        # Headings.
        ("##Kết quả", "## Kết quả"),
        ("Câu.\n###2.1. Kết quả\nCâu.", "Câu.\n\n### 2.1. Kết quả\nCâu."),
        ("Bảng:\n| a | b |\n|---|---|\n| 1 | 2 |", "Bảng:\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
    ],
)
def test_what_is_typed_becomes_what_is_meant(typed: str, meant: str) -> None:
    assert laid_out(typed) == meant
    assert laid_out(meant) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Nhiệt độ\n-5 độ.",
        "Số máy:\n+84 28 38 29.",
        "*Nghiêng* và **đậm**.\n**Đậm** đầu dòng.",
        "Từ Bắc -\nNam.",
        "#ChungTay",
        "```\n\tmã\n- a\n```",
        "  Cột    Hai\n -----  -----\n  x      y",
        "[^a]: Chú thích.",
        "v.v. và các việc khác",
        "...\n---",
    ],
)
def test_what_only_looks_like_a_mark_is_left(text: str) -> None:
    assert laid_out(text) == text


def test_a_number_that_does_not_count_on_is_text() -> None:
    text = "Đã nhận\n12. Và nữa.\n1. một;\n2. hai;\n5. sáu."
    assert laid_out(text) == "Đã nhận\n12\\. Và nữa.\n\n1. một;\n2. hai;\n\n5\\. sáu."
    kept = without_list_numbers(text)
    assert len(kept) == len(text)
    assert re.findall(r"\d+", kept) == ["12", "5"]


def test_the_text_of_the_reference_report_comes_out_the_same() -> None:
    paths = sorted(ROOT.glob("data/*/narrative/*.md"))
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert laid_out(text) == text, path.name


@given(st.lists(st.sampled_from(["- ", "+ ", "a) ", "1. ", "• ", "", "\t", "  ", "## "]), max_size=8))
def test_no_word_is_lost_and_twice_is_once(marks: list[str]) -> None:
    text = "\n".join(f"{mark}chữ{n}" for n, mark in enumerate(marks))
    once = laid_out(text)
    assert re.findall(r"chữ\d", once) == re.findall(r"chữ\d", text)
    assert laid_out(once) == once


def test_pandoc_reads_lists_where_they_are_meant() -> None:
    text = laid_out(f"{PLAIN}\n- một;\n+ hai.\n\n\tThụt.\na) ba;\nb) bốn.\n+ năm.")
    html = pypandoc.convert_text(text, "html", format=shared_settings().reader)
    assert html.count("<ul>") == 2
    assert "<code>" not in html
    assert [m for m in re.findall(r"<p>(.*?)</p>", html) if m != PLAIN] == [
        "Thụt.",
        "a) ba;",
        "b) bốn.",
        "+ năm.",
    ]


def test_marks_are_no_part_of_a_sentence() -> None:
    text = "Gồm:\n• một việc;\na) hai việc;\n+ ba việc."
    assert [sentence.text for sentence in sentences(text)] == ["Gồm:", "một việc;", "hai việc;", "ba việc."]
