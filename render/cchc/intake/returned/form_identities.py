"""The identities of official forms, over each row as a unit filled it."""

from collections.abc import Iterator

from cchc.intake.form import FormOfPeriod, column_number
from cchc.intake.problems import Problem, warning
from cchc.intake.returned.submissions import Submission
from cchc.values.explanation import format_exactly


def check_form_identities(form: FormOfPeriod, submission: Submission) -> Iterator[Problem]:
    """A warning for each identity that a unit's complete row breaks."""
    assignment = form.assignment(submission.supplier.code)
    if assignment is None:
        return
    readings = {reading.entry.item.key: reading for reading in submission.readings}
    for sheet in form.layout(assignment).forms:
        for line in sheet.lines:
            filled = {
                column: reading.value
                for column, item in line.items.items()
                if (reading := readings.get(item.key)) and reading.value is not None
            }
            for identity, meaning in sheet.identities:
                if not filled.keys() >= set(identity.codes):
                    continue
                values = {code: filled[code] for code in identity.codes}
                left, right = identity.left.evaluate(values), identity.right.evaluate(values)
                if not identity.holds(left, right):
                    item = line.items[identity.codes[0]]
                    place = readings[item.key].entry.place
                    listed = "; ".join(f"{column_number(c)}: {format_exactly(v)}" for c, v in values.items())
                    text = f"{meaning}: các cột không khớp ({listed}). Số vẫn được nhập; hỏi lại đơn vị."
                    yield warning("bieu_khong_khop", text, place, listed, item.agency, item.indicator.code)
