"""What is imported as it stands and yet may not be what the unit meant."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from cchc.base.written_dates import FIRST_DAY
from cchc.intake.problems import Problem, warning
from cchc.intake.returned.entries import LONGEST_NOTE
from cchc.intake.returned.values import Reading

LAST_SERIAL = 10**6


def doubts(reading: Reading, year: int) -> Iterator[Problem]:
    """Warnings about a reading of a period of this year."""
    entry, value, item = reading.entry, reading.value, reading.entry.item
    # Forms are filled in the period's year or soon after.
    if value is not None and (day := _day_of_serial(value)) and day.year in {year, year + 1}:
        text = (
            f"{value:f} là số mà bảng tính ghi cho ngày {day:%d/%m/%Y}: có phải bảng tính đã đổi "
            f"{day.day}.{day.month} hay {day.day}/{day.month} thành ngày? Số vẫn được nhập; hỏi lại đơn vị."
        )
        yield warning("so_giong_ngay", text, entry.place, f"{value:f}", item.agency, item.indicator.code)
    if len(entry.note) == LONGEST_NOTE:
        text = f"Ghi chú dài quá {LONGEST_NOTE} chữ, chỉ ghi phần đầu. Rút gọn ghi chú."
        yield warning("ghi_chu_dai", text, entry.place, entry.note, item.agency, item.indicator.code)


def _day_of_serial(value: Decimal) -> date | None:
    if value != value.to_integral_value() or not 0 < value < LAST_SERIAL:
        return None
    return FIRST_DAY + timedelta(days=int(value))
