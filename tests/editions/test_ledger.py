"""The ledger and the findings as CSV files."""

import csv
from dataclasses import replace
from pathlib import Path

from cchc.base.findings import FINDING_COLUMNS, Finding, Severity
from cchc.editions.ledger import LEDGER_COLUMNS, write_findings, write_ledger
from cchc.execution.section import AssembledSection
from cchc.inputs.workbook import Workbook
from cchc.values.printed_figure import PrintedFigure, printed
from cchc.values.values import Values


def rows(path: Path) -> list[dict[str, str]]:
    # Excel takes the file for UTF-8 only with a byte-order mark.
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def figure(workbook: Workbook, code: str, text: str) -> PrintedFigure:
    return printed(Values(workbook).get(code), text, section=code.partition(".")[0], place="1")


def test_every_printed_figure_has_its_row_in_reading_order(workbook: Workbook, tmp_path: Path) -> None:
    first = [figure(workbook, "ho_so.ty_le", "25,00%"), figure(workbook, "dao_tao.hoc_vien", "42")]
    sections = [
        AssembledSection("ho_so", "10_ho_so", "", (), tuple(first)),
        AssembledSection("dao_tao", "20_dao_tao", "", (), (figure(workbook, "dao_tao.lop", '0"7;\n'),)),
    ]
    write_ledger(sections, tmp_path / "figures.csv")
    rate, total, odd = rows(tmp_path / "figures.csv")
    assert tuple(rate) == LEDGER_COLUMNS
    assert [row["order"] for row in (rate, total, odd)] == ["1", "2", "3"]
    assert (rate["text"], rate["value"], rate["origin"], rate["stated"]) == (
        "25,00%",
        "25",
        "computed",
        "25.0",
    )
    assert rate["formula"] == "100 * ho_so.truc_tuyen / ho_so.tiep_nhan"
    assert rate["inputs"] == "ho_so.tiep_nhan = 2400; ho_so.truc_tuyen = 600"
    assert (rate["window_from"], rate["window_to"]) == ("2019-12-16", "2020-03-15")
    assert (rate["file"], rate["row"]) == ("data/2020-H1/figures.csv", "4")
    assert (total["inputs"], total["window_from"], total["window_to"]) == (
        "quan_a = 30; quan_b = 12", "", "2020-05",
    )  # fmt: skip
    # The first unit's row stands for a sum that has no row of its own.
    assert total["row"] == "6"
    assert odd["text"] == '0"7;\n'


def test_the_window_that_was_used_always_stands_there(workbook: Workbook, tmp_path: Path) -> None:
    figures = [figure(workbook, code, "…") for code in ("dao_tao.lop", "dao_tao.hoc_vien", "ho_so.ty_le")]
    # A figure of a period whose window nobody knows is not given this period's.
    figures.append(replace(figures[0], earlier=True))
    section = AssembledSection("ho_so", "10_ho_so", "", (), tuple(figures))
    write_ledger([section], tmp_path / "figures.csv", workbook.default_window)
    assert [(row["window_from"], row["window_to"]) for row in rows(tmp_path / "figures.csv")] == [
        ("2019-12-15", "2020-06-14"),
        ("", "2020-05"),
        ("2019-12-16", "2020-03-15"),
        ("", ""),
    ]


def test_a_figure_survives_its_way_through_the_notebook(workbook: Workbook) -> None:
    there = figure(workbook, "ho_so.ty_le", "25,00%")
    assert PrintedFigure.from_json(there.to_json()) == there


def test_findings_keep_their_order_and_place(tmp_path: Path) -> None:
    findings = [
        Finding(
            Severity.WARNING,
            "a.b",
            "Giả định, có dấu phẩy",
            "data/x.csv",
            7,
            "ho_so",
            ("c.d", "e.f"),
            "1",
            "2",
        ),
        Finding(Severity.ERROR, "g.h", "Không có chỗ"),
    ]
    write_findings(findings, tmp_path / "findings.csv")
    first, second = rows(tmp_path / "findings.csv")
    assert tuple(first) == FINDING_COLUMNS
    assert (first["severity"], first["figures"], first["row"]) == ("CẢNH BÁO", "c.d e.f", "7")
    assert (second["severity"], second["explanation"], second["row"]) == ("LỖI", "Không có chỗ", "")
