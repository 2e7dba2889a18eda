"""Documents against each other, the period and the prose."""

from dataclasses import replace
from datetime import date

import pytest

from cchc.base.findings import Finding
from cchc.checks.context import CheckContext
from cchc.checks.documents import check_documents
from cchc.inputs.documents import Document
from cchc.inputs.narrative import Block, parse_narrative
from cchc.inputs.workbook import Workbook


def document(
    row: int, number: str, day: str = "", issuer: str = "UBND tỉnh", kind: str = "Quyết định"
) -> Document:
    when = date.fromisoformat(day) if day else None
    return Document(f"vb-{row}", kind, number, when, issuer, "", "", "", "vb.csv", row)


def found(workbook: Workbook, *documents: Document, prose: str = "") -> list[Finding]:
    blocks: dict[str, dict[str, Block]] = {"ho_so": parse_narrative(prose, "ho_so.md")} if prose else {}
    changed = replace(workbook, documents={entry.id: entry for entry in documents})
    return list(check_documents(CheckContext(changed, blocks)))


def test_a_higher_number_with_an_earlier_date(workbook: Workbook) -> None:
    documents = (
        document(2, "1434/QĐ-UBND", "2020-04-21"),
        document(3, "1380/QĐ-UBND", "2020-04-24", issuer="Chủ tịch UBND tỉnh"),
        document(4, "1544/QĐ-UBND", "2020-05-09"),
    )
    (finding,) = found(workbook, *documents)
    assert finding.rule == "van_ban.so_lon_ngay_som"
    assert finding.found == "1380/QĐ-UBND ngày 24/4/2020; 1434/QĐ-UBND ngày 21/4/2020"
    assert finding.row == 2


@pytest.mark.parametrize(
    "other",
    [
        document(3, "1380/QĐ-UBND", "2019-04-24"),
        document(3, "1380/QĐ-SNV", "2020-04-24"),
        document(3, "1380/QĐ-UBND", "2020-04-24", issuer="Sở Nội vụ"),
        document(3, "1380/QĐ-UBND"),
        document(3, "1380/QĐ-UBND", "2020-04-21"),
        document(3, "13/2020/QĐ-UBND", "2020-04-24"),
    ],
)
def test_only_one_series_is_put_in_order(workbook: Workbook, other: Document) -> None:
    assert found(workbook, document(2, "1434/QĐ-UBND", "2020-04-21"), other) == []


def test_one_document_with_two_dates(workbook: Workbook) -> None:
    (finding,) = found(
        workbook, document(2, "5/QĐ-UBND", "2020-01-05"), document(3, "5/QĐ-UBND", "2020-01-06")
    )
    assert (finding.rule, finding.severity.value) == ("van_ban.hai_ngay", "LỖI")
    (finding,) = found(workbook, document(2, "5/QĐ-UBND", "2020-01-05"), document(3, "5/QĐ-UBND"))
    assert finding.rule == "van_ban.hai_dong"


def test_a_document_dated_after_the_period(workbook: Workbook) -> None:
    (finding,) = found(workbook, document(2, "9/QĐ-UBND", "2020-06-15"))
    assert (finding.rule, finding.expected) == ("van_ban.sau_ky", "không sau 14/6/2020")
    assert found(workbook, document(2, "9/QĐ-UBND", "2020-06-14")) == []


def test_a_year_in_the_number_that_is_not_the_dates(workbook: Workbook) -> None:
    (finding,) = found(workbook, document(2, "61/2018/NĐ-CP", "2019-04-23", kind="Nghị định"))
    assert finding.rule == "van_ban.sai_nam"


@pytest.mark.parametrize(
    ("prose", "rule"),
    [
        ("Theo Quyết định số 5/QĐ-UBND ngày 07/01/2020.", "van_ban.hai_ngay"),
        ("Theo Quyết định số 5/QĐ-UBND ngày 07 tháng 01 năm 2020.", "van_ban.hai_ngay"),
        ("Theo Quyết định số 5/QĐ-UBND ngày 05/01/2020.", None),
        ("Theo Quyết định số 6/QĐ-UBND ngày 07/01/2020.", None),
        ("Tính đến 31/02/2020.", "ngay.khong_co_that"),
        ("Tính đến ngày 31 tháng 4 năm 2020.", "ngay.khong_co_that"),
        ("Tính đến ngày 29/02/2020 và 30/4/2020.", None),
        ("{{ ky('a.b') }} 31/01/2020", None),
    ],
)
def test_dates_typed_into_the_prose(workbook: Workbook, prose: str, rule: str | None) -> None:
    text = f"## 1. Một\n\n{prose}\n"
    findings = found(workbook, document(2, "5/QĐ-UBND", "2020-01-05"), prose=text)
    assert [(finding.rule, finding.place) for finding in findings] == ([(rule, "ho_so.md:3")] if rule else [])
