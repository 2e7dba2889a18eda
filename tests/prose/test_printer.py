"""What narrative, notes and titles may call, run in the template sandbox."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cchc.base.findings import InputError
from cchc.inputs.workbook import Workbook
from cchc.prose.printer import Printer, Sources
from cchc.prose.templates import render, render_note
from cchc.values.earlier import Base
from cchc.values.values import Values

FILE = "data/2020-H1/narrative/ho_so.md"


def printer(workbook: Workbook, base: Base | None = None) -> Printer:
    return Printer(Sources(workbook, Values(workbook), lambda: base), "ho_so", "1.2", render_note)


def stating(workbook: Workbook, code: str, value: Decimal | None) -> Workbook:
    figures = tuple(replace(f, value=value) if f.indicator == code else f for f in workbook.figures)
    return replace(workbook, figures=figures)


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{{ so }}", '“so” là hàm, gọi so("mã")'),
        ("{{ none }}", "Mẫu in “None”"),
        ("{{ false }}", "Mẫu in “False”"),
        ("{{ nam | length }}", "Mẫu in “4”"),
        ("{{ nam | list }}", "Mẫu in “list”"),
        ("{{ nam.upper }}", "thuộc tính “upper”"),
        ("{% macro m() %}x{% endmacro %}{{ m }}", "lệnh {% macro %}"),
    ],
)
def test_only_text_of_ours_is_printed(workbook: Workbook, template: str, words: str) -> None:
    with pytest.raises(InputError) as error:
        render(f"Một.\n{template}", printer(workbook), file=FILE)
    (finding,) = error.value.findings
    assert (finding.rule, finding.place) == ("loi_van.mau_sai", f"{FILE}:2")
    assert words in finding.explanation


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ so('ho_so.tiep_nhan') }}", '[2.400]{.num data-code="ho_so.tiep_nhan"}'),
        ("{{ so('dao_tao.lop') }}", '[07]{.num data-code="dao_tao.lop"}'),
        ("{{ so('dao_tao.kinh_phi') }}", '[5.600.000]{.num data-code="dao_tao.kinh_phi"}'),
        ("{{ so('dao_tao.kinh_phi', thang='triệu') }}", '[5,6 triệu]{.num data-code="dao_tao.kinh_phi"}'),
        (
            "{{ so('dao_tao.hoc_vien', 'quan_a') }}",
            '[30]{.num data-code="dao_tao.hoc_vien" data-agency="quan_a"}',
        ),
        ("{{ ty_le('dao_tao.hai_long') }}", '[96,50%]{.num data-code="dao_tao.hai_long"}'),
        ("{{ ky('ho_so.tiep_nhan') }}", "ngày 16/12/2019 đến ngày 15/3/2020"),
        ("{{ ky('dao_tao.lop') }}", "ngày 15/12/2019 đến ngày 14/6/2020"),
        ("{{ ten('dao_tao.lop') }}", "Lớp học"),
        ("{{ lon_nhat('ho_so.truc_tuyen', 'ho_so.tiep_nhan') }}", "Hồ sơ tiếp nhận"),
        ("{{ vb('qd-1-2020') }}", "Quyết định số 1/QĐ-TN"),
        (
            "{{ vb('qd-1-2020', day_du=True) }}",
            "Quyết định số 1/QĐ-TN ngày 05/01/2020 của UBND tỉnh về việc thử \\[giả định\\]",
        ),
        ("{{ web('web-thu') }}", "<https://example.org/thu>"),
        ("{{ ky_bao_cao }}; {{ ky_sau | upper }}", "06 tháng đầu năm 2020; 06 THÁNG CUỐI NĂM 2020"),
        ("{{ nam }} {{ nam_truoc }} {{ co_quan }}", "2020 2019 UBND tỉnh"),
        ("{{ so_sanh('dao_tao.lop') }}", "[chưa có số liệu]{.missing} kỳ trước để so sánh"),
        ("{%- if nam == '2020' %} x{% endif %}\n", " x\n"),
    ],
)
def test_what_a_template_prints(workbook: Workbook, template: str, text: str) -> None:
    assert render(template, printer(workbook), file=FILE) == text
    assert render(template, printer(workbook), file=FILE, first_row=40) == text


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{{ so('ho_so.khac') }}", "Chỉ tiêu “ho_so.khac” không có"),
        ("{{ so('dao_tao.lop', 'quan_z') }}", "Đơn vị “quan_z” không có"),
        ("{{ so('ho_so.ty_le') }}", "dùng ty_le() thay cho so()"),
        ("{{ ty_le('dao_tao.lop') }}", "dùng so() thay cho ty_le()"),
        ("{{ so('dao_tao.kinh_phi', thang='vạn') }}", "Thang “vạn” không có"),
        ("{{ cc('qd-9') }}", "Văn bản “qd-9” không có"),
        ("{{ cc() }}", "cc() cần ít nhất một mã"),
        ("{{ web('qd-1-2020') }}", "không có địa chỉ"),
        ("{{ so() }}", "không đúng cách"),
        ("{{ khac }}", "Không có tên này"),
        ("{{ range(3) }}", "Không có tên này"),
        ("{{ so('dao_tao.lop' }}", "sai cú pháp"),
        ("{% if nam %}", "sai cú pháp"),
        ("{% include 'x' %}", "lệnh {% include %}"),
        ("{{ so.__globals__ }}", "không"),
        ("{{ ''.__class__.__mro__ }}", "không"),
        ("{{ 1 / 0 }}", "không đúng cách"),
    ],
)
def test_a_mistake_is_named_with_file_and_row(workbook: Workbook, template: str, words: str) -> None:
    with pytest.raises(InputError, match="LỖI") as error:
        render(f"một\n{template}\nba", printer(workbook), file=FILE, first_row=10)
    (finding,) = error.value.findings
    assert words in finding.explanation
    assert finding.file == FILE
    assert finding.row in ({11, 12} if "{% if" in template else {11})


def test_a_footnote_cites_its_documents_after_their_notes_have_run(workbook: Workbook) -> None:
    place = printer(workbook)
    assert render("{{ cc('gc-lop', 'web-thu') }}", place, file=FILE) == "[^ho-so-1-2-gc-lop-web-thu]"
    (note,) = place.notes.values()
    assert note.startswith('Số liệu giả định: [07]{.num data-code="dao_tao.lop"} lớp; Trang thử: <')
    assert note.endswith(".")


def test_footnotes_never_share_an_id(workbook: Workbook) -> None:
    place = printer(workbook)
    render("{{ cc('qd-1-2020') }} {{ cc('qd-1-2020') }}", place, file=FILE)
    assert list(place.notes) == ["ho-so-1-2-qd-1-2020", "ho-so-1-2-qd-1-2020-2"]


def test_a_footnote_in_a_footnote_is_refused(workbook: Workbook) -> None:
    note = replace(workbook.documents["gc-lop"], note="{{ cc('qd-1-2020') }}", row=3)
    changed = replace(workbook, documents={**workbook.documents, "gc-lop": note})
    with pytest.raises(InputError, match=r"documents.csv:3: .*Không đặt chú thích ở đây"):
        render("{{ cc('gc-lop') }}", printer(changed), file=FILE)


@pytest.mark.parametrize(
    ("stated", "noted"), [("25", False), ("25.00", False), ("24.99", True), ("24.9", True), ("30", True)]
)
def test_another_stated_rate_is_told_in_a_footnote(workbook: Workbook, stated: str, noted: bool) -> None:
    place = printer(stating(workbook, "ho_so.ty_le", Decimal(stated)))
    text = render("{{ ty_le('ho_so.ty_le') }}", place, file=FILE)
    assert text.startswith("[25,00%]")
    assert ("[^" in text) == noted == bool(place.notes)
    if noted:
        assert stated.replace(".", ",") in "".join(place.notes.values())


def test_a_rate_cut_by_its_source_is_told_too(workbook: Workbook) -> None:
    # 100 * 602 / 2400 is 25,0833…: one decimal is 25,1, not 25,0.
    place = printer(stating(workbook, "ho_so.truc_tuyen", Decimal(602)))
    assert render("{{ ty_le('ho_so.ty_le') }}", place, file=FILE).startswith("[25,08%]")
    assert "cắt bớt chữ số" in "".join(place.notes.values())


@pytest.mark.parametrize("call", ["so('dao_tao.lop')", "lon_nhat('dao_tao.lop')"])
def test_a_missing_figure_shows_as_a_gap(workbook: Workbook, call: str) -> None:
    place = printer(stating(workbook, "dao_tao.lop", None))
    assert render(f"{{{{ {call} }}}}", place, file=FILE) == r"[\[chưa có số liệu\]]{.missing}"
    assert [figure.origin for figure in place.figures] == ["missing"]


def test_the_largest_of_some_is_not_known_while_another_is_missing(workbook: Workbook) -> None:
    place = printer(stating(workbook, "dao_tao.lop", None))
    assert render("{{ lon_nhat('dao_tao.lop', 'ho_so.tiep_nhan') }}", place, file=FILE) == "Hồ sơ tiếp nhận"
    assert [(figure.indicator, figure.origin) for figure in place.figures] == [("dao_tao.lop", "missing")]


@pytest.mark.parametrize("base", ["", ", voi='cung_ky'", ", voi='muc_tieu'"])
def test_what_is_not_known_itself_is_compared_with_nothing(workbook: Workbook, base: str) -> None:
    place = printer(stating(workbook, "dao_tao.lop", None), Base(Values(workbook), "kỳ trước"))
    text = render(f"{{{{ so_sanh('dao_tao.lop'{base}) }}}}", place, file=FILE)
    assert text == r"[\[chưa có số liệu\]]{.missing}"
    assert [(figure.origin, figure.earlier) for figure in place.figures] == [("missing", False)]


def test_each_printed_figure_is_remembered_with_its_origin(workbook: Workbook) -> None:
    place = printer(workbook)
    render("{{ so('ho_so.tiep_nhan') }} {{ ty_le('ho_so.ty_le') }}", place, file=FILE)
    count, rate = place.figures
    assert (count.text, count.value, count.origin, count.row) == ("2.400", "2400", "stated", 2)
    assert (count.section, count.place, count.document) == ("ho_so", "1.2", "qd-1-2020")
    assert (count.window_from, count.window_to) == ("2019-12-16", "2020-03-15")
    assert (rate.text, rate.origin, rate.stated) == ("25,00%", "computed", "25.0")
    assert rate.formula == "100 * ho_so.truc_tuyen / ho_so.tiep_nhan"
    assert rate.inputs == (("ho_so.tiep_nhan", "2400"), ("ho_so.truc_tuyen", "600"))


def test_house_style_may_drop_the_leading_nought(workbook: Workbook) -> None:
    style = workbook.params.house_style.model_copy(update={"leading_zero": False})
    plain = replace(workbook, params=workbook.params.model_copy(update={"house_style": style}))
    assert render("{{ so('dao_tao.lop') }}", printer(plain), file=FILE).startswith("[7]")


def test_a_comparison_looks_at_the_earlier_period(workbook: Workbook) -> None:
    earlier = Base(Values(stating(workbook, "dao_tao.lop", Decimal(5))), "kỳ trước")
    place = printer(workbook, earlier)
    text = render("{{ so_sanh('dao_tao.lop') }}", place, file=FILE)
    phrase = "tăng 02 lớp (40,00%) so với kỳ trước"
    assert text == f'[{phrase}]{{.num .phrase data-code="dao_tao.lop"}}'
    assert [figure.text for figure in place.figures] == [phrase]
