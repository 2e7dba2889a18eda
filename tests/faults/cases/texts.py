"""Narrative and templates: what an analyst writes or pastes, and templates that do not end. Made up."""

import unicodedata
from collections.abc import Callable

from tests.faults.cases.rewriting import rewritten
from tests.faults.judging import PERIOD, Case, Expected, Prints, Same, Says

NARRATIVE = "data/2020-H1/narrative/ho_so.md"
SENTENCE = '{{ so("ho_so.tiep_nhan") }}'
REPORT = ("report", PERIOD, "--engine", "pandoc", "--formats", "html")


def written(
    name: str, old: str, new: str, *expected: Expected, command: tuple[str, ...] = ("check", PERIOD)
) -> Case:
    """A case: one text of the narrative for another."""
    return Case(
        f"lời văn: {name}",
        "lời văn, mẫu",
        "sense",
        lambda site: site.edit(NARRATIVE, (old, new)),
        expected,
        command,
    )


def line(name: str, template: str, words: str) -> Case:
    """A case: a template that is refused at its line, by a check."""
    return written(name, SENTENCE, template, Says(r"ho_so\.md:5\b", words))


def encoded(name: str, change: Callable[[str], str | bytes], *expected: Expected) -> Case:
    """A case: the whole narrative in other bytes."""
    return Case(f"lời văn: {name}", "lời văn, mẫu", "sense", rewritten(NARRATIVE, change), expected)


ENDLESS = {
    "vòng lặp một tỷ lần": "{% for i in range(10**9) %}{% endfor %}",
    "vòng lặp lồng nhau": "{% for i in range(9999) %}{% for j in range(9999) %}x{% endfor %}{% endfor %}",
    "chữ lặp một tỷ lần": '{{ "x" * 10**9 }}',
    "lũy thừa khổng lồ": "{{ 9**9**9 }}",
    "căn chữ rộng một tỷ": '{{ "%1000000000d" % 1 }}',
    "macro gọi chính nó": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "1.000 ngoặc lồng nhau": "{{ " + "(" * 1000 + "1" + ")" * 1000 + " }}",
    "nối dài mãi": "{% set a = 'xxxxxxxxxx' %}" + "{% set a = a ~ a %}" * 60 + "{{ a }}",
}
FORBIDDEN = {
    "thuộc tính ẩn": "{{ ''.__class__.__mro__ }}",
    "thuộc tính của hàm": "{{ so.__globals__ }}",
    "lọc attr": "{{ ''|attr('__class__') }}",
    "đọc tệp khác": "{% include '/etc/passwd' %}",
    "nạp mẫu": "{% import 'x' as x %}",
    "kế thừa": "{% extends 'x' %}",
}
WRONG = {
    "hàm thiếu ngoặc": ("{{ so }}", "so"),
    "hàm không có": ('{{ dem("ho_so.tiep_nhan") }}', "dem"),
    "mã không có": ('{{ so("ho_so.la") }}', "ho_so.la"),
    "mã có U+200B vẫn là mã ấy, nhưng thiếu chữ": ('{{ so("ho_so.tiep\u200b") }}', "ho_so.tiep"),
    "nháy cong": ("{{ so(“ho_so.tiep_nhan”) }}", "nháy|cú pháp"),
    "ngoặc không đóng": ('{{ so("ho_so.tiep_nhan") }', "cú pháp|ngoặc"),
    "khối không đóng": ("{% if nam %}", "cú pháp|endif"),
    "chia cho 0": ("{{ 1/0 }}", "chia|0"),
    "đơn vị không có": ('{{ so("dao_tao.hoc_vien", "quan_x") }}', "quan_x"),
    "tỷ lệ của số đếm": ('{{ ty_le("dao_tao.lop") }}', "ty_le|số đếm|tỷ lệ"),
    "biến không có": ("{{ ten_ky }}", "ten_ky"),
    "tham số lạ": ('{{ so("ho_so.tiep_nhan", la=1) }}', "đối số"),
    "None in ra": ("{{ none }}", "None|không có chữ|trống|none"),
    "văn bản không có": ('{{ cc("qd-9") }}', "qd-9"),
    "con số gõ tay": ("2.400", "2.400"),
    "phân số gõ tay": ("½", "½"),
    "emoji": ("😀", "ký tự"),
    "chữ TCVN3": ("NghÞ quyÕt cña tØnh", "bảng mã"),
    "lệnh chạy mã": ("\n\n```{python}\nprint(1)\n```\n", "python|khối mã"),
    "dấu xung đột của git": ("\n<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> khac\n", "git|trộn|hai bên"),
}
CASES = [
    *(
        line(name, template, "quá|giới hạn|lâu|sâu|lồng|dài|lớn|không có|phải lấy từ dữ liệu")
        for name, template in ENDLESS.items()
    ),
    *(line(name, template, "không được|không có|cú pháp|không dùng") for name, template in FORBIDDEN.items()),
    *(
        written(name, SENTENCE, template, Says(r"ho_so\.md:\d", words))
        for name, (template, words) in WRONG.items()
    ),
    written(
        "dựng: vòng lặp một tỷ lần",
        SENTENCE,
        ENDLESS["vòng lặp một tỷ lần"],
        Says(r"ho_so\.md:5", "quá|giới hạn|lâu|lớn|không có"),
        command=REPORT,
    ),
    written(
        "dựng: thuộc tính ẩn",
        SENTENCE,
        FORBIDDEN["thuộc tính ẩn"],
        Says(r"ho_so\.md:5", "không được|không có|không dùng"),
        command=REPORT,
    ),
    written(
        "dựng: thụt đầu dòng bằng tab", "Nhận {{", "\tNhận {{", Prints(r"Nhận 2\.400 hồ sơ"), command=REPORT
    ),
    written("dựng: NBSP trong câu", "Nhận {{", "Nhận\u00a0{{", Prints(r"Nhận\s2\.400 hồ sơ"), command=REPORT),
    written("đề mục hai lần", "## 1. Tiếp nhận", "## 1. A\n\n## 1. B", Says(r"ho_so\.md:5", "“1”")),
    encoded("BOM", lambda text: text.encode("utf-8-sig"), Same()),
    encoded("CRLF", lambda text: text.replace("\n", "\r\n"), Same()),
    encoded("xuống dòng kiểu Mac cũ", lambda text: text.replace("\n", "\r"), Same()),
    encoded("tổ hợp (NFD)", lambda text: unicodedata.normalize("NFD", text), Same()),
    encoded(
        "U+200B khắp nơi",
        lambda text: text.replace("hồ sơ", "hồ\u200b sơ\u2060").replace("tiep_nhan", "tiep_nhan\u200b"),
        Same(),
    ),
    encoded(
        "UTF-16", lambda text: text.encode("utf-16"), Same(), Says(r"ho_so\.md", "UTF-8|bảng mã", most=2)
    ),
    encoded(
        "byte lạ", lambda text: text.encode() + b"\xff\xfe\xe1\n", Says(r"ho_so\.md", "UTF-8|bảng mã", most=2)
    ),
    encoded("rỗng", lambda _: "", Says(r"ho_so", "“1”|trống|rỗng|đề mục", most=3)),
    encoded(
        "trang RTF đổi tên",
        lambda _: r"{\rtf1\ansi{\fonttbl\f0 Times;}\f0 Xin ch\u224?o}",
        Says(r"ho_so", "RTF|Word|đề mục|“1”", most=4),
    ),
]
