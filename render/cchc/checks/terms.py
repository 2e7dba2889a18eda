"""The figures that a relation is about: looked up, computed and written out, side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc.base.formulas import Formula, spell
from cchc.base.numbers import DateStyle, decimals_of, format_count, format_number, format_rate, rounded
from cchc.base.windows import Window
from cchc.inputs.catalog.agencies import LEVEL_NAMES, level_exists
from cchc.inputs.catalog.relations import CATALOGUE
from cchc.inputs.workbook import Workbook
from cchc.values.values import Values

MOST_DECIMALS = 2


@dataclass(frozen=True)
class Term:
    """One figure of a rule; `exact` is the recomputed value of a stated rate."""

    code: str
    name: str
    value: Decimal
    decimals: int
    is_rate: bool
    window: Window
    file: str
    row: int | None
    exact: Decimal | None = None


@dataclass(frozen=True)
class Side:
    """One side of a comparison, computed and written out."""

    value: Decimal
    text: str
    spelled: str
    single: Term | None
    constant: bool

    def named(self) -> str:
        """`“Quận - huyện” 24`, or the sum with its parts."""
        if self.single:
            return f"“{self.single.name}” {self.text}"
        return self.text if self.spelled == self.text else f"{self.spelled} = {self.text}"


class Terms:
    """Looks up the figures of rules, for the locality and for its units."""

    def __init__(self, workbook: Workbook, values: Values) -> None:
        self._workbook = workbook
        self._values = values
        self._units: dict[str, dict[str, None]] = {}
        for figure in workbook.figures:
            if figure.agency:
                self._units.setdefault(figure.indicator, {})[figure.agency] = None

    @property
    def dates(self) -> DateStyle:
        """How the report writes dates."""
        return self._workbook.house_style.date_style

    def units(self, codes: Sequence[str]) -> list[str]:
        """The units that have a figure of their own for every one of the codes."""
        first = self._units.get(codes[0], {})
        return [unit for unit in first if all(unit in self._units.get(code, {}) for code in codes)]

    def unit_name(self, agency: str) -> str:
        """How a finding calls the unit."""
        unit = self._workbook.agencies.get(agency)
        return unit.name if unit else agency

    def find(self, codes: Iterable[str], agency: str = "") -> dict[str, Term] | None:
        """The terms by code, or None when a value is not known, or an indicator is out of its years."""
        codes = tuple(codes)
        if any(code in self._workbook.dormant for code in codes):
            return None
        found = {code: self._term(code, agency) for code in codes}
        known = {code: term for code, term in found.items() if term is not None}
        return known if len(known) == len(found) else None

    def number(self, value: Decimal, decimals: int, *, is_rate: bool) -> str:
        """A number as findings write it: 1.794, 02, 98,91%."""
        if is_rate:
            # 0,8% stays 0,8%: the decimals stated are part of the finding.
            return f"{format_number(value, 0 if value in (0, 100) else decimals)}%"
        padded = self._workbook.house_style.leading_zero
        return format_count(value, decimals, leading_zero=padded)

    def side(self, formula: Formula, terms: Mapping[str, Term], *, is_rate: bool) -> Side:
        """Compute and spell one side; FormulaError on a division by zero."""
        value = formula.evaluate({code: term.value for code, term in terms.items()})
        decimals = max((terms[code].decimals for code in formula.codes), default=decimals_of(value))
        if value != rounded(value, decimals):
            decimals = max(decimals, MOST_DECIMALS)
        single = terms.get(formula.single_code)

        def number_of(code: str) -> str:
            term = terms[code]
            return self.number(term.value, term.decimals, is_rate=term.is_rate)

        def constant(number: Decimal) -> str:
            if is_rate and not formula.codes:
                return format_rate(number, decimals_of(number))
            return format_number(number, decimals_of(number))

        spelled = spell(formula.text, number_of, constant)
        text = self.number(value, decimals, is_rate=is_rate)
        return Side(value, text, spelled, single, constant=not formula.codes)

    def _term(self, code: str, agency: str) -> Term | None:
        if code.startswith(f"{CATALOGUE}."):
            return self._catalogue(code) if not agency else None
        value = self._values.get(code, agency)
        indicator, stated = value.indicator, value.stated
        is_rate = indicator.kind == "rate"
        if is_rate and stated and stated.value is not None:
            # What the source says is compared; the report prints the recomputed one.
            number, decimals = stated.value, decimals_of(stated.value)
        elif value.value is None:
            return None
        else:
            number = rounded(value.value, indicator.decimals) if is_rate else value.value
            decimals = indicator.decimals
        return Term(
            code,
            indicator.name,
            number,
            decimals,
            is_rate,
            value.window,
            value.file,
            value.row,
            value.value if value.origin == "computed" else None,
        )

    def _catalogue(self, code: str) -> Term | None:
        level, day = code.partition(".")[2], self._workbook.last_day
        if not level_exists(level, day):
            return None
        count = sum(
            agency.level == level and agency.in_force(day) for agency in self._workbook.agencies.values()
        )
        file = "data/catalog/agencies.csv"
        return Term(
            code,
            f"Danh mục đơn vị, {LEVEL_NAMES.get(level, level)}",
            Decimal(count),
            0,
            False,
            Window(),
            file,
            None,
        )
