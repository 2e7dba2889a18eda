"""What was entered and is not in the report."""

from collections.abc import Iterator, Mapping

from cchc.checks.usage import Usage, usage
from cchc.findings import Finding, Severity
from cchc.narrative import OPENING, Block
from cchc.workbook import Workbook

RULES = {
    "khong_dung.so_lieu": "Số liệu không được in ở đâu",
    "khong_dung.van_ban": "Văn bản không được dẫn ở đâu",
    "khong_dung.loi_van": "Đề mục lời văn không được notebook nào in",
}


def check_unused(workbook: Workbook, prose: Mapping[str, Mapping[str, Block]]) -> list[Finding]:
    """Findings about figures, documents and prose that nothing uses."""
    used = usage(workbook, prose)
    return [
        *_figures(workbook, used),
        *_documents(workbook, used),
        *_headings(workbook, used, prose),
    ]


def _figures(workbook: Workbook, used: Usage) -> Iterator[Finding]:
    seen = set()
    for figure in workbook.figures:
        if figure.indicator not in used.codes and figure.indicator not in seen:
            seen.add(figure.indicator)
            indicator = workbook.indicators[figure.indicator]
            text = (
                f"Số liệu “{indicator.name}” không được in ở đâu trong báo cáo. Dùng trong lời văn, hoặc bỏ."
            )
            yield Finding(
                Severity.NOTE,
                "khong_dung.so_lieu",
                text,
                figure.file,
                figure.row,
                indicator.section,
                (indicator.code,),
                found=indicator.code,
            )


def _documents(workbook: Workbook, used: Usage) -> Iterator[Finding]:
    sources = {figure.document for figure in workbook.figures}
    for document in workbook.documents.values():
        if document.id not in used.documents and document.id not in sources:
            text = f"Văn bản “{document.id}” không được dẫn ở đâu. Dẫn bằng cc() hoặc vb(), hoặc bỏ dòng này."
            yield Finding(
                Severity.NOTE, "khong_dung.van_ban", text, document.file, document.row, found=document.id
            )


def _headings(workbook: Workbook, used: Usage, prose: Mapping[str, Mapping[str, Block]]) -> Iterator[Finding]:
    notebooks = {section.code: section.notebook for section in workbook.outline.sections}
    for section, blocks in prose.items():
        for key, block in blocks.items():
            shown = section in used.openings if key == OPENING else _called(key, used.headings[section])
            if not shown:
                name = f"Đề mục “{key}”" if key else "Đoạn mở đầu"
                call = f'muc.narrative("{key}")' if key else "muc.opening()"
                text = (
                    f"{name} không được notebook {notebooks[section]} in ra: báo cáo thiếu đoạn này. "
                    f"Thêm ô {call} vào notebook, hoặc bỏ đoạn."
                )
                yield Finding(
                    Severity.WARNING,
                    "khong_dung.loi_van",
                    text,
                    block.file,
                    block.row,
                    section,
                    found=key or "(mở đầu)",
                )


def _called(key: str, texts: set[str]) -> bool:
    # A cell that Python cannot parse is kept whole.
    return key in texts or any(f'"{key}"' in text or f"'{key}'" in text for text in texts)
