"""Files of a period that no program finds by the name that is shown, or that no section reads."""

from collections.abc import Iterator
from pathlib import Path

from cchc.base.characters import clean_text
from cchc.base.findings import Finding, Rule, Severity
from cchc.checks.context import CheckContext
from cchc.checks.registry import INPUTS, Topic
from cchc.inputs.snapshot import INPUTS as FOLDERS
from cchc.inputs.snapshot import PASSING

ODD_NAME = Rule(
    "tep.ten_hong",
    Severity.ERROR,
    "Tên tệp hỏng bảng mã",
    "Tên tệp trong data/, params/, notebooks/ không ở dạng UTF-8, thường do giải nén từ máy khác. Đổi tên.",
    acknowledgeable=False,
)
UNREAD_PROSE = Rule(
    "tep.loi_van_thua",
    Severity.WARNING,
    "Tệp lời văn không phần nào đọc",
    "Tệp của narrative/ mang tên không phải mã phần nào của đề cương: viết sai mã, hoặc của đề cương khác.",
    acknowledgeable=False,
)


@INPUTS.check(Topic.FILES, ODD_NAME, UNREAD_PROSE)
def check_file_names(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each name that is no text, CẢNH BÁO for prose that no section of the outline has."""
    workbook = context.workbook
    for folder in FOLDERS:
        for path in sorted((workbook.workspace.root / folder).rglob("*")):
            if not _is_text(path.name):
                words = "Tên tệp hỏng bảng mã (không phải UTF-8), có chương trình không mở được. Đổi tên."
                yield ODD_NAME.finding(words, workbook.file(path))
    known = {entry.code for entry in workbook.outline.sections}
    for path in sorted((workbook.workspace.data(workbook.period) / "narrative").glob("*")):
        if _is_prose(path) and clean_text(path.name).removesuffix(".md") not in known:
            words = f"Không phần nào của đề cương đọc tệp này. Các phần: {', '.join(sorted(known))}."
            yield UNREAD_PROSE.finding(words, workbook.file(path))


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_prose(path: Path) -> bool:
    return path.is_file() and _is_text(path.name) and not path.name.startswith(PASSING)
