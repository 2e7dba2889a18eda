"""What no unit's form asks for, and whose form is empty: said when the forms are written."""

from collections import Counter
from collections.abc import Iterator

from cchc.inputs.catalog.agencies import office_of
from cchc.intake.assignment import LOCALITY, WHOLE
from cchc.intake.form import FormOfPeriod

MOST_NAMED = 5
AGENCIES = "data/catalog/agencies.csv"


def unassigned(form: FormOfPeriod) -> Iterator[str]:
    """A sentence (Vietnamese) for each reason why a figure or a unit is left out."""
    workbook = form.workbook
    units = [unit for unit in workbook.agencies.values() if unit.in_force(workbook.last_day)]
    levels = {unit.level for unit in units}
    for assignment in form.assignments:
        lacking = [i for i in assignment.items if i.indicator.levels and not levels & {*i.indicator.levels}]
        for level, count in Counter(" ".join(item.indicator.levels) for item in lacking).items():
            yield (
                f"{AGENCIES} chưa có đơn vị nào có level “{level}”: {count} chỉ tiêu mà các đơn vị ấy phải "
                f"báo còn nằm ở mẫu của {assignment.supplier.name}. Thêm đơn vị rồi ghi lại mẫu."
            )
    own = form.assignment(LOCALITY)
    sources = Counter(
        item.indicator.source
        for item in (own.items if own else ())
        if office_of(item.indicator.source, units) is None
    )
    if sources:
        shown = [
            f"{source or 'chưa ghi nơi nào'} ({count})" for source, count in sources.most_common(MOST_NAMED)
        ]
        more = f" và {len(sources) - MOST_NAMED} nơi khác" if len(sources) > MOST_NAMED else ""
        yield (
            f"{sources.total()} chỉ tiêu không giao được cho đơn vị nào, nằm ở mẫu “{WHOLE}”: nơi cung cấp "
            f"(cột source của indicators.csv) không phải một đơn vị của {AGENCIES}: {', '.join(shown)}{more}."
        )
    asked = {assignment.supplier.code for assignment in form.assignments}
    if idle := [unit.name for unit in units if unit.code not in asked]:
        more = f" và {len(idle) - MOST_NAMED} đơn vị khác" if len(idle) > MOST_NAMED else ""
        yield (
            f"{len(idle)} đơn vị không có chỉ tiêu nên không có mẫu: {', '.join(idle[:MOST_NAMED])}{more}. "
            "Muốn hỏi thì ghi cấp của đơn vị ở cột levels của indicators.csv, hoặc một dòng ở intake.csv."
        )
