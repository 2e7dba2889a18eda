"""The ledger for Excel: text stays text, numbers are numbers, two runs are the same bytes."""

import csv
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cchc.base.findings import Finding, Severity
from cchc.editions.ledger import write_findings, write_ledger
from cchc.editions.ledger_sheet import FIGURES, FINDINGS, write_ledger_sheet
from cchc.execution.section import AssembledSection
from cchc.inputs.workbook import Workbook
from cchc.values.printed_figure import PrintedFigure, printed
from cchc.values.values import Values

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RISKY = ('=HYPERLINK("http://x.example","a")', "+1+1", "-2+3", "@SUM(A1)")


def sections(workbook: Workbook, **changes: str) -> list[AssembledSection]:
    figure = printed(Values(workbook).get("ho_so.ty_le"), "25,00%", section="ho_so", place="1")
    figure = PrintedFigure.from_json(figure.to_json() | changes)
    return [AssembledSection("ho_so", "10_ho_so", "", (), (figure,))]


def sheets(path: Path) -> list[list[list[str]]]:
    """The sheets' cells as they are stored; a formula is a failure."""
    with zipfile.ZipFile(path) as archive:
        shared = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        texts = ["".join(t.text or "" for t in item.iter(f"{S}t")) for item in shared.iter(f"{S}si")]
        found = []
        for n in (1, 2):
            root = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{n}.xml"))
            assert not list(root.iter(f"{S}f"))
            assert not list(root.iter(f"{S}hyperlink"))
            found.append([[_text(cell, texts) for cell in row] for row in root.iter(f"{S}row")])
    return found


def _text(cell: ElementTree.Element, texts: list[str]) -> str:
    value = cell.findtext(f"{S}v") or ""
    return texts[int(value)] if cell.get("t") == "s" else value


def test_a_row_tells_all_of_its_figure(workbook: Workbook, tmp_path: Path) -> None:
    finding = Finding(
        Severity.WARNING, "a.b", "Cần xem", "data/x.csv", 7, "ho_so", ("ho_so.ty_le",), "25", "24"
    )
    write_ledger_sheet(workbook, sections(workbook), [finding], tmp_path / "figures.xlsx", 1_592_179_200)
    figures, findings = sheets(tmp_path / "figures.xlsx")
    assert figures[0] == [column.title for column in FIGURES]
    row = dict(zip(figures[0], figures[1], strict=True))
    assert row["In trong báo cáo"] == "25,00%"
    assert row["Giá trị"] == "25"
    assert row["Thay số"] == "100 × 600 / 2.400 = 25%"
    assert row["Kỳ số liệu"] == "16/12/2019 – 15/3/2020"
    assert (row["Tệp"], row["Dòng"]) == ("data/2020-H1/figures.csv", "4")
    assert row["Điều cần xem lại"] == "CẢNH BÁO: Cần xem"
    assert findings[0] == [column.title for column in FINDINGS]
    assert findings[1][:4] == ["1", "CẢNH BÁO", "ho_so", "Cần xem"]


@pytest.mark.parametrize("text", RISKY)
def test_nothing_becomes_a_formula(workbook: Workbook, tmp_path: Path, text: str) -> None:
    made = sections(workbook, text=text, name=text, source=text, document=text, place=text)
    finding = Finding(Severity.ERROR, "a.b", text, found=text)
    write_ledger_sheet(workbook, made, [finding], tmp_path / "figures.xlsx", 1_592_179_200)
    figures, findings = sheets(tmp_path / "figures.xlsx")
    assert figures[1].count(text) == 5
    assert findings[1].count(text) == 2
    write_ledger(made, tmp_path / "figures.csv")
    write_findings([finding], tmp_path / "findings.csv")
    for name in ("figures.csv", "findings.csv"):
        with (tmp_path / name).open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
        assert f"'{text}" in cells
        assert text not in cells


@pytest.mark.parametrize("number", ["-5", "-1.204", "+0,5%", "-12,34%"])
def test_a_negative_number_stays_one(workbook: Workbook, tmp_path: Path, number: str) -> None:
    write_ledger(sections(workbook, text=number), tmp_path / "figures.csv")
    assert f";{number};" in (tmp_path / "figures.csv").read_text(encoding="utf-8").replace('"', "")


def test_two_files_are_the_same_bytes(workbook: Workbook, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_ledger_sheet(workbook, sections(workbook), [], tmp_path / name, 1_592_179_200)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
