"""Last period's values, printed beside the cells to fill for orientation."""

import contextlib
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from cchc.base.findings import InputError
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.intake.assignment import FormItem
from cchc.values.earlier import earlier_value, succession
from cchc.values.values import Values


@dataclass(frozen=True)
class LastValues:
    """The values of an earlier period; `base` is None where the workspace has none."""

    workbook: Workbook
    base: Workbook | None = None

    @property
    def title(self) -> str:
        """`Số kỳ trước (06 tháng đầu năm 2020)`."""
        return f"Số kỳ trước ({self.base.period.label if self.base else 'chưa có'})"

    def of(self, item: FormItem) -> Decimal | None:
        """The item's earlier value, of the units that became this one; None where there was none."""
        if self.base is None or self._values is None:
            return None
        if not item.agency:
            return self._values.get(item.indicator.code).value
        agencies = self.workbook.agencies
        made_of = succession(agencies, item.agency, self.base.last_day, self.workbook.last_day)
        return earlier_value(self._values, item.indicator.code, made_of, item.agency).value

    @cached_property
    def _values(self) -> Values | None:
        return Values(self.base) if self.base else None


def last_values(workbook: Workbook) -> LastValues:
    """From the period just before, or else the one a year before."""
    period, workspace = workbook.period, workbook.workspace
    for earlier in (period.previous, period.year_before):
        if workspace.figures(earlier).is_file():
            with contextlib.suppress(InputError):
                return LastValues(workbook, load_workbook(workspace, earlier, tolerant=True, past=True))
    return LastValues(workbook)
