"""Writing the forms of a period: one file a supplier, never over one that somebody filled."""

import io
from datetime import datetime
from pathlib import Path

import xlsxwriter

from cchc.base.delivery import build_folder, deliver
from cchc.base.findings import ReportError
from cchc.base.markdown import ascii_slug
from cchc.base.progress import Advance, Tell, untold
from cchc.base.spreadsheets.open_book import open_book
from cchc.intake.assignment import Assignment
from cchc.intake.form import (
    HIDDEN_SHEET,
    PERIOD_LABEL,
    TITLE,
    UNIT_LABEL,
    VERSION_LABEL,
    FormOfPeriod,
    version,
)
from cchc.intake.returned.entries import find_entries
from cchc.intake.template.form_book import FormBook, write_code
from cchc.intake.template.form_sheet import write_form_sheet
from cchc.intake.template.guide_sheet import write_guide
from cchc.intake.template.list_sheet import write_list
from cchc.intake.template.previous import LastValues, last_values

OPTIONS = {
    # A run that is killed leaves no temporary files behind.
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_templates(form: FormOfPeriod, folder: Path, tell: Tell = untold) -> list[Path]:
    """Write every supplier's form into `folder`; ReportError names the filled ones in the way."""
    workbook = form.workbook
    codes = [ascii_slug(assignment.supplier.code).replace("-", "_") for assignment in form.assignments]
    names = [f"{workbook.period}_{code}.xlsx" for code in codes]
    filled = [name for name in names if _is_filled(folder / name, form)]
    if filled:
        raise ReportError(
            f"Trong “{folder}” đã có tệp có người điền, không ghi đè: {', '.join(filled)}. "
            "Chuyển các tệp ấy sang thư mục khác, hoặc chọn thư mục mới bằng --to."
        )
    last = last_values(workbook)
    with build_folder(folder) as build:
        for number, (assignment, name) in enumerate(zip(form.assignments, names, strict=True), start=1):
            _write(form, assignment, last, build / name)
            tell(Advance(number, len(names), "Ghi biểu"))
        return deliver([build / name for name in names], folder, build)


def _write(form: FormOfPeriod, assignment: Assignment, last: LastValues, path: Path) -> None:
    supplier, period, layout = assignment.supplier, form.workbook.period, form.layout(assignment)
    marks = {
        "period": str(period),
        "unit": supplier.code,
        "version": version(str(period), assignment, layout),
    }
    heading = {
        PERIOD_LABEL: f"{period.label} ({period})",
        UNIT_LABEL: f"{supplier.name} ({supplier.code})",
        VERSION_LABEL: marks["version"],
    }
    content = io.BytesIO()
    file = xlsxwriter.Workbook(content, OPTIONS)
    file.set_properties(
        {
            "title": f"{TITLE} – {heading[PERIOD_LABEL]}",
            "subject": heading[UNIT_LABEL],
            # A fixed day makes the same form the same file.
            "created": datetime(period.year, 1, 1),
        }
    )
    for key, value in marks.items():
        file.set_custom_property(f"cchc_{key}", value)
    book = FormBook(file, heading, form.workbook, last)
    write_guide(book)
    if layout.listed:
        write_list(book, layout.listed)
    for sheet in layout.forms:
        write_form_sheet(book, sheet)
    hidden = file.add_worksheet(HIDDEN_SHEET)
    for row, (key, value) in enumerate(marks.items()):
        hidden.write_string(row, 0, key)
        write_code(hidden, row, 1, value, book.styles.plain())
    hidden.very_hidden()
    hidden.protect()
    file.worksheets()[1].activate()
    file.close()
    path.write_bytes(content.getvalue())


def _is_filled(path: Path, form: FormOfPeriod) -> bool:
    """Whether the file holds any value; what cannot be read is somebody's as well."""
    if not path.exists():
        return False
    try:
        entries, problems = find_entries(open_book(path, path.name), form)
    except Exception:
        # In whatever way it is damaged, somebody may still want it.
        return True
    return any(entry.cell is not None or entry.note for entry in entries) or bool(problems)
