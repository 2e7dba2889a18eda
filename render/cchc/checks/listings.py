"""A count beside a list must be the number of items listed; a label must have one meaning."""

import re
from collections.abc import Iterator
from decimal import Decimal

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.numbers import format_count
from cchc.base.typed_blocks import MARK
from cchc.checks.context import CheckContext, figure_finding
from cchc.checks.registry import INPUTS, Topic
from cchc.inputs.catalog.indicators import FILE
from cchc.inputs.documents import NOTE_KIND
from cchc.inputs.workbook import Workbook
from cchc.prose.narratives import TemplateText, narrative_texts
from cchc.prose.templates import calls

OTHER_COUNT = Rule(
    "liet_ke.khac_so",
    Severity.WARNING,
    "Số nêu khác số mục được liệt kê",
    "So con số với danh sách ngay dưới nó trong lời văn, và với ghi chú liệt kê (“Gồm các sở: A; B; C.”). "
    "Đếm lại rồi sửa số hoặc danh sách.",
)
SAME_LABEL = Rule(
    "nhan.trung",
    Severity.WARNING,
    "Hai chỉ tiêu cùng nhóm mang cùng một nhãn",
    "Người đọc không phân biệt được hai dòng cùng tên. Đặt tên khác nhau trong indicators.csv.",
)
# “… {{ so("a.b") }} nội dung:” and then a list: the count announces the list.
ANNOUNCED = re.compile(
    r"\{\{\s*so\((?P<quote>['\"])(?P<code>[\w.]+)(?P=quote)\)\s*\}\}(?: \w+){1,4}:\s*\n+"
    rf"(?P<items>(?:(?:{MARK.pattern}).*(?:\n|$))+)"
)
# A note that lists in full: “Gồm các sở: A; B; C.”
LISTED = re.compile(r"Gồm[^:;]*: (?P<items>[^{}]*)")


@INPUTS.check(Topic.LISTINGS, OTHER_COUNT, SAME_LABEL)
def check_listings(context: CheckContext) -> Iterator[Finding]:
    """Findings about counts beside lists, and about labels."""
    yield from _notes(context.workbook)
    for text in narrative_texts(context.prose):
        if text.part == "body":
            yield from _announced(text, context)
    yield from _labels(context.workbook)


def _notes(workbook: Workbook) -> Iterator[Finding]:
    for figure in workbook.figures:
        document = workbook.documents.get(figure.document)
        indicator = workbook.indicators[figure.indicator]
        if document is None or document.kind != NOTE_KIND or indicator.kind != "count":
            continue
        match = LISTED.fullmatch(document.note)
        count = len(match["items"].split(";")) if match else 0
        # A single item is a sentence, not a list.
        if count > 1 and figure.value is not None and figure.value != count:
            found, listed = (_count(number, workbook) for number in (figure.value, count))
            text = f"“{indicator.name}” ghi {found}, ghi chú “{document.id}” liệt kê {listed}. Đếm lại."
            yield figure_finding(OTHER_COUNT, text, figure, expected=listed, found=found)


def _announced(text: TemplateText, context: CheckContext) -> Iterator[Finding]:
    workbook = context.workbook
    for match in ANNOUNCED.finditer(text.text):
        # A plus is of the second level.
        items = [line for line in match["items"].splitlines() if line.strip() and line[0] != "+"]
        # Items with figures of their own are parts of a sum, not things to count.
        if match["code"] not in workbook.indicators or any(calls(line) for line in items):
            continue
        value = context.values.get(match["code"])
        if value.value is not None and value.value != len(items):
            found, listed = (_count(number, workbook) for number in (value.value, len(items)))
            yield OTHER_COUNT.finding(
                f"“{value.indicator.name}” ghi {found}, danh sách ngay dưới có {listed} mục. Đếm lại.",
                text.file,
                text.row + text.text.count("\n", 0, match.start()),
                text.section,
                (match["code"],),
                expected=listed,
                found=found,
            )


def _count(number: Decimal | int, workbook: Workbook) -> str:
    return format_count(Decimal(number), leading_zero=workbook.house_style.leading_zero)


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
            yield SAME_LABEL.finding(
                text, FILE, indicator.row, indicator.section, (earlier, indicator.code), found=indicator.name
            )
