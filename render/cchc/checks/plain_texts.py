"""Texts that are no templates and are printed as they stand: a template in them would be printed too."""

from collections.abc import Iterator
from pathlib import Path

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.yaml_files import read_yaml_text
from cchc.checks.context import CheckContext
from cchc.checks.registry import BLOCKING, Topic
from cchc.inputs.catalog.outline import outline_files
from cchc.inputs.workbook import Workbook

NO_TEMPLATE = Rule(
    "du_lieu.khong_phai_mau",
    Severity.ERROR,
    "Mẫu {{ … }} viết ở chỗ không phải mẫu",
    "Tham số của kỳ, tên phần con của đề cương, các cột của documents.csv trừ note được in nguyên văn; lệnh "
    "{{< … >}} thì Quarto chạy. Viết thẳng chữ cần in.",
    acknowledgeable=False,
)
MARK = "{{"
# What a document prints beside its note.
PRINTED = ("kind", "number", "issuer", "title")


@BLOCKING.check(Topic.FILES, NO_TEMPLATE)
def check_plain_texts(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each template in params, in a section's title, and in what a document prints as it stands."""
    workbook = context.workbook
    yield from _in_yaml(workbook, workbook.workspace.params(workbook.period))
    for document in workbook.documents.values():
        for column in PRINTED:
            if MARK in (text := getattr(document, column)):
                yield _finding(f"Cột “{column}”", text, document.file, document.row)
    if any(MARK in entry.title for entry in workbook.outline.sections):
        for path in outline_files(workbook.workspace.catalog):
            yield from _in_yaml(workbook, path, [entry.title for entry in workbook.outline.sections])


def _in_yaml(workbook: Workbook, path: Path, titles: list[str] | None = None) -> Iterator[Finding]:
    """The lines of the file with a template; those with one of the `titles` alone, where there are such."""
    for row, line in enumerate(read_yaml_text(path, workbook.file(path)).split("\n"), start=1):
        text = line.partition(" #")[0]
        wanted = titles is None or any(title and title in text for title in titles)
        if MARK in text and wanted and not text.lstrip().startswith("#"):
            yield _finding("Dòng này", text, workbook.file(path), row)


def _finding(where: str, text: str, file: str, row: int) -> Finding:
    return NO_TEMPLATE.finding(f"{where} được in nguyên văn, không phải mẫu: “{text.strip()}”.", file, row)
