"""What prose may hold: no hand-typed figure, no raw markup."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.base.numbers import format_date, format_date_in_words
from cchc.checks.context import CheckContext
from cchc.checks.typed_prose import check_digits, check_markup, forbidden, hand_typed
from cchc.inputs.narrative import parse_narrative
from cchc.inputs.workbook import Workbook

NAMES = ("COVID-19", "Quận 1", "ISO 9001:2015", "mức độ 4")


def found(text: str) -> list[str]:
    return [digits for _, digits in hand_typed(text, NAMES)]


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định số 61/2018/NĐ-CP; Quyết định 5466/QĐ-UBND; 18-CTrHĐ/TU; 33-NQ/TW; 08/2018/TT-BNV.",
        "từ ngày 31/12/2019 đến ngày 5 tháng 02 năm 2020, tháng 4 năm 2020, 4/2020, ngày 12/3",
        "năm 2019, giai đoạn 2016 - 2020, nhiệm kỳ 2015–2020, 2011 - 2020, quý II năm 2020, quý IV/2019",
        "phòng, chống COVID-19 tại Quận 1 theo ISO 9001:2015, mức độ 4",
        "{{ so('a.b1') }} và {{ cc('qd-1-2020') }} {# 12 #} {% if nam == '2020' %}x{% endif %}",
        "<https://example.org/123> và [chữ](https://example.org/4) {#neo-5 .lop6}",
        "một, hai, ba; Chương trình I và II",
    ],
)
def test_documents_dates_names_and_templates_may_hold_digits(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("đã nhận 3.133.520 hồ sơ, đạt 24,5%.", ["3.133.520", "24,5"]),
        ("ban hành 07 văn bản", ["07"]),
        ("46/46 đơn vị", ["46", "46"]),
        ("xếp 01/64", ["01", "64"]),
        ("Quận 12 và Quận 10", ["12", "10"]),
        ("COVID-1999", ["1999"]),
        ("ISO 9001:2008", ["9001", "2008"]),
        ("mức độ 44", ["44"]),
        ("trong 2020 hồ sơ", ["2020"]),
        ("ngày 32, tháng 13", ["32", "13"]),
        ("31/13/2020", ["31", "13", "2020"]),
        ("năm 20205", ["20205"]),
        ("tháng 4.500 hồ sơ", ["500"]),
        ("100 % của {{ so('a.b') }} là 5", ["100", "5"]),
        ("(1) một; (2) hai", ["1", "2"]),
        ("có ５ lớp", ["５"]),
    ],
)
def test_every_other_digit_is_a_hand_typed_figure(text: str, digits: list[str]) -> None:
    assert found(text) == digits


@given(st.dates(date(1950, 1, 1), date(2099, 1, 1)))
def test_dates_as_we_print_them_are_dates(day: date) -> None:
    assert found(f"từ {format_date(day)}, {format_date_in_words(day)}.") == []


@given(st.integers(0, 10**7), st.sampled_from(["hồ sơ", "văn bản", "%", "lượt người", "tỷ đồng"]))
def test_a_number_before_a_unit_never_escapes(number: int, unit: str) -> None:
    assert found(f"Các cơ quan đã có {number:,} {unit}.".replace(",", ".")) == [
        f"{number:,}".replace(",", ".")
    ]


def test_rows_stay_right_around_templates_of_several_lines() -> None:
    text = "một\n{{ so(\n'a.b'\n) }}\nsố 5\n\nvà 6"
    assert list(hand_typed(text, (), first_row=10)) == [(14, "5"), (16, "6")]


def test_narrative_titles_and_notes_are_all_read(workbook: Workbook) -> None:
    prose = {"ho_so": parse_narrative("Mở 1\n\n## 1. Tiêu đề 2\nQuận 1 (giả định)\n3\n", "thu.md")}
    note = replace(workbook.documents["gc-lop"], note="Có 4 lớp.")
    findings = list(check_digits(CheckContext(replace(workbook, documents={"gc-lop": note}), prose)))
    assert [(finding.place, finding.found) for finding in findings] == [
        ("thu.md:1", "1"),
        ("thu.md:3", "2"),
        ("thu.md:5", "3"),
        ("data/2020-H1/documents.csv:3", "4"),
    ]
    assert {finding.severity.name for finding in findings} == {"ERROR"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Đơn vị <img src=x onerror=alert(1)> báo cáo.", "Thẻ HTML “<img src=x"),
        ("Đơn vị <script>alert(1)</script> báo cáo.", "Thẻ HTML “<script>”"),
        ("Nội dung <!-- còn bàn --> đã rõ.", "Thẻ HTML “<!--”"),
        ("Xem [tại đây](javascript:alert(1)).", "Liên kết “[tại đây](javascript:alert(1)”"),
        ("Xem [tệp](file:///etc/passwd).", "Liên kết"),
        ("Xem <javascript:alert(1)>.", "Liên kết “<javascript:alert(1)>”"),
        ("Hình ![sơ đồ](https://example.org/a.png) này.", "Hình “![sơ đồ](https://example.org/a.png)”"),
        ("Mã `<b>`{=html} này.", "Thuộc tính “{=html}”"),
        ('Chữ [đỏ]{style="color:red"} này.', "Thuộc tính"),
        ("```{python}\nprint()\n```", "Khối mã “```{python}”"),
        ("- ý\n\n  ``` {mermaid}\n  a\n  ```", "Khối mã"),
    ],
)
def test_what_prose_may_not_hold(text: str, words: str) -> None:
    assert any(explanation.startswith(words) for _, explanation in forbidden(text))


@pytest.mark.parametrize(
    "text",
    [
        "Tỷ lệ {{ ty_le('ho_so.ty_le') }}, a < b và c > d; **đậm**, *nghiêng*[^1].",
        "Xem <https://example.org/a>, [trang](https://a.example), [b](mailto:a@example.org), [](#hinh-1).",
        "{# <b>ghi chú riêng</b> #}{{ cc('qd-1-2020') }}",
    ],
)
def test_what_prose_may_hold(text: str) -> None:
    assert list(forbidden(text)) == []


def test_each_place_is_named(workbook: Workbook) -> None:
    text = "Câu đầu.\n\n## 1. Mục <b>một</b>\n\nDòng lành.\nDòng <i>lạ</i>.\n"
    found = check_markup(CheckContext(workbook, {"ho_so": parse_narrative(text, "ho_so.md")}))
    assert [(f.file, f.row, f.section) for f in found] == [("ho_so.md", row, "ho_so") for row in (3, 3, 6, 6)]
