"""The earlier period that a report compares with."""

from cchc.printing import Base
from cchc.values import Values
from cchc.workbook import Workbook, load_workbook


def earlier_values(workbook: Workbook) -> Base | None:
    """The same period a year before, else the one just before; None where neither has data (InputError)."""
    for period in (workbook.period.year_before, workbook.period.previous):
        if workbook.workspace.data(period).is_dir():
            label = period.named(leading_zero=workbook.house_style.leading_zero)
            return Base(Values(load_workbook(workbook.workspace, period)), label)
    return None
