"""What a form looks like: one definition, for writing templates and for reading them back."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cchc.base.findings import stop_on
from cchc.base.formulas import Comparison
from cchc.base.table_files import in_place
from cchc.base.windows import Window
from cchc.inputs.catalog.forms import FormRow, form_tables, load_forms
from cchc.inputs.catalog.indicators import Indicator
from cchc.inputs.workbook import Workbook
from cchc.intake.assignment import Assignment, FormItem, assign, load_unit_rules

# Raised when what is written can no longer be read as before.
TEMPLATE_VERSION = "1"

GUIDE_SHEET = "Hướng dẫn"
DATA_SHEET = "Số liệu"
HIDDEN_SHEET = "_cchc"
TITLE = "BIỂU THU THẬP SỐ LIỆU CẢI CÁCH HÀNH CHÍNH"

# Labels at the head of each sheet; the value stands to the right.
PERIOD_LABEL = "Kỳ báo cáo:"
UNIT_LABEL = "Đơn vị báo cáo:"
VERSION_LABEL = "Phiên bản mẫu:"
FORM_LABEL = "Biểu mẫu:"

# Headings of the sheet of indicators.
ORDER = "STT"
CODE = "Mã chỉ tiêu"
NAME = "Chỉ tiêu"
SCOPE = "Phạm vi"
MEASURE = "Đơn vị tính"
DEFINITION = "Cách tính"
FROM = "Từ ngày"
UNTIL = "Đến ngày"
LAST = "Số kỳ trước"
VALUE = "Số kỳ này"
NOTE = "Ghi chú"
HEADINGS = (ORDER, CODE, NAME, SCOPE, MEASURE, DEFINITION, FROM, UNTIL, LAST, VALUE, NOTE)
# A row of an official form begins with its own code; last period's row says so instead.
ROW_CODE = "Mã dòng"
LAST_ROW = "Kỳ trước"

# In words: a spreadsheet takes (3) in a CSV file for -3.
COLUMN_NUMBER = re.compile(r"cột (\d+(?: \+ \d+)*)")


def folded(text: str) -> str:
    """The text to compare by."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def column_number(code: str) -> str:
    """How a column of an official form is shown: `c8_9` as `cột 8 + 9`."""
    return f"cột {code.removeprefix('c').replace('_', ' + ')}"


@dataclass(frozen=True)
class FormColumn:
    """A column of an official form."""

    code: str
    meaning: str

    @property
    def group(self) -> str:
        """What stands above several columns: `Tiếp nhận`."""
        return self.meaning.partition(": ")[0]

    @property
    def label(self) -> str:
        """What stands above this one."""
        return self.meaning.partition(": ")[2] or self.meaning


@dataclass(frozen=True)
class FormLine:
    """One row to fill: whose, and which item each column takes."""

    code: str
    items: Mapping[str, FormItem]

    @property
    def scope(self) -> str:
        """For whom the row counts."""
        return next(iter(self.items.values())).scope


@dataclass(frozen=True)
class FormSheet:
    """One official form as one unit fills it."""

    form: str
    columns: tuple[FormColumn, ...]
    lines: tuple[FormLine, ...]
    identities: tuple[tuple[Comparison, str], ...]


@dataclass(frozen=True)
class FormLayout:
    """The sheets of one unit's form."""

    listed: tuple[FormItem, ...]
    forms: tuple[FormSheet, ...]


@dataclass(frozen=True)
class FormOfPeriod:
    """What is asked of whom in one period."""

    workbook: Workbook
    assignments: tuple[Assignment, ...]
    forms: tuple[FormRow, ...]

    def layout(self, assignment: Assignment) -> FormLayout:
        """The items in the columns of their official form, the others in a list."""
        forms = dict.fromkeys(row.form for row in self.forms)
        sheets = [_form_sheet(form, assignment.items, self.forms, self.workbook.indicators) for form in forms]
        placed = {item for sheet in sheets for line in sheet.lines for item in line.items.values()}
        listed = tuple(item for item in assignment.items if item not in placed)
        return FormLayout(listed, tuple(sheet for sheet in sheets if sheet.lines))

    def assignment(self, supplier: str) -> Assignment | None:
        """What the supplier owes, None where it owes nothing."""
        return next((a for a in self.assignments if a.supplier.code == supplier), None)

    @cached_property
    def items(self) -> Mapping[tuple[str, str], FormItem]:
        """Everything that is asked, by key."""
        return {item.key: item for assignment in self.assignments for item in assignment.items}

    @cached_property
    def form_lines(self) -> Mapping[tuple[str, str], Mapping[str, FormItem]]:
        """What the columns of each row of the official forms take, by form and row code."""
        return {
            (folded(sheet.form), line.code): line.items
            for assignment in self.assignments
            for sheet in self.layout(assignment).forms
            for line in sheet.lines
        }


def form_of_period(workbook: Workbook) -> FormOfPeriod:
    """The period's forms; InputError lists what is wrong with their definition."""
    rules, problems = load_unit_rules(workbook)
    path = workbook.workspace.catalog / "forms.csv"
    forms, wrong = load_forms(path) if in_place(path).exists() else ((), [])
    stop_on([*problems, *wrong])
    return FormOfPeriod(workbook, assign(workbook, rules), forms)


def asked_window(workbook: Workbook, item: FormItem) -> Window:
    """The window of the item's row in figures.csv, or the period's own."""
    for figure in workbook.figures:
        if (figure.indicator, figure.agency) == item.key and figure.window.stated:
            return figure.window
    return workbook.default_window


def version(period: str, assignment: Assignment, layout: FormLayout) -> str:
    """The template's version: how it is laid out, and a digest of what it asks."""
    asked = [
        period,
        assignment.supplier.code,
        *(f"{item.key}|{item.indicator.name}|{item.indicator.unit}" for item in layout.listed),
        *(f"{s.form}|{line.code}|{','.join(line.items)}" for s in layout.forms for line in s.lines),
    ]
    return f"{TEMPLATE_VERSION}-{hashlib.sha256(chr(10).join(asked).encode()).hexdigest()[:8]}"


def _form_sheet(
    form: str, items: Sequence[FormItem], rows: Sequence[FormRow], indicators: Mapping[str, Indicator]
) -> FormSheet:
    known = {row.column: row for row in rows if row.form == form and row.column}
    lines = []
    for table in form_tables(indicators.values()):
        if table.form != form:
            continue
        filled = {code: column for column, code in table.columns.items() if column in known}
        by_agency: dict[str, dict[str, FormItem]] = {}
        for item in items:
            if item.indicator.code in filled:
                by_agency.setdefault(item.agency, {})[filled[item.indicator.code]] = item
        for agency, own in by_agency.items():
            lines.append(FormLine(f"{table.parent}@{agency}" if agency else table.parent, own))
    used = {column for line in lines for column in line.items}
    columns = tuple(FormColumn(column, known[column].meaning) for column in _shown(known, used))
    identities = tuple(
        (row.identity, row.meaning)
        for row in rows
        if row.form == form and row.identity is not None and used.issuperset(row.identity.codes)
    )
    return FormSheet(form, columns, tuple(lines), identities)


def _shown(columns: Iterable[str], used: set[str]) -> list[str]:
    """The form's own columns; one for two stands in their place only where it is the one that is filled."""
    parts = {f"c{part}" for column in used if "_" in column for part in column.removeprefix("c").split("_")}
    return [column for column in columns if column in used or ("_" not in column and column not in parts)]
