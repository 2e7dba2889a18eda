"""YAML of every shape in params and outline: read as YAML 1.2, or named by line. Made up."""

import unicodedata
from collections.abc import Callable

from tests.faults.cases.catalogue import OUTLINE
from tests.faults.cases.rewriting import put, rewritten
from tests.faults.judging import Case, Expected, Same, Says

PARAMS = "params/2020-H1.yml"
NAMES = {PARAMS: r"2020-H1\.yml", OUTLINE: r"outline-2011-2020\.yml"}
BOMB = "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9))


def shaped(name: str, file: str, change: Callable[[str], str | bytes], *expected: Expected) -> Case:
    """A case: the YAML text changed."""
    shown = "params" if file == PARAMS else "đề cương"
    return Case(f"{shown}: {name}", "YAML", "sense", rewritten(file, change), expected)


def params(name: str, old: str, new: str, row: int | str, words: str) -> Case:
    """A case: params with one text for another, refused at a row."""
    return shaped(name, PARAMS, put(old, new), Says(rf"2020-H1\.yml:{row}\b", words, most=3))


def outline(name: str, old: str, new: str, row: int | str, words: str) -> Case:
    """The same of the outline."""
    return shaped(name, OUTLINE, put(old, new), Says(rf"outline-2011-2020\.yml:{row}\b", words, most=3))


SECTION = "      - {code: ho_so, notebook: 10_ho_so}\n"
CASES = [
    *(shaped("lưu có BOM", file, lambda text: text.encode("utf-8-sig"), Same()) for file in NAMES),
    *(shaped("xuống dòng CRLF", file, put("\n", "\r\n"), Same()) for file in NAMES),
    *(
        shaped(
            "UTF-16",
            file,
            lambda text: text.encode("utf-16"),
            Same(),
            Says(NAMES[file], "UTF-8|bảng mã", most=2),
        )
        for file in NAMES
    ),
    *(
        shaped("tiếng Việt tổ hợp (NFD)", file, lambda text: unicodedata.normalize("NFD", text), Same())
        for file in NAMES
    ),
    *(
        shaped("thụt lề bằng tab", file, put("  ", "\t"), Says(rf"{NAMES[file]}:\d", "tab|thụt", most=2))
        for file in NAMES
    ),
    *(shaped("rỗng", file, lambda _: "", Says(NAMES[file], "thiếu|rỗng|trống", most=9)) for file in NAMES),
    *(
        shaped("chỉ là một danh sách", file, lambda _: "- a\n- b\n", Says(NAMES[file], "mục|phải", most=2))
        for file in NAMES
    ),
    *(
        shaped("chỉ là một chữ", file, lambda _: "giả định\n", Says(NAMES[file], "mục|phải", most=2))
        for file in NAMES
    ),
    *(
        shaped(
            "3.000 ngoặc lồng nhau",
            file,
            lambda text: text + "x: " + "[" * 3000 + "]" * 3000 + "\n",
            Says(NAMES[file], "ngoặc|lồng|sâu|dạng YAML", most=2),
        )
        for file in NAMES
    ),
    *(
        shaped(
            "khóa là cả một danh sách",
            file,
            lambda text: text + "? [a, b]\n: c\n",
            Says(NAMES[file], "khóa|mục|tên", most=2),
        )
        for file in NAMES
    ),
    *(
        shaped(
            "bom bí danh",
            file,
            lambda text: text + "a: &a [x]\n" + BOMB,
            Says(NAMES[file], "bí danh|lặp|quá|không có mục", most=12),
        )
        for file in NAMES
    ),
    *(
        shaped(
            "tự chứa chính mình",
            file,
            lambda text: text + "x: &x [*x]\n",
            Says(NAMES[file], "vòng|bí danh|chính|không có mục", most=2),
        )
        for file in NAMES
    ),
    *(
        shaped(
            "hai tài liệu ---",
            file,
            lambda text: text + "---\nx: 1\n",
            Says(NAMES[file], "---|hai|một", most=2),
        )
        for file in NAMES
    ),
    *(
        shaped(
            "mục có hai lần",
            file,
            lambda text: text + text.splitlines()[1] + "\n",
            Says(rf"{NAMES[file]}:\d+", "hai lần", most=2),
        )
        for file in NAMES
    ),
    *(
        shaped(
            "thẻ Python",
            file,
            lambda text: text + "x: !!python/object/apply:os.getcwd []\n",
            Says(rf"{NAMES[file]}", "thẻ|dạng YAML|không có mục|!!", most=2, python=True),
        )
        for file in NAMES
    ),
    *(
        shaped(
            "dấu xung đột của git",
            file,
            put(text_of, f"<<<<<<< HEAD\n{text_of}\n=======\n{text_of}\n>>>>>>> khac"),
            Says(rf"{NAMES[file]}:\d+", "git|trộn|hai bên", most=2),
        )
        for file, text_of in ((PARAMS, "place: Thử Nghiệm"), (OUTLINE, "basis: thử"))
    ),
    params("ngày không có thật", "date: null", "date: 2020-06-31", 12, "ngày"),
    params("ngày kiểu Việt Nam", "date: null", "date: 20/06/2020", 12, "2020-06-20|ngày"),
    params("năm 99999", "date: null", "date: 99999-01-01", 12, "ngày"),
    params("số 5.000 chữ số", "number: null", "number: " + "9" * 5000, 9, "số|quá"),
    params("số có chữ", "number: null", "number: mười", 9, "số"),
    params("số âm", "number: null", "number: -3", 9, "quá nhỏ|số"),
    params("địa danh là danh sách", "place: Thử Nghiệm", "place: [Thử, Nghiệm]", 11, "phải là chữ"),
    params("địa danh là số", "place: Thử Nghiệm", "place: 12", 11, "phải là chữ|nháy"),
    params("mục viết sai tên", "locality:", "localty:", "\\d+", "locality|localty"),
    params("mục tiếng Việt", "locality:", "địa phương:", "\\d+", "locality|địa phương"),
    params("dấu hai chấm trong chữ", "place: Thử Nghiệm", "place: Thử: Nghiệm", 11, "nháy"),
    params("nháy không đóng", "place: Thử Nghiệm", 'place: "Thử Nghiệm', "\\d+", "nháy"),
    params("chữ bắt đầu bằng @", "place: Thử Nghiệm", "place: @Thử", 11, "nháy|@"),
    params("chữ bắt đầu bằng %", "place: Thử Nghiệm", "place: %Thử", 11, "nháy|%"),
    params("chữ bắt đầu bằng *", "place: Thử Nghiệm", "place: *Thử", 11, r"nháy|\*"),
    params("ký hiệu viết thường", "symbol: BC-UBND", "symbol: bc-ubnd", 10, "symbol|ký hiệu"),
    params("kỳ của tệp khác", "period: 2020-H1", "period: 2021-H1", 2, "2021-H1"),
    params(
        "nơi nhận là một chữ",
        'recipients:\n  - Bộ Thử\n  - "Lưu: VT"',
        "recipients: Bộ Thử",
        "\\d+",
        "danh sách",
    ),
    params("Lưu: VT không có nháy", '- "Lưu: VT"', "- Lưu: VT", "\\d+", "nháy|phải là chữ"),
    params(
        "kỳ số liệu ngược",
        "number: null",
        "window: {start: 2020-06-30, end: 2019-12-15}\nnumber: null",
        "\\d+",
        "trước",
    ),
    params(
        "kỳ số liệu tới năm 9999",
        "number: null",
        "window: {start: 2019-12-15, end: 9999-12-31}\nnumber: null",
        "\\d+",
        "9999|kỳ",
    ),
    params("giữ số bản âm", "number: null", "editions_kept: -1\nnumber: null", 9, "quá nhỏ|số"),
    params("hạn notebook là chữ", "number: null", "notebook_timeout_seconds: lâu\nnumber: null", 9, "số"),
    params("ký tự điều khiển", "place: Thử Nghiệm", "place: Thử\x07Nghiệm", 11, "ký tự"),
    params(
        "NBSP thụt lề", "  parent: null", "\u00a0\u00a0parent: null", "\\d+", "thụt|dấu cách|dạng YAML|NBSP"
    ),
    shaped("U+200B trong chữ", PARAMS, put("place: Thử Nghiệm", "place: Thử\u200b Nghiệm"), Same()),
    shaped("NBSP trong chữ", PARAMS, put("place: Thử Nghiệm", "place: Thử\u00a0Nghiệm"), Same()),
    shaped("số 012 là chữ", PARAMS, put("place: Thử Nghiệm", "place: 012"), Same()),
    shaped("yes là chữ", PARAMS, put("place: Thử Nghiệm", "place: yes"), Same()),
    shaped("1:30 là chữ", PARAMS, put("place: Thử Nghiệm", "place: 1:30"), Same()),
    shaped("No là chữ", PARAMS, put("place: Thử Nghiệm", "place: No"), Same()),
    outline("không có phần nào", SECTION, "", "\\d+", "sections|phần|danh sách"),
    shaped(
        "mọi mục đều trống",
        OUTLINE,
        lambda text: text.partition("parts:")[0] + "parts: []\n",
        Says(r"outline-2011-2020\.yml", "phần|trống|parts", most=3),
    ),
    outline("một phần có hai lần", SECTION, SECTION * 2, "\\d+", "ho_so"),
    outline("hai phần một notebook", "notebook: 20_dao_tao", "notebook: 10_ho_so", "\\d+", "10_ho_so"),
    outline("năm ngược", "last_year: 2020", "last_year: 2001", "\\d+", "2001|trước|năm"),
    outline("năm là chữ", "last_year: 2020", "last_year: nay", 5, "số"),
    outline("phẩy cắt đôi tên phần", "title: Lớp học}", "title: Lớp học, tập huấn}", 14, "nháy"),
    outline("hai chấm trong tên phần", "title: Lớp học}", "title: Lớp học: tập huấn}", 14, "nháy"),
    outline("tên phần trống", "title: HỒ SƠ", "title:", 8, "title|trống|chữ"),
    shaped(
        "notebook không có",
        OUTLINE,
        put("notebook: 10_ho_so", "notebook: 99_la"),
        Says(r"outline-2011-2020\.yml:10|99_la\.ipynb", "99_la|[Đđ]ề cương", most=3),
    ),
    outline("mã phần có dấu ../", "code: ho_so", "code: ../ho_so", "\\d+", r"\.\./ho_so"),
    outline("con số gõ tay trong tên phần", "title: HỒ SƠ", "title: HỒ SƠ 2400", "\\d+", "2400"),
    shaped(
        "ngoặc Jinja trong tên phần",
        OUTLINE,
        put("title: HỒ SƠ", "title: \"{{ so('khong.co') }}\""),
        Says(r"outline-2011-2020\.yml:\d+", "khong.co"),
    ),
]
