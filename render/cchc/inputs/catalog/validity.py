"""From when to when a row of the catalogue is in force: by days or by years, never backwards."""

from datetime import date

from cchc.base.csv_tables import CellError, Row, optional_date, required_year
from cchc.base.numbers import format_date
from cchc.base.windows import YEARS


class OfYears:
    """What is in force from one year to another; the last is None where it is open."""

    first_year: int
    last_year: int | None

    def covers(self, year: int) -> bool:
        """Whether it holds in `year`."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def shares_year_with(self, other: "OfYears") -> bool:
        """Whether both hold in some year."""
        later = max(self.first_year, other.first_year)
        return self.covers(later) and other.covers(later)


def days_in_force(row: Row) -> tuple[date | None, date | None]:
    """The cells `valid_from` and `valid_to`; an open end is None (CellError)."""
    first, last = optional_date(row, "valid_from"), optional_date(row, "valid_to")
    if first and last and first > last:
        raise CellError(
            f"Hiệu lực ngược: từ {format_date(first)} (valid_from) đến {format_date(last)} (valid_to). "
            "Đổi chỗ hai ngày, hoặc sửa ngày sai."
        )
    return first, last


def years_in_force(row: Row) -> tuple[int, int | None]:
    """The cells `first_year` and `last_year`; an open last year is None (CellError)."""
    first = _year(row, "first_year")
    last = _year(row, "last_year") if row["last_year"] else None
    if last is not None and first > last:
        raise CellError(
            f"Hiệu lực ngược: từ năm {first} (first_year) đến năm {last} (last_year). "
            "Đổi chỗ hai năm, hoặc sửa năm sai."
        )
    return first, last


def _year(row: Row, column: str) -> int:
    year = required_year(row, column)
    if year not in YEARS:
        raise CellError(f"Ô “{column}” là “{year}”, không thể là năm của báo cáo. Viết bốn chữ số: 2020.")
    return year
