"""Writing the forms of a period: one file a supplier, never over one that somebody filled."""

from datetime import datetime
from pathlib import Path

import xlsxwriter

from cchc.base.files import build_folder, deliver
from cchc.base.findings import ReportError
from cchc.base.markdown import ascii_slug
from cchc.inputs.workbook import Workbook
from cchc.intake.assignment import Assignment
from cchc.intake.form import HIDDEN_SHEET, TITLE, FormLayout, FormOfPeriod, version
from cchc.intake.returned.entries import find_entries
from cchc.intake.returned.spreadsheets.open_book import open_book
from cchc.intake.template.form_sheet import write_form_sheet
from cchc.intake.template.guide_sheet import SheetHeading, write_guide
from cchc.intake.template.list_sheet import write_list
from cchc.intake.template.previous import LastValues, last_values
from cchc.intake.template.styles import Styles

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_templates(form: FormOfPeriod, folder: Path) -> list[Path]:
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
        made = []
        for assignment, name in zip(form.assignments, names, strict=True):
            path = build / name
            _write(workbook, assignment, form.layout(assignment), last, path)
            made.append(path)
        return deliver(made, folder)


def _write(
    workbook: Workbook, assignment: Assignment, layout: FormLayout, last: LastValues, path: Path
) -> None:
    supplier, period = assignment.supplier, workbook.period
    heading = SheetHeading(
        f"{period.label} ({period})",
        f"{supplier.name} ({supplier.code})",
        version(str(period), assignment, layout),
        f"Số kỳ trước ({last.period.label})" if last.period else "Số kỳ trước (chưa có)",
    )
    book = xlsxwriter.Workbook(str(path), OPTIONS)
    # A fixed day makes the same form the same file.
    book.set_properties(
        {
            "title": f"{TITLE} – {heading.period}",
            "subject": heading.unit,
            "created": datetime(period.year, 1, 1),
        }
    )
    marks = {"period": str(period), "unit": supplier.code, "version": heading.version}
    for key, value in marks.items():
        book.set_custom_property(f"cchc_{key}", value)
    styles = Styles(book)
    write_guide(book, styles, heading, workbook.params.issuing_body.short)
    if layout.listed:
        write_list(book, styles, heading, layout.listed, workbook, last)
    for sheet in layout.forms:
        write_form_sheet(book, styles, heading, sheet, workbook, last)
    hidden = book.add_worksheet(HIDDEN_SHEET)
    for row, (key, value) in enumerate(marks.items()):
        hidden.write_string(row, 0, key)
        hidden.write_string(row, 1, value)
    hidden.very_hidden()
    hidden.protect()
    book.worksheets()[1].activate()
    book.close()


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
