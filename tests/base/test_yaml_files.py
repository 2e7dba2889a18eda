"""YAML by version 1.2, within limits, with a row and advice for every mistake: all of it made up."""

import time
from pathlib import Path

import pytest

from cchc.base.findings import InputError
from cchc.base.yaml_edits import quoted
from cchc.base.yaml_files import Day, YamlModel, read_yaml
from cchc.base.yaml_nodes import composed, plain


class Section(YamlModel):
    code: str
    title: str = ""


class Paper(YamlModel):
    title: str = ""
    number: int | None = None
    draft: bool = False
    date: Day | None = None
    lines: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


def read(folder: Path, content: str | bytes) -> Paper:
    path = folder / "thu.yml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_yaml(path, "thu.yml", Paper)


def refused(folder: Path, content: str | bytes) -> list[str]:
    with pytest.raises(InputError) as error:
        read(folder, content)
    return [finding.line() for finding in error.value.findings]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *(
            (text, text)
            for text in ("012", "1:30", "190:20:30", "yes", "no", "on", "off", "y", "0x1F", "1_000")
        ),
        *((text, text) for text in ("2020-06-20", "1e3", "0b1", "=", "0o14", "+.inf", ".nan", "-.INF")),
        *((text, int(text)) for text in ("0", "7", "-12", "+3", "2020")),
        ("10.07", 10.07),
        *((text, True) for text in ("true", "True", "TRUE")),
        *((text, None) for text in ("", "~", "null", "Null")),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_scalars_are_those_of_version_1_2(written: str, value: object) -> None:
    assert plain(composed(f"- {written}")) == [value]


@pytest.mark.parametrize(
    "item", ["012", "yes", "1:30", "2020-06-20", "a: b", "null", "", "@x", "# x", "Bộ Thử"]
)
def test_what_is_written_quoted_comes_back(item: str) -> None:
    assert plain(composed(f"- {quoted(item)}")) == [item]


@pytest.mark.parametrize(
    ("line", "paper"),
    [
        ("title: 012", Paper(title="012")),
        ("number: 012", Paper(number=12)),
        ("draft: yes", Paper(draft=True)),
        ("title: &ten Lớp\nlines: [*ten, *ten]", Paper(title="Lớp", lines=("Lớp", "Lớp"))),
        ("title: Tie\u0302\u0301ng\u200b Vie\u0323\u0302t\ufeff", Paper(title="Tiếng Việt")),
        ("\ufefftitle: x\r\nnumber: 1\r\n", Paper(title="x", number=1)),
    ],
)
def test_what_has_one_meaning_is_read(tmp_path: Path, line: str, paper: Paper) -> None:
    assert read(tmp_path, line) == paper


@pytest.mark.parametrize(
    ("content", "row", "words"),
    [
        ("number: 1\ntitle: Kết quả: cải cách", 2, 'Đặt chữ trong nháy kép: title: "Kết quả: cải cách"'),
        ("lines:\n  - Gửi\n  - Lưu: VT", 3, 'dấu hai chấm cắt đôi dòng này, đặt trong nháy kép: "Lưu: VT"'),
        ("sections:\n  - {code: a, title: Lớp học, bồi dưỡng}", 2, 'kép: title: "Lớp học, bồi dưỡng"'),
        ("sections:\n  - {code: a, title: x: y}", 2, "chữ ở trong có dấu phẩy, dấu hai chấm"),
        ('title: "A" và B', 1, r'title: "\"A\" và B"'),
        ("title: *ten", 1, 'title: "*ten"'),
        ("title: @ten", 1, 'title: "@ten"'),
        ("title: %ten", 1, 'title: "%ten"'),
        ("title: 12", 1, 'phải là chữ; đặt trong nháy kép: "12"'),
        ("sections:\n\t- code: a", 2, "phím Tab"),
        ("title: a\ntitle: b", 2, "Mục “title” có hai lần"),
        ("title: a\n---\ntitle: b", 2, "mở một tài liệu thứ hai"),
        ("? {a: b}\n: c", 1, "Tên mục phải là chữ"),
        ("? [a]\n: c", 1, "Tên mục phải là chữ"),
        ("<<: {title: x}", 1, "Không dùng được “<<”"),
        ("lines: &a [*a]", 1, "tự gọi lại chính nó"),
        ("title: &a {b: *a}", 1, "tự gọi lại chính nó"),
        ("title: " + "[" * 3000 + "]" * 3000, 1, "lồng nhau quá"),
        ("title: " + "[" * 200_000, 1, "lồng nhau quá"),
        ("title: " + "{a: " * 3000, 1, "lồng nhau quá"),
        ("- " * 3000, 1, "lồng nhau quá"),
        ("\n".join(f"{' ' * n}a:" for n in range(2000)), 31, "lồng nhau quá"),
        ("lines: [" + "a," * 60_000 + "]", 1, "quá 50000 mục"),
        ("number: " + "9" * 5000, 1, "quá lớn"),
        ("number: 1.5", 1, "phải là số nguyên"),
        ("title: !!binary aGE=", 1, "bỏ dấu hiệu kiểu “!!binary”"),
        ("title: !x y", 1, "bỏ dấu hiệu kiểu “!x”"),
        ("lines: !!set {a, b}", 1, "bỏ dấu hiệu kiểu “!!set”"),
        ("date: 99999-01-01", 1, "phải là ngày, viết năm-tháng-ngày"),
        ("date: 9999-12-31", 1, "năm 9999 không thể có"),
        ("date: 0001-01-01", 1, "năm 1 không thể có"),
        ("date: 2020-06-31", 1, "ngày có thật"),
        ("date: 20200620", 1, "phải là ngày"),
        ("date: 2020-06-20T10:00:00Z", 1, "phải là ngày"),
        ("x", 1, "phải gồm các mục con"),
        ("[1]", 1, "phải gồm các mục con"),
        ("", None, "Tệp trống"),
        ("# chỉ có chú thích", None, "Tệp trống"),
        (b"title: B\xe1o c\xe1o", None, "UTF-8"),
        ("title: Báo cáo".encode("utf-16"), None, "UTF-8"),
        ("title: Báo cáo".encode("utf-16-le"), None, "UTF-8"),
        ("title: Bao cao".encode("utf-16-be"), None, "không phải tệp chữ"),
        (b"\x00\x01\x02", None, "không phải tệp chữ"),
        (b"PK\x03\x04title: x", 1, "U+0003"),
        ("title: a\x07b", 1, "U+0007"),
    ],
)
def test_every_mistake_has_a_row_and_advice(
    tmp_path: Path, content: str | bytes, row: int | None, words: str
) -> None:
    first = refused(tmp_path, content)[0]
    assert words in first
    assert first.startswith("thu.yml: LỖI" if row is None else f"thu.yml:{row}: LỖI")


def test_anchors_do_not_multiply_without_end(tmp_path: Path) -> None:
    layers = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 25)]
    started = time.monotonic()
    (line,) = refused(tmp_path, "\n".join(["l0: &l0 [x]", *layers]))
    assert "tự gọi lại chính nó" in line
    assert time.monotonic() - started < 2
