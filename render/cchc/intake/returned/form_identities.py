"""The identities of official forms, over each row as a unit filled it."""

from collections.abc import Iterator

from cchc.base.numbers import decimals_of, format_number
from cchc.intake.form import FormColumn, FormLine, FormOfPeriod
from cchc.intake.problems import Problem, warning
from cchc.intake.returned.submissions import Submission
from cchc.intake.returned.values import Reading


def check_form_identities(form: FormOfPeriod, submission: Submission) -> Iterator[Problem]:
    """A warning for each identity that a unit's complete row breaks."""
    assignment = form.assignment(submission.supplier.code)
    if assignment is None:
        return
    readings = {reading.entry.item.key: reading for reading in submission.readings}
    for sheet in form.layout(assignment).forms:
        for line in sheet.lines:
            filled = _filled(line, readings)
            for identity, meaning in sheet.identities:
                if not all(code in filled for code in identity.codes):
                    continue
                values = {code: value for code in identity.codes if (value := filled[code].value) is not None}
                left, right = identity.left.evaluate(values), identity.right.evaluate(values)
                if not identity.holds(left, right):
                    first = filled[identity.codes[0]].entry
                    listed = "; ".join(
                        f"{FormColumn(code, '').number}: {format_number(value, decimals_of(value))}"
                        for code, value in values.items()
                    )
                    text = f"{meaning}: các cột không khớp ({listed}). Số vẫn được nhập; hỏi lại đơn vị."
                    item = first.item
                    yield warning(
                        "bieu_khong_khop", text, first.place, listed, item.agency, item.indicator.code
                    )


def _filled(line: FormLine, readings: dict[tuple[str, str], Reading]) -> dict[str, Reading]:
    return {
        column: reading
        for column, item in line.items.items()
        if (reading := readings.get(item.key)) is not None and reading.value is not None
    }
