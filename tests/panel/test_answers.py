"""The panel reads what the commands of this version print."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from tests.conftest import Cchc, edit

from cchc.panel import views
from cchc.panel.answers import checklist_of, counts_of, findings_of


def texts(html: str) -> str:
    return BeautifulSoup(html, "html.parser").get_text(" ")


def test_findings_come_gravest_first_with_their_places(workspace: Path, cchc: Cchc) -> None:
    edit(workspace, "data/2020-H1/figures.csv", "ho_so.ty_le,,25.0", "ho_so.ty_le,,26.0")
    ran = cchc("check", "2020-H1", "--format", "json", "--workspace", workspace)
    rows = findings_of(ran.text)
    assert (rows[0].severity, rows[0].file, rows[0].row) == ("LỖI", "data/2020-H1/figures.csv", 4)
    assert counts_of(rows)["LỖI"] == 1
    shown = views.findings_table(rows)
    assert "Số liệu, dòng 4" in texts(shown)


def test_what_is_accepted_comes_last_and_is_not_counted() -> None:
    given = [("LỖI", "có lý do"), ("GHI CHÚ", ""), ("CẢNH BÁO", ""), ("LỖI", "")]
    answer = [
        {"severity": severity, "explanation": "", "file": "", "row": None, "acknowledged_reason": reason}
        for severity, reason in given
    ]
    rows = findings_of(json.dumps(answer))
    assert [(row.severity, row.accepted) for row in rows] == [*reversed(given)]
    assert counts_of(rows)["LỖI"] == 1


def test_who_owes_is_shown_without_codes(workspace: Path, cchc: Cchc) -> None:
    edit(workspace, "data/2020-H1/figures.csv", "dao_tao.lop,,7", "dao_tao.lop,,")
    ran = cchc("status", "2020-H1", "--format", "json", "--workspace", workspace)
    found = checklist_of(ran.text)
    assert found.asked - found.filled == 1
    assert [(s.name, s.owed) for s in found.owing] == [("Phòng Học", 1)]
    shown = texts(
        views.checklist_cards(found)
        + views.suppliers_table(found.owing, forms=found.forms)
        + views.sections_table(found.sections)
        + views.tasks_table(found.tasks)
    )
    assert "II.1. Lớp học" in shown
    assert "Lớp học" in [task.text for task in found.tasks]
    assert "dao_tao" not in shown


@pytest.mark.parametrize("read", [findings_of, checklist_of])
def test_what_is_no_answer_is_said_to_be_none(read: type) -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        read("Không đọc được tệp.")


def test_what_users_wrote_is_text() -> None:
    assert "<script>" not in views.notice("<script>alert(1)</script>") + views.log(["<script>"])
