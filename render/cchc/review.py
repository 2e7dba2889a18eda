"""What the appendix shows a reviewer: findings, recomputed values and data windows."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from cchc.checks.as_loaded import check_as_loaded
from cchc.finding_ids import finding_ids
from cchc.formats import format_count
from cchc.markdown import finding_span, where_span
from cchc.printing import MISSING
from cchc.rounding import judge
from cchc.section import Section
from cchc.tables import FigureText, MarkdownText
from cchc.values import Value
from cchc.windows import Window

NO_WINDOW = "không nêu riêng"
MOST_PLACES = 4
ACKNOWLEDGED = " (đã giải trình)"


def findings_frame(section: Section) -> pd.DataFrame:
    """All findings, gravest first, the acknowledged last: Mức, Phần, Nội dung, Trong báo cáo, Vị trí."""
    checked = check_as_loaded(section.workbook)
    listed = [(f.severity.value, f, f.explanation) for f in checked.all]
    for item in checked.acknowledged:
        explanation = f"{item.finding.explanation} Giải trình: {item.acknowledgement.reason}"
        listed.append((f"{item.finding.severity}{ACKNOWLEDGED}", item.finding, explanation))
    ids = finding_ids([finding for _, finding, _ in listed])
    rows = [
        (
            label,
            section_name(section, f.section),
            MarkdownText(finding_span(explanation, identifier)),
            _printed_at(f.figures),
            f.place,
        )
        for identifier, (label, f, explanation) in zip(ids, listed, strict=True)
    ]
    return pd.DataFrame(rows, columns=["Mức", "Phần", "Nội dung", "Trong báo cáo", "Vị trí"], dtype=object)


def recomputed_frame(section: Section) -> pd.DataFrame:
    """Each stated value beside the recomputed one: Chỉ tiêu, Văn bản ghi, Tính lại, Kết luận."""
    rows = []
    for figure in section.workbook.figures:
        value = section.values.recomputed(figure.indicator, figure.agency)
        if value is None or value.value is None or figure.value is None:
            continue
        verdict = judge(figure.value, value.value)
        printer = section.printer("")
        stated = FigureText(printer.format(value, figure.value), value)
        rows.append((value.indicator.name, stated, FigureText(printer.text(value), value), verdict.value))
    return pd.DataFrame(rows, columns=["Chỉ tiêu", "Văn bản ghi", "Tính lại", "Kết luận"], dtype=object)


def windows_frame(section: Section) -> pd.DataFrame:
    """Each data window in use, earliest first.

    Columns: section, name (the window as printed), start and end (ISO days; the reporting
    period's where open), point (a state on one day), count, text (the count), unit.
    """
    counts = Counter((f.indicator.partition(".")[0], f.window) for f in section.workbook.figures)
    rows = [_window_row(section, code, window, count) for (code, window), count in counts.items()]
    frame = pd.DataFrame(rows)
    return frame.sort_values(["order", "start", "end"], ignore_index=True).drop(columns="order")


def missing_values(section: Section) -> list[Value]:
    """The indicators of the catalogue without a value in this period."""
    values = (section.values.get(code) for code in section.workbook.indicators)
    return [value for value in values if value.value is None]


def missing_frame(section: Section) -> pd.DataFrame:
    """What is still owed, and by whom: Chỉ tiêu, Nguồn, Số liệu."""
    rows = [(v.indicator.name, v.indicator.source, MISSING) for v in missing_values(section)]
    return pd.DataFrame(rows, columns=["Chỉ tiêu", "Nguồn", "Số liệu"])


def _window_row(section: Section, code: str, window: Window, count: int) -> dict[str, object]:
    default, style = section.workbook.default_window, section.workbook.house_style
    order = {entry.code: i for i, entry in enumerate(section.workbook.outline.sections)}
    start, end = window.start or window.end or default.start, window.end or default.end
    return {
        "order": order.get(code, len(order)),
        "section": section_name(section, code),
        "name": window.in_short(style.date_style) or NO_WINDOW,
        "start": start.first_day().isoformat() if start else "",
        "end": end.last_day().isoformat() if end else "",
        "point": window.start is None and window.end is not None,
        "stated": window.stated,
        "count": count,
        "text": format_count(Decimal(count), leading_zero=style.leading_zero),
        "unit": "số liệu",
    }


def _printed_at(codes: Sequence[str]) -> str:
    """Links to where the figures are printed; they are made when the report is whole."""
    return MarkdownText(where_span(codes[:MOST_PLACES])) if codes else ""


def section_name(section: Section, code: str) -> str:
    """`II.2`, as tables name a section; empty where a finding has none."""
    entry = section.workbook.outline.section(code)
    if entry is None:
        return ""
    part = section.workbook.outline.part_of(code)
    return f"{part.number}.{entry.number}" if entry.number else part.number
