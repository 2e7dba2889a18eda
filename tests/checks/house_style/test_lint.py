"""The lint over the produced text: each rule with sentences that break it and sentences that do not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.base.findings import Finding, Severity
from cchc.base.numbers import DateStyle, format_count, format_date, format_month
from cchc.base.windows import Window
from cchc.checks.house_style.dates import check_dates
from cchc.checks.house_style.leading_zeros import check_counts
from cchc.checks.house_style.lint import check_house_style
from cchc.checks.house_style.passages import NOTE_MARK, LintPassage, PassageKind, passages
from cchc.checks.house_style.punctuation import check_alike, check_marks
from cchc.checks.house_style.spots import StyledPassage
from cchc.inputs.params import HouseStyle
from cchc.inputs.workbook import Workbook

NAMES = ("Quận 1", "COVID-19", "mức độ 3", "mức độ 3, 4", "ISO 9001", "trẻ em dưới 6 tuổi")
STYLES = st.sampled_from(list(DateStyle))
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))

Lint = Callable[..., list[Finding]]


def styled(passage: LintPassage, **switches: object) -> StyledPassage:
    """The passage with nothing masked, under these switches."""
    return StyledPassage(passage, passage.text, HouseStyle.model_validate(switches), {})


def dated(text: str, style: DateStyle) -> StyledPassage:
    """A label, under this style of dates."""
    return styled(LintPassage("", "", PassageKind.LABEL, text), date_style=style)


@pytest.fixture
def lint(workbook: Workbook) -> Lint:
    """Findings about Markdown of one section, under other switches."""

    def run(markdown: str, **switches: object) -> list[Finding]:
        style = workbook.house_style.model_copy(update=switches)
        params = workbook.params.model_copy(update={"house_style": style})
        changed = replace(workbook, params=params, proper_names=NAMES)
        # Other texts, such as the title, have the switches' form already.
        return check_house_style(changed, [("ho_so", markdown)])

    return run


def rules(findings: list[Finding]) -> list[str]:
    return [finding.rule.removeprefix("the_thuc.") for finding in findings]


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("Ban hành ngày 5/2/2020.", "ngay_so_khong", "05/02/2020"),
        ("Ban hành ngày 05/03/2020.", "ngay_so_khong", "05/3/2020"),
        ("Ban hành ngày 15/03/2020.", "ngay_so_khong", "15/3/2020"),
        ("Số liệu từ tháng 1/2020.", "ngay_so_khong", "01/2020"),
        ("Số liệu từ tháng 05/2020.", "ngay_so_khong", "5/2020"),
        ("Chậm nhất ngày 6/4.", "ngay_so_khong", "06/4"),
        ("Từ ngày 1 đến ngày 23/4/2020.", "ngay_so_khong", "01"),
        ("Ban hành ngày 05 tháng 3 năm 2020.", "hai_kieu_ngay", "05/3/2020"),
        ("Họp ngày 05 tháng 3.", "hai_kieu_ngay", "05/3"),
        ("Tính từ tháng 7 năm 2019.", "hai_kieu_ngay", "7/2019"),
        ("Đã mở 7 lớp học.", "thieu_so_khong", "07"),
        ("Trong 6 tháng đầu năm, thành phố họp.", "thieu_so_khong", "06"),
        ("Có 5 sở, ngành tham gia.", "thieu_so_khong", "05"),
        ("Có 02 và 5 sở, ngành tham gia.", "thieu_so_khong", "05"),
        ("# IV. NHIỆM VỤ 6 THÁNG CUỐI NĂM 2020", "thieu_so_khong", "06"),
        ("Các sở  đã họp.", "hai_dau_cach", ""),
        ("Các sở , ngành đã họp.", "cach_truoc_dau", ""),
        ("Các sở đã họp .", "cach_truoc_dau", ""),
        ("Các sở,ngành đã họp.", "thieu_dau_cach", ""),
        ("Đã họp xong.Các sở báo cáo.", "thieu_dau_cach", ""),
        ("Đã họp xong..", "hai_dau_cau", ""),
        ("- đã họp.;\n- đã báo cáo.", "hai_dau_cau", ""),
        ("Đã họp,, báo cáo.", "hai_dau_cau", ""),
        ("Các sở đã họp", "thieu_dau_cham", ""),
        ("Các sở đã họp (trực tuyến)", "thieu_dau_cham", ""),
        ("Các sở đã họp,", "thieu_dau_cham", ""),
        ("- đã họp\n- đã báo cáo.", "thieu_dau_cham", ""),
        ("- đã họp;\n- đã báo cáo;", "thieu_dau_cham", ""),
        ("- gồm:\n  - một;\n  - hai;\n- hết.", "thieu_dau_cham", ""),
        ("[^a]: Thực hiện tại ba sở", "thieu_dau_cham", ""),
        ('Kế hoạch "Một cửa" và “Hai cửa”.', "ngoac_kep_thang", ""),
        ("Giai đoạn 2011 - 2020, 2016 - 2020 và 2021–2025.", "hai_kieu_khoang", "2021 - 2025"),
    ],
)
def test_what_breaks_a_rule_is_named(lint: Lint, text: str, rule: str, expected: str) -> None:
    (finding,) = lint(text)
    assert rules([finding]) == [rule]
    assert finding.expected == expected
    assert finding.found


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định ngày 05/02/2020, công văn ngày 15/3/2020, số liệu 01/2020 – 5/2020, hạn ngày 30/4.",
        "Theo Nghị định số 09/2019/NĐ-CP, Nghị quyết số 30c/NQ-CP và Chương trình số 18-CTrHĐ/TU.",
        "Công văn (05/2020-CV-TN), Quyết định số 5/QĐ-UBND của Quận 1.",
        "Phòng dịch COVID-19, theo ISO 9001, cho trẻ em dưới 6 tuổi.",
        "Dịch vụ mức độ 3, 4; cấp 4 và bước 2 của quý 1; lần thứ 3 tổ chức; Điều 5 quy định.",
        "Tăng 7,5 điểm, 2 - 5 ngày, từ 3 đến 5 lớp, 5/24 quận, hơn 5 triệu văn bản, 1.792 thủ tục.",
        "Kế hoạch 5 năm 2021 - 2025; Trường Chính trị 2 tổ chức lớp; có 07 lớp, 10 năm, 0 hồ sơ.",
        "Bài “Ngày 5/2/2020: 7 việc cần làm” được đăng.",
        "Gồm ba việc, v.v.; và các việc khác… Đã xong!",
        "Các sở đã họp tại <https://example.org/7..x,y>",
        "Trang Thanhuytphcm.vn của TP.HCM đưa tin lúc 8:30 (theo P.TH).",
        "Việc[^a], nhưng [^b] đã xong[^c].\n\n[^a]: Một.\n\n[^b]: Hai.\n\n[^c]: Ba.",
        "Dịch vụ công được sử dụng nhiều hơn./.",
        "**Nơi nhận:**\n\nGồm:\n\n- một;\n- hai:\n  - hai một;\n  - hai hai.\n- ba: “bốn.”",
        "## 7. Mục không có dấu chấm\n\n**Hạ tầng:** đã xong.",
        "| Chỉ tiêu | Số |\n|------|---:|\n| Mục 5 | 7 |",
        "```{=html}\n<script>7 lớp  ..</script>\n```",
        "::::: {#bang-doi-chieu-can-xem-tthc .table}\n| ngày 5/2/2020 |\n:::::",
        "::: {.chart-title}\nTiêu đề không có dấu chấm\n:::\n\n![Hình không có dấu chấm](charts/a.svg)",
    ],
)
def test_what_breaks_none_is_left_alone(lint: Lint, text: str) -> None:
    assert [f.explanation for f in lint(text)] == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Đã mở 07 lớp học.", "thua_so_khong"),
        ("Trong 06 tháng đầu năm, thành phố họp.", "thua_so_khong"),
        ("Đã mở 7 lớp học.", None),
        ("Theo văn bản số 05 ban hành ngày 05/02/2020.", None),
        ("Họp ngày 05 tháng 02 năm 2020.", "hai_kieu_ngay"),
    ],
)
def test_without_the_leading_zero(lint: Lint, text: str, rule: str | None) -> None:
    assert rules(lint(text, leading_zero=False)) == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Họp ngày 05 tháng 02 năm 2020, tính từ tháng 7 năm 2019.", []),
        ("Họp ngày 5 tháng 02 năm 2020.", ["ngay_so_khong"]),
        ("Họp ngày 15 tháng 2 năm 2020.", ["ngay_so_khong"]),
        ("Họp ngày 15 tháng 03.", ["ngay_so_khong"]),
        ("Họp ngày 15/3/2020.", ["hai_kieu_ngay"]),
        ("Họp ngày 5/3/2020.", ["ngay_so_khong", "hai_kieu_ngay"]),
        ("Số liệu đến 5/2020.", ["hai_kieu_ngay"]),
    ],
)
def test_dates_in_words(lint: Lint, text: str, found: list[str]) -> None:
    assert rules(lint(text, date_style=DateStyle.WORDS)) == found


def test_a_printed_count_is_judged_by_its_indicator(lint: Lint) -> None:
    def span(code: str, text: str) -> str:
        return f'| [{text}]{{.num data-code="{code}"}} |'

    assert rules(lint(span("dao_tao.lop", "7"))) == ["thieu_so_khong"]
    assert rules(lint(span("dao_tao.lop", "07"), leading_zero=False)) == ["thua_so_khong"]
    assert lint(span("dao_tao.lop", "07")) + lint(span("dao_tao.kinh_phi", "7")) == []
    assert lint(span("dao_tao.lop", "7"), leading_zero=False) == []


def test_a_finding_says_where_and_how_often(lint: Lint) -> None:
    text = "## 1. Tiếp nhận {#ho-so-1}\n\nHọp ngày 5/2/2020.\n\nHọp ngày 5/2/2020."
    (finding,) = lint(text)
    assert finding.severity is Severity.WARNING
    assert (finding.section, finding.found) == ("ho_so", "Họp ngày 5/2/2020.")
    assert "Mục “1. Tiếp nhận”: “Họp ngày 5/2/2020.”: viết “05/02/2020”" in finding.explanation
    assert finding.explanation.endswith("Còn 01 chỗ giống vậy.")
    assert lint("Các sở đã họp")[0].severity is Severity.NOTE


def test_one_fault_hides_no_other(lint: Lint) -> None:
    text = "Họp  ngày 5/2/2020 , có 7 sở,ngành.."
    assert rules(lint(text)) == [
        "ngay_so_khong",
        "thieu_so_khong",
        "hai_dau_cach",
        "cach_truoc_dau",
        "thieu_dau_cach",
        "hai_dau_cau",
    ]


def test_straight_quotes_alone_are_a_style_too() -> None:
    assert list(check_alike(passages("ho_so", 'Kế hoạch \\"Một cửa\\".'))) == []


def test_passages_are_what_a_reader_sees() -> None:
    text = (
        "## 1. Việc {#ho-so-1}\n\n"
        'Có [07]{.num data-code="dao_tao.lop"} **lớp**[^a] ở\nhai [nơi](https://x.vn) \\[thử\\]: '
        "<https://y.vn>.\n\n[^a]: Ghi chú.\n"
    )
    heading, body, note = passages("ho_so", text)
    assert body.text == f"Có 07 lớp{NOTE_MARK} ở hai nơi [thử]: \ufffc."
    assert [(body.text[f.start : f.end], f.code) for f in body.figures] == [("07", "dao_tao.lop")]
    assert (heading.text, heading.kind, body.kind) == ("1. Việc", PassageKind.LABEL, PassageKind.SENTENCES)
    assert (note.text, note.kind, note.heading) == ("Ghi chú.", PassageKind.NOTE, "1. Việc")


@given(DAYS, STYLES)
def test_the_formats_print_dates_that_pass_and_the_other_style_is_found(day: date, style: DateStyle) -> None:
    window = Window.of_days(day, day)
    texts = [f"ngày {format_date(day, style)}", window.in_words(style), window.in_short(style)]
    texts += [f"tháng {format_month(day.year, day.month, style).removeprefix('tháng ')}"]
    (other,) = set(DateStyle) - {style}
    for text in texts:
        assert list(check_dates(dated(text, style))) == []
        found = list(check_dates(dated(text, other)))
        assert found
        assert {spot.rule.code for spot in found} == {"the_thuc.hai_kieu_ngay"}


@given(DAYS, STYLES, st.booleans(), st.booleans())
def test_a_date_padded_otherwise_is_found(
    day: date, style: DateStyle, day_zero: bool, month_zero: bool
) -> None:
    d, m = (f"{n:02d}" if zero else str(n) for n, zero in ((day.day, day_zero), (day.month, month_zero)))
    text = f"{d}/{m}/{day.year}" if style is DateStyle.NUMERIC else f"{d} tháng {m} năm {day.year}"
    right = format_date(day, style)
    found = [spot.expected for spot in check_dates(dated(f"ngày {text}", style))]
    assert found == ([] if text == right else [right])


@given(st.integers(0, 2_000), st.booleans(), st.sampled_from(["lớp", "hồ sơ", "quyết định", "tháng", "năm"]))
def test_the_formats_print_counts_that_pass_and_the_other_switch_is_found(
    count: int, leading_zero: bool, unit: str
) -> None:
    text = f"Đã có {format_count(Decimal(count), leading_zero=leading_zero)} {unit}."
    (passage,) = passages("ho_so", text)
    assert list(check_counts(styled(passage, leading_zero=leading_zero))) == []
    found = [spot.expected for spot in check_counts(styled(passage, leading_zero=not leading_zero))]
    other = format_count(Decimal(count), leading_zero=not leading_zero)
    assert found == ([other] if 0 < count < 10 else [])


@given(st.text(alphabet="ab cd.,;:\u2060“”()-\n*[]^|", max_size=60))
def test_no_text_is_too_odd_to_read(text: str) -> None:
    for passage in passages("ho_so", text):
        for spot in check_marks(styled(passage)):
            assert 0 <= spot.start < spot.end <= len(passage.text)
