"""A count beside a list must be the number of items listed; a label must have one meaning."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from cchc.base.findings import Finding, Severity
from cchc.base.numbers import format_count
from cchc.inputs.documents import NOTE_KIND
from cchc.inputs.narrative import Block
from cchc.inputs.workbook import Workbook
from cchc.prose.templates import calls
from cchc.values.values import Values

RULES = {
    "liet_ke.khac_so": "Số nêu khác số mục được liệt kê",
    "nhan.trung": "Hai chỉ tiêu cùng nhóm mang cùng một nhãn",
}
# “… {{ so("a.b") }} nội dung:” and then a list: the count announces the list.
ANNOUNCED = re.compile(
    r"\{\{\s*so\((?P<quote>['\"])(?P<code>[\w.]+)(?P=quote)\)\s*\}\}(?: \w+){1,4}:\s*\n\n"
    r"(?P<items>(?:[-*] .*(?:\n|$))+)"
)
# A note that lists in full: “Gồm các sở: A; B; C.”
LISTED = re.compile(r"Gồm[^:;]*: (?P<items>[^{}]*)")


def check_listings(
    workbook: Workbook, values: Values, prose: Mapping[str, Mapping[str, Block]]
) -> list[Finding]:
    """Findings about counts beside lists, and about labels."""
    findings = list(_notes(workbook))
    for section, blocks in prose.items():
        for block in blocks.values():
            findings += list(_announced(block, section, values, workbook))
    return [*findings, *_labels(workbook)]


def _notes(workbook: Workbook) -> Iterator[Finding]:
    for figure in workbook.figures:
        document = workbook.documents.get(figure.document)
        indicator = workbook.indicators[figure.indicator]
        if (
            document is None
            or document.kind != NOTE_KIND
            or indicator.kind != "count"
            or figure.value is None
        ):
            continue
        match = LISTED.fullmatch(document.note)
        count = len(match["items"].split(";")) if match else 0
        # A single item is a sentence, not a list.
        if count > 1 and figure.value != count:
            found, listed = (
                format_count(Decimal(number), leading_zero=workbook.house_style.leading_zero)
                for number in (figure.value, count)
            )
            text = f"“{indicator.name}” ghi {found}, ghi chú “{document.id}” liệt kê {listed}. Đếm lại."
            yield Finding(
                Severity.WARNING,
                "liet_ke.khac_so",
                text,
                figure.file,
                figure.row,
                indicator.section,
                (indicator.code,),
                listed,
                found,
                figure.agency,
            )


def _announced(block: Block, section: str, values: Values, workbook: Workbook) -> Iterator[Finding]:
    for match in ANNOUNCED.finditer(block.body):
        items = [line for line in match["items"].splitlines() if line.strip()]
        # Items with figures of their own are parts of a sum, not things to count.
        if match["code"] not in workbook.indicators or any(True for line in items for _ in calls(line)):
            continue
        value = values.get(match["code"])
        if value.value is not None and value.value != len(items):
            found, listed = (
                format_count(Decimal(number), leading_zero=workbook.house_style.leading_zero)
                for number in (value.value, len(items))
            )
            row = block.row + (1 if block.level else 0) + block.body.count("\n", 0, match.start())
            text = f"“{value.indicator.name}” ghi {found}, danh sách ngay dưới có {listed} mục. Đếm lại."
            yield Finding(
                Severity.WARNING,
                "liet_ke.khac_so",
                text,
                block.file,
                row,
                section,
                (match["code"],),
                listed,
                found,
            )


def _labels(workbook: Workbook) -> Iterator[Finding]:
    first: dict[tuple[str, str], str] = {}
    for indicator in workbook.indicators.values():
        parent = indicator.code.rpartition(".")[0]
        earlier = first.setdefault((parent, indicator.name), indicator.code)
        if earlier != indicator.code:
            text = (
                f"“{earlier}” và “{indicator.code}” cùng mang nhãn “{indicator.name}”: "
                "người đọc không phân biệt được. Đặt tên khác nhau trong indicators.csv."
            )
            yield Finding(
                Severity.WARNING,
                "nhan.trung",
                text,
                "data/catalog/indicators.csv",
                indicator.row,
                indicator.section,
                (earlier, indicator.code),
                found=indicator.name,
            )
