"""An official report before its time: refused, unless it is said why."""

from collections.abc import Iterator
from datetime import date

from cchc.base.clock import today
from cchc.base.findings import ReportError
from cchc.base.numbers import format_date
from cchc.inputs.workbook import Workbook
from cchc.pipeline.order import ReportOrder

REFUSED = (
    "Chưa phát hành bản chính thức của kỳ {period}: hôm nay là ngày {today}, {why}. Đợi đến ngày ấy, sửa lại "
    'cho đúng (params/{period}.yml), hoặc nói rõ lý do: cchc report {period} --final --truoc-han "lý do".'
)


def early_reason(order: ReportOrder, workbook: Workbook) -> str | None:
    """The reason given for an official report before its time; None where it is not before it."""
    return order.early_reason if order.final and any(_not_yet(workbook, today())) else None


def require_due(order: ReportOrder, workbook: Workbook) -> None:
    """An official report is not made before its time unless it is said why (ReportError)."""
    day = today()
    why = " và ".join(_not_yet(workbook, day))
    if order.final and why and not order.early_reason:
        raise ReportError(REFUSED.format(period=order.period, today=format_date(day), why=why))


def _not_yet(workbook: Workbook, day: date) -> Iterator[str]:
    """What is still to come on this day: the end of the data window, the date of issue (Vietnamese)."""
    end, issued = workbook.last_day, workbook.params.date
    if end is not None and day < end:
        yield f"kỳ số liệu đến hết ngày {format_date(end)} chưa kết thúc"
    if issued is not None and day < issued:
        yield f"ngày ban hành {format_date(issued)} chưa tới"
