"""What the page tells of a figure: arithmetic with its numbers, source, findings."""

from decimal import Decimal

from cchc.base.findings import Finding, Severity
from cchc.inputs.workbook import Workbook
from cchc.publish.page.assets import page_data
from cchc.publish.page.cards import figure_cards, touches
from cchc.values.explanation import arithmetic, formula_in_words, stated_otherwise, window_in_words
from cchc.values.printed_figure import PrintedFigure, printed
from cchc.values.values import Values


def figure(workbook: Workbook, code: str, agency: str = "") -> PrintedFigure:
    return printed(Values(workbook).get(code, agency), "in ra", section=code.partition(".")[0], place="1")


def test_a_formula_is_told_in_names_and_in_numbers(workbook: Workbook) -> None:
    rate = figure(workbook, "ho_so.ty_le")
    assert formula_in_words(workbook, rate) == "100 × “Hồ sơ trực tuyến” / “Hồ sơ tiếp nhận”"
    assert arithmetic(workbook, rate) == "100 × 600 / 2.400 = 25%"


def test_a_sum_names_its_units(workbook: Workbook) -> None:
    total = figure(workbook, "dao_tao.hoc_vien")
    assert arithmetic(workbook, total) == "30 (Quận 1 (giả định)) + 12 (Quận B (giả định)) = 42 người"
    assert formula_in_words(workbook, total) == ""


def test_a_stated_figure_has_no_arithmetic(workbook: Workbook) -> None:
    assert arithmetic(workbook, figure(workbook, "dao_tao.lop")) == ""
    assert stated_otherwise(figure(workbook, "dao_tao.lop")) == ""


def test_a_stated_value_is_told_only_where_it_differs(workbook: Workbook) -> None:
    rate = figure(workbook, "ho_so.ty_le")
    assert stated_otherwise(rate) == ""
    changed = PrintedFigure.from_json(rate.to_json() | {"stated": "24.9"})
    assert stated_otherwise(changed) == "24,9% (không khớp)"


def test_an_endless_fraction_is_cut_and_says_so(workbook: Workbook) -> None:
    value = str(Decimal(100) / Decimal(3))
    third = PrintedFigure.from_json(figure(workbook, "ho_so.ty_le").to_json() | {"value": value})
    assert arithmetic(workbook, third).endswith("≈ 33,3333%")


def test_a_window_is_the_figure_s_own_or_the_period_s(workbook: Workbook) -> None:
    assert window_in_words(workbook, figure(workbook, "dao_tao.hoc_vien").window) == "đến tháng 5/2020"
    own = window_in_words(workbook, figure(workbook, "dao_tao.lop").window)
    assert own == "15/12/2019 – 14/6/2020 (kỳ báo cáo; nguồn không nêu riêng)"


def test_cards_hold_each_figure_once_and_its_findings(workbook: Workbook) -> None:
    figures = [figure(workbook, code) for code in ("ho_so.tiep_nhan", "ho_so.ty_le", "ho_so.tiep_nhan")]
    figures.append(figure(workbook, "dao_tao.hoc_vien", "quan_a"))
    findings = [
        Finding(Severity.NOTE, "a.b", "Ghi thêm", figures=("ho_so.tiep_nhan",)),
        Finding(Severity.WARNING, "a.c", "Cần xem", figures=("dao_tao.lop",)),
        Finding(Severity.ERROR, "a.d", "Sai", figures=("ho_so.ty_le", "dao_tao.lop")),
    ]
    made = figure_cards(workbook, figures, findings)
    assert list(made.cards) == ["ho_so.tiep_nhan", "ho_so.ty_le", "dao_tao.hoc_vien@quan_a"]
    assert [found.explanation for found in made.findings] == ["Ghi thêm", "Sai"]
    assert made.cards["ho_so.ty_le"]["findings"] == [1]
    assert made.marks() == {"ho_so.ty_le": "error"}
    page = made.to_json()["page"]
    rows = {page["labels"][int(n)]: text for n, text in made.cards["ho_so.tiep_nhan"]["rows"].items()}
    assert rows == {
        "Định nghĩa": "Giả định.",
        "Kỳ số liệu": "16/12/2019 – 15/3/2020",
        "Nơi cung cấp": "Phòng Thử",
        "Văn bản, ghi chú": "Quyết định số 1/QĐ-TN ngày 05/01/2020 của UBND tỉnh về việc thử [giả định]",
        "Dòng dữ liệu": "data/2020-H1/figures.csv:2",
    }


def test_no_text_can_end_the_script() -> None:
    block = page_data({"name": "</script><script>alert(1)</script><!--"})
    assert block.count("</script>") == 1
    assert block.endswith("</script>\n")
    assert "<!--" not in block
    assert page_data(None) == ""


def test_a_finding_of_one_unit_leaves_the_total_alone(workbook: Workbook) -> None:
    finding = Finding(Severity.ERROR, "a.b", "Sai", figures=("dao_tao.hoc_vien",), agency="quan_a")
    assert touches(finding, figure(workbook, "dao_tao.hoc_vien", "quan_a"))
    assert not touches(finding, figure(workbook, "dao_tao.hoc_vien"))
