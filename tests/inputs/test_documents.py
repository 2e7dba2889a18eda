"""Documents, web addresses and notes, and how they are cited."""

from pathlib import Path

import pytest

from cchc.base.findings import Finding
from cchc.inputs.documents import COLUMNS, Document, load_documents

FILE = "data/2020-H1/documents.csv"


def load(folder: Path, *lines: str) -> tuple[dict[str, Document], list[Finding]]:
    path = folder / "documents.csv"
    path.write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", encoding="utf-8")
    return load_documents(path, FILE)


def one(folder: Path, line: str) -> Document:
    documents, findings = load(folder, line)
    assert findings == []
    return documents["x-1"]


@pytest.mark.parametrize(
    ("line", "short", "full"),
    [
        (
            "x-1,Quyết định,1/QĐ-TN,2020-02-05,UBND thử,về việc thử,,",
            "Quyết định số 1/QĐ-TN",
            "Quyết định số 1/QĐ-TN ngày 05/02/2020 của UBND thử về việc thử",
        ),
        ("x-1,Kế hoạch,,,,thử nghiệm,,", "Kế hoạch thử nghiệm", "Kế hoạch thử nghiệm"),
        ("x-1,Công văn,2/TN,,,,,", "Công văn số 2/TN", "Công văn số 2/TN"),
    ],
)
def test_citations(tmp_path: Path, line: str, short: str, full: str) -> None:
    document = one(tmp_path, line)
    assert (document.short_citation(), document.full_citation()) == (short, full)


@pytest.mark.parametrize(
    ("line", "note", "footnote"),
    [
        ("x-1,Ghi chú,,,,,,n", "Ghi chú giả định.", "Ghi chú giả định."),
        ("x-1,Web,,,,Trang thử,https://example.org/a,", "", "Trang thử: <https://example.org/a>"),
        ("x-1,Web,,,,,https://example.org/a,", "", "<https://example.org/a>"),
        ("x-1,Công văn,2/TN,,,,,", "nay đã hết hiệu lực", "Công văn số 2/TN; nay đã hết hiệu lực"),
        ("x-1,Công văn,2/TN,,,,,", "(đã thay thế)", "Công văn số 2/TN (đã thay thế)"),
        ("x-1,Công văn,2/TN,,,,https://example.org/b,", "", "Công văn số 2/TN: <https://example.org/b>"),
    ],
)
def test_footnotes(tmp_path: Path, line: str, note: str, footnote: str) -> None:
    assert one(tmp_path, line).footnote(note) == footnote


def test_titles_are_text_never_markup(tmp_path: Path) -> None:
    document = one(tmp_path, "x-1,Công văn,2/TN,,<b>Sở</b>,*đậm* [a](http://x) $x$ ^[n],,")
    expected = "Công văn số 2/TN của \\<b\\>Sở\\</b\\> \\*đậm\\* \\[a\\](http://x) \\$x\\$ \\^\\[n\\]"
    assert document.full_citation() == expected


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (",Công văn,2/TN,,,,,", "Ô “id” còn trống"),
        ("QĐ-1,Công văn,2/TN,,,,,", "Mã “QĐ-1” chỉ được gồm"),
        ("../x,Công văn,2/TN,,,,,", "Mã “../x” chỉ được gồm"),
        ("x-1,,2/TN,,,,,", "Ô “kind” còn trống"),
        ("x-1,Công văn,,2020-01-01,,,,", "phải có số, ký hiệu"),
        ("x-1,Web,,,,Trang,,", "Ô “url” còn trống"),
        ("x-1,Ghi chú,,,,,,", "Ô “note” còn trống"),
        ("x-1,Công văn,2/TN,2020-13-01,,,,", "Ô “date” là “2020-13-01”"),
        ("x-1,Web,,,,,javascript:alert(1),", "phải bắt đầu bằng http:// hoặc https://"),
        ("x-1,Web,,,,,https://a b,", "không có khoảng trắng"),
        ("x-1,Web,,,,,https://a><script>,", "phải bắt đầu bằng"),
        ("thu,Công văn,3/TN,,,,,", "Mã văn bản “thu” đã có ở dòng 2"),
    ],
)
def test_a_bad_document_is_named_with_its_row(tmp_path: Path, line: str, words: str) -> None:
    _, (finding,) = load(tmp_path, "thu,Công văn,1/TN,,,,,", line)
    assert words in finding.explanation
    assert finding.place == f"{FILE}:3"
