"""A workbook of one sheet in place of a CSV file, through every command. Made-up figures."""

import csv
import io
from pathlib import Path

import pytest
import xlsxwriter
from tests.conftest import Cchc

from cchc.base.period import Period
from cchc.inputs.snapshot import InputSnapshot
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace

PERIOD = Period.parse("2020-H1")
FIGURES = "data/2020-H1/figures.csv"


def as_book(root: Path, file: str, *, numbers: bool = True) -> Path:
    """Save the CSV file as a workbook instead, numbers as numbers."""
    path = root / file
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    book = path.with_suffix(".xlsx")
    with xlsxwriter.Workbook(str(book), {"strings_to_numbers": numbers}) as workbook:
        sheet = workbook.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    path.unlink()
    return book


def test_figures_and_documents_are_read_from_workbooks(workspace: Path) -> None:
    before = load_workbook(Workspace(workspace), PERIOD)
    as_book(workspace, FIGURES)
    as_book(workspace, "data/2020-H1/documents.csv")
    for name in ("indicators", "agencies", "calendar", "proper_names"):
        as_book(workspace, f"data/catalog/{name}.csv", numbers=False)
    after = load_workbook(Workspace(workspace), PERIOD)
    assert [(f.indicator, f.agency, f.value, f.window, f.row) for f in after.figures] == [
        (f.indicator, f.agency, f.value, f.window, f.row) for f in before.figures
    ]
    assert {figure.file for figure in after.figures} == {"data/2020-H1/figures.xlsx"}
    assert list(after.documents) == list(before.documents)
    assert after.indicators == before.indicators
    assert after.agencies == before.agencies
    assert after.calendar == before.calendar


def test_a_problem_names_the_workbook_and_its_row(workspace: Path, cchc: Cchc) -> None:
    path = workspace / FIGURES
    path.write_text(path.read_text(encoding="utf-8").replace("lop,,7", "lop,,bảy"), encoding="utf-8")
    as_book(workspace, FIGURES)
    code, said = cchc("check", "2020-H1", "--workspace", str(workspace))
    assert (code, "data/2020-H1/figures.xlsx:5  [du_lieu.o_sai]" in said) == (1, True), said


def test_both_at_once_are_the_only_error(workspace: Path, cchc: Cchc) -> None:
    text = (workspace / FIGURES).read_text(encoding="utf-8")
    as_book(workspace, FIGURES)
    (workspace / FIGURES).write_text(text, encoding="utf-8")
    code, said = cchc("check", "2020-H1", "--workspace", str(workspace))
    assert (code, said.count("LỖI  ")) == (1, 1), said
    assert "Có cả figures.csv và figures.xlsx" in said


def test_a_changed_workbook_is_a_changed_input(workspace: Path) -> None:
    before = InputSnapshot.now(Workspace(workspace))
    as_book(workspace, FIGURES)
    assert before.changed() == (FIGURES, "data/2020-H1/figures.xlsx")


def test_the_edition_and_the_next_period_are_made_from_it(workspace: Path, cchc: Cchc) -> None:
    as_book(workspace, FIGURES)
    as_book(workspace, "data/2020-H1/documents.csv")
    here = "--workspace", str(workspace)
    code, said = cchc("report", "2020-H1", "--engine", "pandoc", "--formats", "html", *here)
    assert code == 0, said
    documents = workspace / "output/2020-H1/editions/0001/documents.csv"
    assert documents.read_bytes().startswith("\ufeffid;kind;number".encode())
    ledger = (workspace / "output/2020-H1/figures.csv").read_text(encoding="utf-8")
    assert ";data/2020-H1/figures.xlsx;2;" in ledger
    again = cchc("report", "2020-H1", "--engine", "pandoc", "--formats", "html", *here)
    assert "Không có gì khác" in again[1]
    code, said = cchc("new", "2020-H2", "--from", "2020-H1", *here)
    assert code == 0, said
    made = (workspace / "data/2020-H2/figures.csv").read_bytes()
    assert made.startswith("\ufeffindicator;agency;value".encode())
    assert b"\r\n" in made


@pytest.mark.parametrize(
    ("mark", "separator", "end"), [("", ",", "\n"), ("\ufeff", ";", "\r\n"), ("", "\t", "\n")]
)
def test_a_new_period_keeps_the_form_of_the_old(
    workspace: Path, cchc: Cchc, mark: str, separator: str, end: str
) -> None:
    for name in ("figures", "documents"):
        path = workspace / f"data/2020-H1/{name}.csv"
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=separator, lineterminator=end).writerows(rows)
        path.write_text(mark + buffer.getvalue(), encoding="utf-8", newline="")
    code, said = cchc("new", "2020-H2", "--from", "2020-H1", "--workspace", str(workspace))
    assert code == 0, said
    for name, header in (("figures", ("indicator", "agency")), ("documents", ("id", "kind"))):
        made = (workspace / f"data/2020-H2/{name}.csv").read_bytes().decode("utf-8")
        assert made.startswith(mark + separator.join(header) + separator)
        assert ("\r\n" in made) == (end == "\r\n")
