"""Last period's values, printed beside the cells to fill for orientation."""

from dataclasses import dataclass, field
from decimal import Decimal

from cchc.findings import InputError
from cchc.intake.assignment import Item
from cchc.period import Period
from cchc.values import Values
from cchc.workbook import load_workbook
from cchc.workspace import Workspace


@dataclass(frozen=True)
class LastValues:
    """The values of an earlier period; `period` is None where the workspace has none."""

    period: Period | None = None
    _values: Values | None = field(default=None, repr=False)
    _agencies: frozenset[str] = field(default=frozenset(), repr=False)

    def of(self, item: Item) -> Decimal | None:
        """The item's earlier value, None where there was none."""
        if self._values is None or item.agency not in self._agencies:
            return None
        return self._values.get(item.indicator.code, item.agency).value


def last_values(workspace: Workspace, period: Period) -> LastValues:
    """From the period just before, or else the one a year before."""
    for earlier in (period.previous, period.year_before):
        if (workspace.data(earlier) / "figures.csv").is_file():
            try:
                workbook = load_workbook(workspace, earlier, tolerant=True)
            except InputError:
                continue
            return LastValues(earlier, Values(workbook), frozenset({"", *workbook.agencies}))
    return LastValues()
