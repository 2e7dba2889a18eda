"""The readable text of an edition, as its sections print it."""

from cchc.editions.diff.printed_text import PrintedText, read_printed_text
from cchc.execution.section import AssembledSection

SECTION = """\
# II. KẾT QUẢ {#phan-ii}

## 1. Hồ sơ {#ho-so-1}

Ủy ban nhân dân TP. Mẫu, Q. 1 nhận
[3.133.520]{.num data-code="a.b"} hồ sơ trong năm 2020[^n].
Theo [](#hinh-mot){.ref}, đ/c Chủ tịch (TM. UBND) khen. Xong.

::::: {#hinh-mot .chart}
::: {.chart-title}
Tên hình. Một câu nữa
:::

![Mô tả](charts/hinh-mot.svg)

::: {.chart-data}
| Tên | Số |
|--|--|
| Không in | 5 |
:::
:::::

::::: {#bang-mot .table}
| Loại | Số |
|--|--|
| Mới | [28]{.num data-code="a.c"} |
| [28]{.num data-code="a.c"} | [chưa có số liệu]{.missing} |
:::::

::::: {#bang-doi-chieu-can-xem-i .table}
| Mức |
|--|
| Điều của bước kiểm tra |
:::::

::::: {.edition-changes}
Câu của lần so sánh trước.
:::::

::::: {.key-figures}
::: {.key-figure}
3.133.520
:::
:::::

[^n]: Quyết định số 1/QĐ-TN. Có hiệu lực.
"""


def read(text: str = SECTION) -> PrintedText:
    texts = {"mo_dau": "Câu mở đầu.", "ho_so": text}
    return read_printed_text([AssembledSection(code, code, told, (), ()) for code, told in texts.items()])


def test_passages_follow_the_reading_order_without_markup() -> None:
    assert [(p.kind, p.text) for p in read().passages] == [
        ("sentence", "Câu mở đầu."),
        ("heading", "II. KẾT QUẢ"),
        ("heading", "1. Hồ sơ"),
        ("sentence", "Ủy ban nhân dân TP. Mẫu, Q. 1 nhận 3.133.520 hồ sơ trong năm 2020."),
        ("sentence", "Theo Hình 1, đ/c Chủ tịch (TM. UBND) khen."),
        ("sentence", "Xong."),
        ("note", "Quyết định số 1/QĐ-TN."),
        ("note", "Có hiệu lực."),
        ("caption", "Tên hình. Một câu nữa"),
        ("row", "Loại | Số"),
        ("row", "Mới | …"),
    ]


def test_a_passage_knows_its_section_and_address() -> None:
    text = read()
    by_text = {p.text: p for p in text.passages}
    assert (by_text["Câu mở đầu."].section, by_text["Câu mở đầu."].anchor) == ("mo_dau", "")
    assert (by_text["Xong."].section, by_text["Xong."].anchor) == ("ho_so", "ho-so-1")
    assert by_text["Mới | …"].anchor == "bang-mot"
    assert text.names["bang-mot"] == "Bảng 1"
    assert text.names["ho-so-1"] == "1. Hồ sơ"


def test_hostile_text_stays_text() -> None:
    text = read("Một câu \\<script\\>alert(1)\\</script\\>. <b>Chữ</b>.")
    assert [p.text for p in text.passages[1:]] == ["Một câu <script>alert(1)</script>. <b>Chữ</b>."]
