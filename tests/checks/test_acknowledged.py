"""Acknowledged findings: one rule, one value, and nothing wholesale."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.conftest import Cchc

from cchc.base.findings import Severity
from cchc.base.period import Period
from cchc.checks import Checked, check, with_printed
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.values.printed_figure import PrintedFigure, printed
from cchc.values.values import Values

PERIOD = Period.parse("2020-H1")
FILE = "data/2020-H1/acknowledged.csv"
RULES = """\
id,kind,expression,severity,explanation,basis,valid_from,valid_to
r.lop,identity,dao_tao.lop == 3,LỖI,Phải là ba,thử,,
r.nhan,bound,ho_so.tiep_nhan <= ho_so.truc_tuyen,LỖI,Không thể hơn,thử,,
"""
LOP = {"rule": "r.lop", "figures": "dao_tao.lop", "expected": "07 / là 03"}
Acknowledge = Callable[..., Checked]


@pytest.fixture
def acknowledged(workspace: Path) -> Acknowledge:
    """What the checks find with these rows of acknowledged.csv."""
    (workspace / "data/catalog/checks.csv").write_text(RULES, encoding="utf-8")

    def run(*rows: Mapping[str, str]) -> Checked:
        columns = ("rule", "figures", "expected", "reason", "who", "date")
        with (workspace / FILE).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            usual = {"reason": "nguồn ghi như vậy", "who": "Phòng Thử", "date": "2020-06-15"}
            writer.writerows({**usual, **row} for row in rows)
        return check(load_workbook(Workspace(workspace), PERIOD))

    return run


def rules(checked: Checked) -> set[str]:
    return {finding.rule for finding in checked.errors}


def test_what_is_acknowledged_stands_apart_and_does_not_block(acknowledged: Acknowledge) -> None:
    assert rules(acknowledged()) == {"r.lop", "r.nhan"}
    checked = acknowledged(LOP)
    assert rules(checked) == {"r.nhan"}
    (item,) = checked.acknowledged
    assert (item.finding.rule, item.acknowledgement.reason) == ("r.lop", "nguồn ghi như vậy")
    assert item.finding not in checked.all


@pytest.mark.parametrize("expected", ["08 / là 03", "07 / là 04", "07"])
def test_another_value_blocks_again_and_says_so(acknowledged: Acknowledge, expected: str) -> None:
    checked = acknowledged({**LOP, "expected": expected})
    (finding,) = [finding for finding in checked.errors if finding.rule == "r.lop"]
    assert (
        f"chỉ chấp nhận “{expected}”, nay là “07 / là 03”: phải giải trình lại ({FILE}:2)"
        in finding.explanation
    )
    assert "ngày 15/6/2020 của Phòng Thử" in finding.explanation
    assert checked.acknowledged == ()


@pytest.mark.parametrize(
    ("row", "rule", "severity"),
    [
        ({**LOP, "rule": "r.khong_co"}, "giai_trinh.quy_tac_la", Severity.ERROR),
        ({**LOP, "figures": "dao_tao.hoc_vien"}, "giai_trinh.khong_con", Severity.WARNING),
        ({**LOP, "rule": "so_hoc.cat_bot"}, "giai_trinh.khong_con", Severity.WARNING),
    ],
)
def test_an_idle_acknowledgement_is_a_finding(
    acknowledged: Acknowledge, row: Mapping[str, str], rule: str, severity: Severity
) -> None:
    checked = acknowledged(row)
    (finding,) = [finding for finding in checked.findings if finding.rule == rule]
    assert (finding.severity, finding.place) == (severity, f"{FILE}:2")
    assert {"r.lop", "r.nhan"} <= rules(checked)


@pytest.mark.parametrize(
    "row",
    [
        {**LOP, "rule": "r.*"},
        {**LOP, "rule": "*"},
        {**LOP, "rule": "r."},
        {**LOP, "rule": ""},
        {**LOP, "expected": "*"},
        {**LOP, "expected": ""},
        {**LOP, "figures": "dao_tao.*"},
        {**LOP, "reason": ""},
        {**LOP, "who": ""},
        {**LOP, "date": ""},
        {**LOP, "date": "2020-02-31"},
    ],
)
def test_nothing_is_acknowledged_wholesale_or_unsigned(
    acknowledged: Acknowledge, row: Mapping[str, str]
) -> None:
    checked = acknowledged(row)
    assert {"r.lop", "r.nhan"} <= rules(checked)
    assert any(finding.place == f"{FILE}:2" for finding in checked.errors)
    assert checked.acknowledged == ()


def test_no_figures_named_is_no_figures_accepted(acknowledged: Acknowledge) -> None:
    checked = acknowledged({**LOP, "figures": ""})
    assert {"r.lop", "r.nhan"} <= rules(checked)
    assert "giai_trinh.khong_con" in {finding.rule for finding in checked.findings}


def test_one_row_answers_one_finding(acknowledged: Acknowledge) -> None:
    assert "giai_trinh.trung" in {finding.rule for finding in acknowledged(LOP, LOP).findings}


def test_what_only_printing_shows_is_acknowledged_after_it(
    acknowledged: Acknowledge, workbook: Workbook
) -> None:
    value = Values(workbook).get("dao_tao.lop")
    figure = printed(value, "08", section="dao_tao", place="1")
    row = {"rule": "ban_in.sai", "figures": "dao_tao.lop", "expected": "08 / 7"}
    before = acknowledged(row)
    assert before.acknowledged == ()
    assert not [finding for finding in before.findings if finding.file == FILE]
    assert [item.finding.rule for item in with_printed(before, [figure]).acknowledged] == ["ban_in.sai"]
    figures: list[PrintedFigure] = []
    after = with_printed(before, figures)
    assert "giai_trinh.khong_con" in {finding.rule for finding in after.findings}
    extract = with_printed(before, figures, whole=False)
    assert "giai_trinh.khong_con" not in {finding.rule for finding in extract.findings}


def test_the_command_lists_by_section_and_exits_by_what_is_open(
    acknowledged: Acknowledge,
    workspace: Path,
    cchc: Cchc,
) -> None:
    acknowledged(LOP)
    call = ("check", "2020-H1", "--workspace", str(workspace))
    code, said = cchc(*call)
    assert code == 1
    assert said.index("I. HỒ SƠ") < said.index("[r.nhan]") < said.index("II.1. Lớp học")
    assert said.index("ĐÃ GIẢI TRÌNH") < said.index("[r.lop]")
    assert "Giải trình: nguồn ghi như vậy (Phòng Thử, 15/6/2020;" in said
    assert said.splitlines()[-1].startswith("Kiểm tra: 1 LỖI, ")
    assert said.splitlines()[-1].endswith("; 1 đã giải trình.")
    acknowledged(
        LOP,
        {
            "rule": "r.nhan",
            "figures": "ho_so.truc_tuyen ho_so.tiep_nhan",
            "expected": "2.400 / không quá 600",
        },
    )
    code, said = cchc(*call)
    assert code == 0
    assert "; 2 đã giải trình." in said


@pytest.mark.parametrize("style", ["json", "csv"])
def test_the_findings_as_data(
    acknowledged: Acknowledge,
    workspace: Path,
    cchc: Cchc,
    style: str,
) -> None:
    acknowledged(LOP)
    code, said = cchc("check", "2020-H1", "--format", style, "--workspace", str(workspace))
    rows = (
        json.loads(said)
        if style == "json"
        else list(csv.DictReader(io.StringIO(said.removeprefix("\ufeff")), delimiter=";"))
    )
    assert code == 1
    by_rule = {row["rule"]: row for row in rows}
    assert by_rule["r.nhan"]["evidence"] == "2.400 / không quá 600"
    assert by_rule["r.nhan"]["figures"] == "ho_so.tiep_nhan ho_so.truc_tuyen"
    assert by_rule["r.lop"]["acknowledged_reason"] == "nguồn ghi như vậy"
    assert not by_rule["r.nhan"]["acknowledged_reason"]
    assert str(by_rule["r.nhan"]["row"]) == "2"


def test_a_final_report_is_refused_by_what_is_open(
    acknowledged: Acknowledge,
    workspace: Path,
    cchc: Cchc,
) -> None:
    acknowledged(LOP)
    call = ("report", "2020-H1", "--final", "--engine", "pandoc", "--workspace", str(workspace))
    code, said = cchc(*call)
    assert code == 1
    assert "Không thể hơn: “Hồ sơ tiếp nhận” 2.400 > “Hồ sơ trực tuyến” 600" in said
    assert "Phải là ba" not in said
    assert not (workspace / "output").exists()
