"""Who owes which figure: from the catalogue, and from data/catalog/intake.csv for figures unit by unit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cchc.base.csv_tables import Row, read_table, required
from cchc.base.findings import Finding
from cchc.inputs.catalog.agencies import Agency, office_of
from cchc.inputs.catalog.indicators import Indicator, unknown_indicator
from cchc.inputs.workbook import Workbook

FILE = "data/catalog/intake.csv"
COLUMNS = ("indicator", "supplier", "note")
# Who supplies the locality's own figures that no reporting unit answers for.
LOCALITY = "toan_dia_phuong"
WHOLE = "Toàn địa phương"


@dataclass(frozen=True)
class UnitRule:
    """Figures of `indicator` come unit by unit from `supplier`: a level or one unit."""

    indicator: str
    supplier: str
    row: int


@dataclass(frozen=True)
class Supplier:
    """Who fills one form."""

    code: str
    name: str


@dataclass(frozen=True)
class FormItem:
    """One figure that is asked for: a row of figures.csv. `agency` is empty for the whole locality."""

    indicator: Indicator
    agency: str
    scope: str

    @property
    def key(self) -> tuple[str, str]:
        """The figure's key in figures.csv."""
        return self.indicator.code, self.agency


@dataclass(frozen=True)
class Assignment:
    """All that one supplier owes, in the order of the catalogue."""

    supplier: Supplier
    items: tuple[FormItem, ...]


def load_unit_rules(workbook: Workbook) -> tuple[tuple[UnitRule, ...], list[Finding]]:
    """Read intake.csv, where there is one: the rules, and every problem met."""
    table = read_table(workbook.workspace.catalog / "intake.csv", FILE, COLUMNS, needed=False)
    rules = list(
        table.read_rows(lambda r: UnitRule(required(r, "indicator"), required(r, "supplier"), r.number))
    )
    for row in table.rows:
        for explanation in _wrong(row, workbook):
            table.problem(row.number, "thu_thap.sai", explanation)
    taken = "“{later.indicator}” đã giao cho “{later.supplier}” ở một dòng khác."
    table.repeats(rules, lambda rule: (rule.indicator, rule.supplier), "thu_thap.trung", taken)
    return tuple(rules), table.findings


def assign(workbook: Workbook, rules: Iterable[UnitRule]) -> tuple[Assignment, ...]:
    """What each supplier owes this period: units in the order of agencies.csv, the locality last.

    Asked are the indicators that figures.csv has rows for, save those that are computed; those with levels
    of every unit of the levels.
    """
    units = [agency for agency in workbook.agencies.values() if agency.in_force(workbook.last_day)]
    agencies = {agency.code: agency for agency in units}
    rows = [figure for figure in workbook.figures if figure.indicator in workbook.indicators]
    asked = {figure.indicator for figure in rows}
    owed: dict[tuple[str, str], str] = {}
    for figure in rows:
        if figure.agency in agencies:
            owed[figure.indicator, figure.agency] = figure.agency
    for rule in rules:
        for agency in units:
            if rule.indicator in asked and rule.supplier in (agency.code, agency.level):
                owed[rule.indicator, agency.code] = agency.code
    for code in asked:
        for agency in units:
            if agency.level in workbook.indicators[code].levels:
                owed[code, agency.code] = agency.code
    split = {code for code, agency in owed if agency}
    for figure in rows:
        indicator = workbook.indicators[figure.indicator]
        # The levels give a sum: a total is asked for only where one has been stated.
        if figure.agency or (figure.indicator in split and indicator.levels and figure.value is None):
            continue
        # A total beside figures of units is a statement of the locality, to be compared with their sum.
        office = None if figure.indicator in split else office_of(indicator.source, units)
        owed[figure.indicator, ""] = office.code if office else LOCALITY
    return tuple(_assignments(workbook.indicators, agencies, owed))


def _assignments(
    indicators: Mapping[str, Indicator], agencies: Mapping[str, Agency], owed: Mapping[tuple[str, str], str]
) -> Iterator[Assignment]:
    suppliers = [*(Supplier(a.code, a.name) for a in agencies.values()), Supplier(LOCALITY, WHOLE)]
    for supplier in suppliers:
        items = tuple(
            FormItem(indicator, agency, agencies[agency].name if agency else WHOLE)
            for agency in ("", *agencies)
            for indicator in indicators.values()
            if indicator.formula is None and owed.get((indicator.code, agency)) == supplier.code
        )
        if items:
            yield Assignment(supplier, items)


def _wrong(row: Row, workbook: Workbook) -> Iterator[str]:
    indicator = workbook.catalogued.get(row["indicator"])
    if row["indicator"] and indicator is None:
        yield unknown_indicator(row["indicator"])
    if indicator is not None and indicator.formula is not None:
        yield f"“{row['indicator']}” có công thức nên được tính, không thu thập."
    levels = {agency.level for agency in workbook.agencies.values()}
    if row["supplier"] and row["supplier"] not in levels | workbook.agencies.keys():
        yield f"“{row['supplier']}” không phải cấp hay mã đơn vị nào trong data/catalog/agencies.csv."
