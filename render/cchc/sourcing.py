"""The line under a chart or table: who supplied the figures, for which days."""

from collections.abc import Sequence

from cchc.markdown import escape
from cchc.values import Value
from cchc.workbook import Workbook


def source_line(values: Sequence[Value], workbook: Workbook) -> str:
    """`Nguồn: Văn phòng UBND thành phố. Kỳ số liệu: 16/12/2019 – 15/3/2020.` (Markdown)."""
    dates = workbook.house_style.date_style
    sources = _distinct([value.indicator.source for value in values])
    windows = _distinct([value.window.in_short(dates) or workbook.period_label for value in values])
    parts = [f"Nguồn: {'; '.join(sources)}."] if sources else []
    parts += [f"Kỳ số liệu: {'; '.join(windows)}."] if windows else []
    return escape(" ".join(parts))


def _distinct(texts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))
