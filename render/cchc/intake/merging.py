"""Readings into figures.csv: new values, changed ones, and those that a person has changed since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cchc.base.csv_writing import inert
from cchc.inputs.figures import INTAKE_COLUMNS, Figure
from cchc.intake.figures_file import FiguresFile
from cchc.intake.form import FormOfPeriod, asked_window
from cchc.intake.problems import Problem, note, warning
from cchc.intake.returned.submissions import Submission
from cchc.intake.returned.values import Reading
from cchc.values.explanation import format_exactly, with_unit


@dataclass(frozen=True)
class Change:
    """A value that an earlier import had brought and this one replaces."""

    reading: Reading
    old: Decimal


@dataclass
class MergeOutcome:
    """What became of the readings."""

    written: bool = False
    new: list[Reading] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: list[Reading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def merge_readings(form: FormOfPeriod, submissions: Sequence[Submission], file: FiguresFile) -> MergeOutcome:
    """Merge all that was understood into the period's figures.csv, at once (DeliveryError)."""
    workbook = form.workbook
    rows = {(figure.indicator, figure.agency): figure for figure in workbook.figures}
    outcome = MergeOutcome()
    filled = {
        reading.entry.item.key: reading
        for submission in submissions
        for reading in submission.readings
        if reading.value is not None
    }
    split = {indicator for indicator, agency in filled if agency}
    if filled:
        file.require_columns(INTAKE_COLUMNS)
    # In the order of the catalogue, whatever the files are called.
    for key in form.items:
        indicator, agency = key
        if key in filled:
            _merge(file, filled[key], rows.get(key), form, outcome)
        elif agency and indicator in split and key not in rows:
            # A row without value for each unit that still owes the figure: the sum is no total without it.
            file.add({"indicator": indicator, "agency": agency})
    for submission in submissions:
        outcome.problems += _emptied(submission.readings, rows)
    outcome.written = file.save()
    return outcome


def _merge(
    file: FiguresFile, reading: Reading, row: Figure | None, form: FormOfPeriod, outcome: MergeOutcome
) -> None:
    value = reading.value
    assert value is not None
    indicator, agency = reading.entry.item.key
    if row is None:
        file.add({"indicator": indicator, "agency": agency, **_cells(file, reading, None, form)})
        outcome.new.append(reading)
        return
    # What is no longer as an earlier import brought it, a person has written.
    by_hand = not row.source_cell or row.imported != row.value
    if row.value is not None and row.value != value and by_hand:
        outcome.problems.append(_conflict(reading, row, row.value))
        return
    if row.value is None:
        outcome.new.append(reading)
    elif row.value != value:
        outcome.changed.append(Change(reading, row.value))
    else:
        outcome.unchanged.append(reading)
    file.change(row.row, _cells(file, reading, row, form))


def _cells(file: FiguresFile, reading: Reading, row: Figure | None, form: FormOfPeriod) -> dict[str, str]:
    """The cells of figures.csv that the reading sets."""
    item, value = reading.entry.item, reading.value
    assert value is not None
    number = file.number(value)
    cells = {"value": number, "source_cell": str(reading.entry.place), "imported": number}
    if row is not None and row.value == value:
        # The same number may be written in more than one way: the row's own stays.
        cells["imported"] = file.number(row.value)
        del cells["value"]
    window = reading.window
    if window is not None and window != asked_window(form.workbook, item):
        cells |= {"window_from": str(window.start or ""), "window_to": str(window.end or "")}
    if reading.entry.note and reading.entry.note not in (row.note if row else ""):
        cells["note"] = "; ".join(filter(None, [row.note if row else "", reading.entry.note]))
    return {name: str(inert(text)) for name, text in cells.items()}


def _conflict(reading: Reading, row: Figure, stated: Decimal) -> Problem:
    indicator = reading.entry.item.indicator
    value = reading.value
    assert value is not None
    why = "đã sửa tay sau lần nhập trước" if row.source_cell else "ghi tay, không do nhập tệp"
    sent, own = (with_unit(format_exactly(number), indicator.unit) for number in (value, stated))
    return warning(
        "giu_so_tay",
        f"{indicator.name}: tệp ghi {sent}, {row.file}:{row.row} đang là {own} ({why}); giữ số đang có. "
        "Muốn lấy số trong tệp thì xóa ô value của dòng ấy rồi nhập lại.",
        reading.entry.place,
        sent,
        row.agency,
        indicator.code,
    )


def _emptied(readings: Iterable[Reading], rows: dict[tuple[str, str], Figure]) -> Iterable[Problem]:
    """A note for each cell that is blank now though an earlier import brought a value, which stays."""
    for reading in readings:
        row = rows.get(reading.entry.item.key)
        if reading.value is None and row is not None and row.source_cell and row.value is not None:
            indicator = reading.entry.item.indicator
            own = with_unit(format_exactly(row.value), indicator.unit)
            text = f"{indicator.name}: ô để trống, trước đây đã nhập {own} (từ {row.source_cell}); giữ số ấy."
            yield note("nay_de_trong", text, reading.entry.place, "", row.agency, indicator.code)
