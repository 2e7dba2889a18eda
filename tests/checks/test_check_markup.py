"""Prose holds no HTML, no attribute, no picture and no link but to the web."""

import pytest

from cchc.checks.typed_prose import check_markup, forbidden
from cchc.inputs.narrative import parse_narrative
from cchc.inputs.workbook import Workbook


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
    found = check_markup(workbook, {"ho_so": parse_narrative(text, "ho_so.md")})
    assert [(f.file, f.row, f.section) for f in found] == [("ho_so.md", row, "ho_so") for row in (3, 3, 6, 6)]
