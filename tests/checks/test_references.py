"""What templates call must be there: functions, codes, documents, footnotes."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import edit

from cchc.base.period import Period
from cchc.checks import check
from cchc.checks.context import CheckContext
from cchc.checks.references import check_references
from cchc.inputs.narrative import parse_narrative
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace

FINE = """\
{{ so("dao_tao.lop") }} {{ so("dao_tao.hoc_vien", "quan_a") }} {{ so("dao_tao.kinh_phi", thang="triệu") }}
{{ lon_nhat("ho_so.tiep_nhan", "ho_so.truc_tuyen") }} {{ cc("qd-1-2020", "web-thu") }} {{ vb("qd-1-2020") }}
{% set ten_rieng = ky_bao_cao %}{{ ten_rieng | upper }} {% if nam %}có{% endif %} chữ[^a]

[^a]: Chú thích giả định.
"""


def problems(workbook: Workbook, text: str) -> list[tuple[int | None, str]]:
    context = CheckContext(workbook, {"ho_so": parse_narrative(text, "thu.md")})
    return [(finding.row, finding.explanation) for finding in check_references(context)]


def test_what_exists_may_be_called(workbook: Workbook) -> None:
    assert problems(workbook, FINE) == []


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{{ so('dao_tao.khac') }}", "Chỉ tiêu “dao_tao.khac” không có"),
        ("{{ lon_nhat('dao_tao.lop', 'x.y') }}", "Chỉ tiêu “x.y” không có"),
        ("{{ cc('qd-1-2020', 'qd-9') }}", "Văn bản “qd-9” không có"),
        ("{{ vb('qd-9') }}", "Văn bản “qd-9” không có"),
        ("{{ in_so('dao_tao.lop') }}", "Mẫu gọi “in_so” không có"),
        ("{{ kỳ_báo_cáo }}", "Mẫu gọi “kỳ_báo_cáo” không có"),
        ("{% if khong %}x{% endif %}", "Mẫu gọi “khong” không có"),
        ("{{ so('dao_tao.lop') }", "sai cú pháp"),
        ("{% endif %}", "sai cú pháp"),
        ("{{ 1234 }}", "Mẫu in thẳng “1234”"),
        ("{{ '1.234' }}", "Mẫu in thẳng “1.234”"),
        ("chữ[^mat]", "Chú thích [^mat] không có nội dung"),
        ("{{ so }}", '“so” là hàm, gọi so("mã").'),
        ("{{ so | upper }}", '“so” là hàm, gọi so("mã").'),
        ("{{ ty_le }}%", '“ty_le” là hàm, gọi ty_le("mã").'),
        ("{{ none }}", "Mẫu in “None”"),
        ("{{ true }}", "Mẫu in “True”"),
        ("[^thua]: Không ai gọi.", "Chú thích [^thua] không câu nào gọi tới"),
        ("{{ so('dao_tao.hoc_vien', 'quan_x') }}", "Đơn vị “quan_x” không có"),
        ("{{ ty_le('dao_tao.lop') }}", "“dao_tao.lop” không phải tỷ lệ: dùng so()"),
        ("{{ so('ho_so.ty_le') }}", "“ho_so.ty_le” là tỷ lệ: dùng ty_le()"),
        ("{{ so_sanh('dao_tao.lop', voi='hom_qua') }}", "So sánh với “hom_qua” không có"),
        ("{{ so('dao_tao.kinh_phi', thang='tỉ') }}", "Thang “tỉ” không có"),
        ("{{ ky_bao_cao() }}", "“ky_bao_cao” là một từ, không phải hàm: viết {{ ky_bao_cao }}"),
        ("{{ so() }}", 'so() gọi thiếu, thừa hoặc sai tên đối số: viết so("mã")'),
        ("{{ so('dao_tao.lop', donvi='quan_a') }}", "so() gọi thiếu, thừa hoặc sai tên đối số"),
        ("{{ web('qd-1-2020') }}", "Văn bản “qd-1-2020” không có địa chỉ"),
        ("{{ cc() }}", "cc() cần ít nhất một mã"),
        ("{{ ky_bao_cao | hoa }}", "Mẫu dùng bộ lọc “hoa” không có"),
        ("{{ ky_bao_cao is la }}", "Mẫu dùng bộ lọc “la” không có"),
        ("{% for ma in ['quan_x'] %}{{ so('dao_tao.lop', ma) }}{% endfor %}", "Đơn vị “quan_x” không có"),
        (
            "{{ so(“dao_tao.lop”) }} lớp",
            'không dùng nháy cong hay ký tự ẩn. Sửa thành: {{ so("dao_tao.lop") }} lớp',
        ),
        ('Có { so("dao_tao.lop") }} lớp', 'Sửa thành: Có {{ so("dao_tao.lop") }} lớp'),
        ('Có {{ so("dao_tao.lop") } lớp', 'Sửa thành: Có {{ so("dao_tao.lop") }} lớp'),
        ("{{< video a.mp4 >}}", "bỏ {{< … >}}, lệnh của Quarto"),
    ],
)
def test_what_does_not_is_named_with_its_row(workbook: Workbook, template: str, words: str) -> None:
    ((row, explanation),) = problems(workbook, f"Mở đầu.\n\n## 1. Một\n\n{template}\n")
    assert words in explanation
    assert row == 5


def test_titles_and_notes_are_read_too(workbook: Workbook) -> None:
    note = replace(workbook.documents["gc-lop"], note="{{ so('x.y') }}")
    changed = replace(workbook, documents={**workbook.documents, "gc-lop": note})
    ((row, title), (note_row, explanation)) = problems(changed, "## 1. Có {{ so('z.t') }} cấp\n")
    assert (row, note_row) == (1, 3)
    assert "z.t" in title
    assert "x.y" in explanation


def test_every_problem_of_a_text_is_listed(workbook: Workbook) -> None:
    text = "{{ so('x.a') }}\n{{ cc('qd-8') }}\n\n## 1. b\n{{ so('x.c') }} {{ so('x.d') }}\n"
    assert sorted(row or 0 for row, _ in problems(workbook, text)) == [1, 2, 5, 5]


def test_one_broken_block_or_line_hides_no_other(workbook: Workbook) -> None:
    text = """\
{{ so("dao_tao.lop", "quan_x") }}; {{ so("dao_tao.hoc_vien", "quan_y") }}
{{ ty_le("dao_tao.lop") }}

## 1. Có {{ so() }}
{{ so( }}
{ so("dao_tao.lop") }} và {{ ty_le(“x.y”) }}
{{ ty_le("dao_tao.lop") }} {{ ky_bao_cao | hoa }}

## 2. Hai
{{ so("ho_so.ty_le") }}
"""
    rows = [row for row, _ in problems(workbook, text)]
    assert sorted(row or 0 for row in rows) == [1, 1, 2, 4, 5, 6, 6, 7, 7, 10]


def test_a_mistake_in_a_note_is_told_once_and_by_its_own_row(workbook: Workbook) -> None:
    for note, words in (
        ("{{ so('dao_tao.lop', 'quan_x') }}", "“quan_x”"),
        ("{{ cc('qd-1-2020') }}", "chú thích"),
    ):
        changed = replace(workbook.documents["gc-lop"], note=note)
        other = replace(workbook, documents={**workbook.documents, "gc-lop": changed})
        ((row, explanation),) = problems(other, '{{ cc("gc-lop") }} {{ cc("gc-lop") }}\n')
        assert (row, words in explanation) == (3, True)


def test_a_typed_footnote_has_one_text_and_a_place(workbook: Workbook) -> None:
    text = "Một[^a].\n\n## 1. x\n\n[^a]: Một.\n\n[^a]: Hai.\n"
    ((row, explanation),) = problems(workbook, text)
    assert (row, "hai nội dung" in explanation) == (7, True)


def test_a_title_of_the_outline_is_a_template_too(workspace: Path) -> None:
    outline = "data/catalog/outline-2011-2020.yml"
    edit(workspace, outline, "title: ĐÀO TẠO", "title: ĐÀO TẠO {{ ky_toi }}")
    found = check(load_workbook(Workspace(workspace), Period.parse("2020-H1"))).blocking
    ((place, explanation),) = [(f.place, f.explanation) for f in found]
    assert place == f"{outline}:12"
    assert "Tên phần “II. ĐÀO TẠO {{ ky_toi }}” gọi mẫu sai" in explanation
