"""Findings that appeared or went, documents that were added or dropped."""

from tests.editions.diff.made_up import document

from cchc.base.findings import Finding, Severity
from cchc.editions.diff.changes import document_changes, finding_changes


def found(rule: str, *figures: str, found: str = "", text: str = "Giả định.", row: int = 2) -> Finding:
    return Finding(Severity.WARNING, rule, text, "data/2020-H1/figures.csv", row, "ho_so", figures, "", found)


def test_findings_are_known_by_rule_and_figures() -> None:
    old = [found("a.tong", "x", found="5"), found("a.tong", "y"), found("b.ngay", found="31/02/2020")]
    new = [found("a.tong", "x", found="6"), found("c.moi", "y"), found("b.ngay", found="31/02/2020")]
    told = [(c.status, c.current.rule, c.current.found) for c in finding_changes(old, new)]
    assert told == [("changed", "a.tong", "6"), ("appeared", "c.moi", ""), ("went", "a.tong", "")]


def test_a_row_that_moved_is_no_other_finding() -> None:
    old = found("a.tong", "x", text="Khác dòng 3.", row=3)
    assert finding_changes([old], [found("a.tong", "x", text="Khác dòng 4.", row=4)]) == []


def test_findings_alike_are_counted() -> None:
    one = found("a.tong", "x")
    assert [c.status for c in finding_changes([one], [one, one])] == ["appeared"]
    assert [c.status for c in finding_changes([one, one], [one])] == ["went"]


def test_documents_are_known_by_id() -> None:
    old = {"qd-1": document("qd-1"), "qd-2": document("qd-2", date="2020-01-05")}
    new = {
        "qd-2": document("qd-2", date="2020-01-06"),
        "web": document("web", kind="Web", number="", url="https://a.vn"),
    }
    told = [(c.status, c.current["id"], c.name, c.cells) for c in document_changes(old, new)]
    assert told == [
        ("changed", "qd-2", "Quyết định số 1/QĐ-TN", {"date": ("2020-01-05", "2020-01-06")}),
        ("added", "web", "Web: https://a.vn", {}),
        ("dropped", "qd-1", "Quyết định số 1/QĐ-TN", {}),
    ]
