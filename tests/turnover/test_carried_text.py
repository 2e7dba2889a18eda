"""Which sentences are marked when they are carried over, and how a mark shows."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.base.markdown import preview, without_highlight
from cchc.base.sentences import sentences
from cchc.inputs.narrative import highlighted, mark, marks, unmarked
from cchc.inputs.workbook import Workbook
from cchc.prose.printer import Printer, Sources
from cchc.prose.templates import render, render_note
from cchc.turnover.carried_text import TIMES, OldThings, carried_over
from cchc.values.values import Values

ROOT = Path(__file__).parents[2]
OLD = OldThings({"qd-1-2020"}, (("quận", "cấp huyện không còn"),))

PIECES = (
    "Câu một.",
    'Có {{ so("a.b") }} hồ sơ.',
    "Năm 2020 xong;",
    "TP. Thử,",
    "\n\n",
    "\n- ",
    "\n## 1. Đề mục\n",
    " ",
)


@pytest.mark.parametrize(
    "sentence",
    [
        'Các cơ quan nhận {{ so("ho_so.tiep_nhan") }} hồ sơ, đạt {{ ty_le("ho_so.ty_le") }}.',
        'Đến {{ ky("ho_so.tiep_nhan") }}, còn {{ so("ho_so.truc_tuyen") }} hồ sơ{{ cc("nd-61") }}.',
        "Kết quả như sau:",
    ],
)
def test_what_its_figures_renew_is_left_alone(sentence: str) -> None:
    assert carried_over(sentence, OLD) == sentence


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ('Nhận {{ so("ho_so.tiep_nhan") }} hồ sơ theo {{ cc("qd-1-2020") }}.', "văn bản qd-1-2020"),
        ('Trong tháng 5 nhận {{ so("ho_so.tiep_nhan") }} hồ sơ.', "“tháng 5”"),
        ('Sang quý II nhận {{ so("ho_so.tiep_nhan") }} hồ sơ.', "“quý II”"),
        ('Trước Tết nhận {{ so("ho_so.tiep_nhan") }} hồ sơ.', "“Tết”"),
        ('Ứng phó COVID-19, nhận {{ so("ho_so.tiep_nhan") }} hồ sơ.', "“COVID-19”"),
        ('Đề án “Thử” nhận {{ so("ho_so.tiep_nhan") }} hồ sơ.', "tên đặt trong ngoặc kép"),
        ('Đã đưa vào vận hành {{ so("ho_so.tiep_nhan") }} máy.', "sự việc"),
        (
            "Cùng với việc mở rộng mạng lưới đến mọi nơi và hướng dẫn từng người cách dùng sao cho tiện, "
            'nơi nào cũng có đủ {{ so("ho_so.tiep_nhan") }} hồ sơ.',
            "lời kể quanh con số",
        ),
        ('Mỗi quận nhận {{ so("ho_so.tiep_nhan") }} hồ sơ.', "cấp huyện không còn"),
        ("Thành phố tiếp tục giữ nền nếp.", "đọc lại"),
    ],
)
def test_what_states_a_fact_is_marked_with_its_reason(sentence: str, why: str) -> None:
    ((row, reason, after),) = marks(carried_over(sentence, OLD))
    assert (row, after) == (1, sentence)
    assert why in reason


def test_marks_stand_at_each_sentence_and_below_a_heading_with_a_date() -> None:
    text = "## 1. Kế hoạch năm 2020\n\nMột việc. Việc khác.\n\n- mục nhỏ;\n"
    assert carried_over(text, OldThings()) == (
        '## 1. Kế hoạch năm 2020\n\n{{ can_sua("đề mục: “năm 2020”") }}\n\n'
        '{{ can_sua("đọc lại") }} Một việc. {{ can_sua("đọc lại") }} Việc khác.\n\n'
        '- {{ can_sua("đọc lại") }} mục nhỏ;\n'
    )


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_marking_twice_is_marking_once_and_loses_nothing(text: str) -> None:
    once = carried_over(text, OldThings())
    assert carried_over(once, OldThings()) == once
    assert unmarked(once) == text
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.row == text.count("\n", 0, sentence.start) + 1


@pytest.mark.parametrize("path", sorted((ROOT / "data/2020-H1/narrative").glob("*.md")), ids=lambda p: p.stem)
def test_no_dated_sentence_of_the_real_report_goes_unmarked(path: Path) -> None:
    text = carried_over(path.read_text(encoding="utf-8"), OldThings())
    for sentence in sentences(text):
        if not sentence.heading and "can_sua" not in sentence.text:
            typed = sentence.text.replace("{{", "\0").split("\0")
            assert not TIMES.search(" ".join(part.partition("}}")[2] or part for part in typed)), (
                sentence.text
            )


def test_a_marked_sentence_is_highlighted_as_a_whole(workbook: Workbook) -> None:
    printer = Printer(Sources(workbook, Values(workbook), lambda: None), "ho_so", "1", render_note)
    text = f"- {mark('quý II')}Mở {{{{ so('dao_tao.lop') }}}} lớp{{{{ cc('gc-lop') }}}}. Câu sau."
    rendered = render(text, printer, file="thu.md")
    assert rendered == (
        r"- [\[cần cập nhật: quý II\] Mở [07]{.num data-code="
        '"dao_tao.lop"} lớp[^ho-so-1-gc-lop].]{.stale} Câu sau.'
    )
    assert "{" not in preview(rendered)
    confirmed = render(text.replace(mark("quý II"), ""), printer, file="thu.md").replace(
        "-gc-lop-2]", "-gc-lop]"
    )
    assert without_highlight(rendered) == confirmed


def test_a_span_never_cuts_emphasis_in_two() -> None:
    text = f"{mark()}**Đậm. Vẫn đậm** và hết."
    assert highlighted(text) == "[{{ can_sua() }}]{.stale} **Đậm. Vẫn đậm** và hết."
