"""Which sentences are marked when they are carried over, and how a mark shows."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.base.markdown import preview, without_highlight
from cchc.base.sentences import sentences
from cchc.inputs.narrative import Unread, highlighted, mark, marks, parse_narrative, unmarked
from cchc.inputs.workbook import Workbook
from cchc.prose.printer import Printer, Sources
from cchc.prose.templates import render, render_note
from cchc.turnover.carried_text import carried_over
from cchc.turnover.signs_of_age import OldThings
from cchc.values.values import Values

OLD = OldThings(
    {"qd-1-2020": "Quyết định số 1/QĐ-TN"},
    (("quận", "cấp huyện không còn"),),
    date(2020, 6, 16),
    date(2020, 12, 14),
    2020,
)

PIECES = (
    "Câu một.",
    'Có {{ so("a.b") }} hồ sơ.',
    "Tháng 5 xong;",
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
        "Thành phố tiếp tục giữ nền nếp, tổ chức hội nghị theo kế hoạch.",
        "Quyết định ban hành ngày 01/7/2020, sang quý III và tháng 11 thì xong.",
        "Kế hoạch giai đoạn 2016 - 2020 và kế hoạch giai đoạn 2021-2025; việc năm 2020, năm 2018.",
        "Nghị định 61/2018/NĐ-CP, tiêu chuẩn ISO 9001:2015, mức độ 3, phòng dịch COVID-19.",
        "Thực hiện tinh giản, giảm phiền hà cho người dân.",
        'Số hồ sơ {{ so_sanh("ho_so.tiep_nhan") }}.',
        "Ngày 31/02/2020 không có thật.",
    ],
)
def test_what_nothing_proves_old_is_left_alone(sentence: str) -> None:
    assert carried_over(sentence, OLD) == sentence


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ('Nhận {{ so("ho_so.tiep_nhan") }} hồ sơ theo {{ cc("qd-1-2020") }}.', "dẫn Quyết định số 1/QĐ-TN"),
        ('Trong tháng 5 nhận {{ so("ho_so.tiep_nhan") }} hồ sơ.', "nói “tháng 5”, không thuộc kỳ này"),
        ("Sang quý I thì xong.", "nói “quý I”, không thuộc kỳ này"),
        ("Trước Tết đã kiểm tra.", "nói “Tết”, không thuộc kỳ này"),
        ("Họp ngày 15/3 tại trụ sở.", "nói “ngày 15/3”, không thuộc kỳ này"),
        ("Họp ngày 15 tháng 3 năm 2020.", "nói “ngày 15 tháng 3 năm 2020”, trước kỳ này"),
        ("Có hiệu lực từ 01/7/2019.", "nói “01/7/2019”, trước kỳ này"),
        ("Đến quý I/2020 thì xong.", "nói “quý I/2020”, trước kỳ này"),
        ("Đề án giai đoạn 2016 - 2019 đã xong.", "nói “giai đoạn 2016 - 2019”, đã hết trước kỳ này"),
        ("Mỗi quận một bộ phận.", "có “quận”: cấp huyện không còn"),
        ('Số hồ sơ tăng {{ so("ho_so.tiep_nhan") }}.', "tự viết “tăng” cạnh số liệu"),
    ],
)
def test_what_is_provably_old_is_marked_with_its_reason(sentence: str, why: str) -> None:
    ((row, reason, after),) = marks(carried_over(sentence, OLD))
    assert (row, after) == (1, sentence)
    assert why in reason


def test_the_year_of_the_old_period_is_old_in_another_year() -> None:
    later = replace(OLD, first_day=date(2020, 12, 15), last_day=date(2021, 6, 14))
    ((_, reason, _),) = marks(carried_over("Nhiệm vụ năm 2020 đã xong; năm 2018 thì chưa.", later))
    assert reason == "nói “năm 2020”, năm của kỳ trước"


def test_marks_stand_at_each_sentence_and_below_a_heading_with_a_date() -> None:
    text = "## 1. Việc tháng 5\n\nMột việc. Việc quý I.\n\n- mục tháng 4;\n"
    assert carried_over(text, OLD, unread="2020-H1") == (
        '{{ chua_doc("2020-H1") }}\n\n'
        '## 1. Việc tháng 5\n\n{{ can_sua("đề mục nói “tháng 5”, không thuộc kỳ này") }}\n\n'
        'Một việc. {{ can_sua("nói “quý I”, không thuộc kỳ này") }} Việc quý I.\n\n'
        '- {{ can_sua("nói “tháng 4”, không thuộc kỳ này") }} mục tháng 4;\n'
    )


def test_unread_prose_is_one_line_for_the_section_and_grey_until_it_is_deleted() -> None:
    text = "Mở đầu.\n\n## 1. Việc\n\nMột việc.\n"
    carried = carried_over(text, OLD, unread="2020-H1")
    blocks = parse_narrative(carried, "thu.md")
    assert [(block.unread, block.body_row) for block in blocks.values()] == [
        (Unread("2020-H1", 1), 1),
        (Unread("2020-H1", 1), 6),
    ]
    opening, heading = (block.anchored("thu", block.body) for block in blocks.values())
    assert opening.count("mang từ kỳ 2020\\-H1 sang") + opening.count("mang từ kỳ 2020-H1 sang") == 1
    assert "{.unread}" in opening
    assert "mang từ kỳ" not in heading
    assert all(block.unread is None for block in parse_narrative(text, "thu.md").values())


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_marking_twice_is_marking_once_and_loses_nothing(text: str) -> None:
    once = carried_over(text, OLD, unread="2020-H1")
    assert carried_over(once, OLD, unread="2020-H1") == once
    assert unmarked(once) == text
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.row == text.count("\n", 0, sentence.start) + 1


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
