"""What templates call must be there: functions, codes, documents, footnotes."""

from dataclasses import replace

import pytest

from cchc.checks.context import CheckContext
from cchc.checks.references import check_references
from cchc.inputs.narrative import parse_narrative
from cchc.inputs.workbook import Workbook

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
