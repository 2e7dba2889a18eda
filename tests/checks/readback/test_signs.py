"""What no report says is told from what only looks like it."""

import pytest

from cchc.checks.readback.marking import marked
from cchc.checks.readback.signs import signs

OWN, PROGRAM, DATE = "doc_lai.ky_hieu_cua_so", "doc_lai.chu_cua_chuong_trinh", "doc_lai.so_thanh_ngay"
GARBLED, MERGE = "doc_lai.sai_bang_ma", "tep.dau_git"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('Nhận [2.400]{.num data-code="ho_so.tiep_nhan"} hồ sơ', OWN),
        ("nhận {{ so hồ sơ", OWN),
        ("nhận so }} hồ sơ", OWN),
        ('Nhận { so("a.b") } hồ sơ', OWN),
        ('Nhận so("a.b") hồ sơ', OWN),
        ("Nhận so(“a.b”) hồ sơ", OWN),
        ("đạt ty_le('a.b')", OWN),
        ('theo cc("qd-1")', OWN),
        ("{% if x %}", OWN),
        ("::: {.x}", OWN),
        ("xem [^gc-lop]", OWN),
        ("R&amp;D", OWN),
        ("dòng_x000D_ sau", OWN),
        ("<bound method Printer.so of Printer(…)>", PROGRAM),
        ("<cchc.values.Values object at 0x7f9b23720f10>", PROGRAM),
        ("<built-in method upper of str>", PROGRAM),
        ("<function so>", PROGRAM),
        ("<class 'str'>", PROGRAM),
        ("PosixPath('/tmp/so')", PROGRAM),
        ("Decimal('5')", PROGRAM),
        ("Nhận None hồ sơ.", PROGRAM),
        ("Đạt nan%", PROGRAM),
        ("nan", PROGRAM),
        ("tăng nan hồ sơ", PROGRAM),
        ("NaN, NaT", PROGRAM),
        ("đạt <NA>", PROGRAM),
        ("đạt #REF!", PROGRAM),
        ("đạt #DIV/0!", PROGRAM),
        ("[object Object]", PROGRAM),
        ("<<<<<<< HEAD", MERGE),
        ("Kế hoạch số Mar-20", DATE),
        ("Công văn số 3-May", DATE),
        ("Công văn số 03-May-2020", DATE),
        ("Công văn số Thg3-20", DATE),
        ("Công văn số 1.23E+05", DATE),
        ("Công văn số 1,23E+05", DATE),
        ("v? vi?c s?p x?p", GARBLED),
    ],
)
def test_what_no_report_says(text: str, rule: str) -> None:
    assert rule in [spot.rule.code for spot in signs(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Việc nan giải, gian nan, nguy nan, nan y, nan hoa, tre nan, đan nan; Nan; nano; Ban Nan.",
        "Nonesuch, Nonet, phi-None-x; TH True Milk; null",
        "A++, C#, === , ==, << và >>, a < b > c, x <= y",
        "so (với cùng kỳ), so sánh (“một”), kỳ (“hai”), tên (ba), web(site), số(…)",
        "Côte d’Ivoire, Đắk Lắk, 5 ÷ 7, Ø, {một}, [hai], %",
        "nan@example.org, None@x.vn, https://x.vn/None?a=%%41&nan=1, www.x.vn/nan",
        "lớp 1E2, Điều 5E, E-1; Mar và May; ngày 20-3; Mar-Vista; 12-Mayer",
        "R & D, AT&T, B&B; #1, # và ##",
        "Nghị định số 61/2018/NĐ-CP, 18-CTrHĐ/TU",
        "thứ 2: đúng::: sai".replace(":::", ":"),
    ],
)
def test_what_a_report_may_say(text: str) -> None:
    assert [(spot.rule.code, text[spot.start : spot.end]) for spot in signs(text)] == []


def test_a_footnote_and_an_entity_have_their_place_in_markdown() -> None:
    assert list(signs("Câu[^a].&nbsp; [](#hinh-1){.ref} {#neo .lop}", markdown=True)) == []


def test_a_proper_name_may_be_anything() -> None:
    assert list(signs("Công ty None báo cáo.", ("Công ty None",))) == []
    assert [spot.rule.code for spot in signs("Công ty None có None.", ("Công ty None",))] == [PROGRAM]


def test_a_draft_shows_the_wrong_words() -> None:
    assert marked("Đạt None.\n\nĐủ.", ()) == "Đạt [None]{.missing}.\n\nĐủ."
    assert marked("Gọi \\<bound method so\\>", ()) == "Gọi [\\<bound method]{.missing} so\\>"
    same = '```{=html}\n{"a": "None"}\n```\n\n[12]{.num data-code="a.b"} hồ sơ[^a]'
    assert marked(same, ()) == same
