"""The value of a row of figures.csv: the one number that its text can mean for the indicator."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from cchc.base.csv_tables import CellError, Row, ambiguous, number_of
from cchc.base.numbers import decimals_of
from cchc.base.written_numbers import Number, Trouble, both_meanings, notation_of, read_number
from cchc.inputs.catalog.indicators import PERCENT, Indicator


class ValueReader:
    """Reads the values of one file: what a text leaves open, the file's other values or the kind decide."""

    def __init__(self, rows: Iterable[Row], indicators: Mapping[str, Indicator]) -> None:
        self._indicators = indicators
        self._notation = notation_of(filter(None, map(self._proof, rows)))

    def read(self, row: Row, column: str) -> Decimal | None:
        """The number, None where the cell is empty; CellError for none, or for two that it may mean."""
        if not row[column]:
            return None
        indicator = self._indicators.get(row["indicator"])
        read = number_of(row, column)
        if isinstance(read, Trouble):
            return self._decided(row, column, indicator)
        if read.percent and indicator is not None and indicator.unit != PERCENT:
            raise CellError(
                f"Ô “{column}” là “{row[column]}”, chỉ tiêu này tính bằng {indicator.unit}, không phải phần "
                "trăm. Ghi số theo đơn vị tính ấy."
            )
        return _whole(read.value, indicator)

    def _proof(self, row: Row) -> Number | None:
        """A value that shows how its writer writes: one that can be the indicator's, read one way only."""
        read = read_number(row["value"])
        indicator = self._indicators.get(row["indicator"])
        return read if isinstance(read, Number) and _fits(indicator, read.value) else None

    def _decided(self, row: Row, column: str, indicator: Indicator | None) -> Decimal:
        """1.792 is 1792 for a count, 98.123 is no 98123 per cent; what the file proves must agree."""
        meanings = both_meanings(row[column])
        possible = {notation: value for notation, value in meanings.items() if _fits(indicator, value)}
        if self._notation is not None:
            possible = {n: value for n, value in possible.items() if n == self._notation}
        # A count has no decimals: 1.000 is hardly 1, whatever the file proves.
        count = indicator is not None and indicator.kind == "count"
        largest = max(meanings.values(), key=abs)
        if len(possible) == 1 and not (count and largest not in possible.values()):
            return next(iter(possible.values()))
        raise ambiguous(row, column, *meanings.values())


def _fits(indicator: Indicator | None, value: Decimal) -> bool:
    """Whether the number can be a value of the indicator, as far as its kind tells."""
    if indicator is None:
        return True
    if indicator.unit == PERCENT:
        return 0 <= value <= 100
    if indicator.kind == "count":
        return value == value.to_integral_value()
    return indicator.kind != "amount" or decimals_of(value) <= indicator.decimals


def _whole(value: Decimal, indicator: Indicator | None) -> Decimal:
    """57.0 of a count is 57."""
    if indicator is not None and indicator.kind == "count" and value == value.to_integral_value():
        return Decimal(int(value))
    return value
