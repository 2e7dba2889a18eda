"""What a draft's page tells of the edition before: in the page alone, inert, and never in the way."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from pypdf import PdfReader
from tests.editions.diff.made_up import TEXT, MadeUp, document, figure, write_edition
from tests.publish.rendering import rendered_files

from cchc.editions.diff.in_report import changes_section
from cchc.execution.section import AssembledSection, write_sections
from cchc.inputs.workbook import Workbook
from cchc.pipeline.order import ReportOrder
from cchc.publish.markdown_reader import MarkdownReader
from cchc.publish.pandoc import PandocEngine
from cchc.values.printed_figure import PrintedFigure

HOSTILE = "Câu cũ </details><script>alert(1)</script> [x](javascript:alert(1)) có gạch."
BEFORE = MadeUp(
    figures=[figure("ho_so.tiep_nhan", "1999", "1.999")],
    documents=[document("qd-1-2020", number="9/QĐ-CŨ")],
    sections={
        "10_ho_so": TEXT.replace(
            "Câu thứ hai giữ nguyên.",
            r"Câu cũ \</details\>\<script\>alert(1)\</script\> \[x\](javascript:alert(1)) có gạch.",
        )
    },
)


@pytest.fixture
def sections() -> list[AssembledSection]:
    """The draft in the making: one section with one figure."""
    row = figure("ho_so.tiep_nhan", "2400", "2.400") | {"definition": ""}
    cells = {name: row[name] for name in PrintedFigure.__dataclass_fields__ if name in row}
    printed = PrintedFigure.from_json({**cells, "inputs": [], "row": 2})
    return [AssembledSection("ho_so", "10_ho_so", TEXT, (), (printed,))]


def page_of(build: Path, sections: list[AssembledSection], *others: str) -> Path:
    (build / "sections").rmdir()
    write_sections(sections, build)
    return rendered_files(build, ["html", *others])["html"]


def block_of(page: Path) -> Tag:
    found = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select(
        "main details.edition-changes"
    )
    assert len(found) == 1
    return found[0]


def told(
    workbook: Workbook, sections: list[AssembledSection], replaces: int | None = None
) -> list[AssembledSection]:
    order = ReportOrder(workbook.workspace, workbook.period, PandocEngine(), replaces=replaces)
    return changes_section(order.previous_edition, workbook, sections, [], MarkdownReader())


def test_nothing_shows_without_an_earlier_edition(
    workbook: Workbook, sections: list[AssembledSection]
) -> None:
    assert told(workbook, sections) == []


def test_the_page_tells_it_folded_with_links_and_paper_does_not(
    workbook: Workbook, sections: list[AssembledSection], build: Path
) -> None:
    write_edition(workbook.workspace.root, 3, BEFORE)
    added = told(workbook, sections)
    assert [section.figures for section in added] == [()]
    block = block_of(page_of(build, sections + added, "pdf"))
    assert not block.has_attr("open")
    title = block.select_one("summary .changes-title")
    assert title
    assert title.get_text() == "Thay đổi so với bản số 3"
    items = [item.get_text(" ", strip=True).replace(" ", "") for item in block.select("li")]
    assert "TêncủaHo_so.tiep_nhan:1.999→2.400,tăng401hồsơ(20,06%)".lower() in [i.lower() for i in items]
    assert {str(link["href"]) for link in block.select("a")} == {"#so-ho_so.tiep_nhan", "#ho-so-1"}
    gone = next(mark for mark in block.select("del") if "Câu cũ" in mark.get_text())
    assert gone.get_text() == HOSTILE
    assert block.select("script, [onerror]") == []
    text = "".join(page.extract_text() for page in PdfReader(build / "bao-cao.pdf").pages)
    assert "Tiếp nhận" in text
    assert "Thay đổi so với" not in text


def test_a_draft_that_gives_way_is_not_compared_with(
    workbook: Workbook, sections: list[AssembledSection]
) -> None:
    write_edition(workbook.workspace.root, 3, BEFORE)
    write_edition(workbook.workspace.root, 4, BEFORE)
    (section,) = told(workbook, sections, replaces=4)
    assert "Thay đổi so với bản số 3" in section.markdown
    (section,) = told(workbook, sections)
    assert "Thay đổi so với bản số 4" in section.markdown


def test_an_edition_that_cannot_be_read_stops_no_report(
    workbook: Workbook, sections: list[AssembledSection], build: Path
) -> None:
    folder = write_edition(workbook.workspace.root, 1, BEFORE)
    (folder / "figures.csv").unlink()
    block = block_of(page_of(build, sections + told(workbook, sections)))
    assert "Không so sánh được" in block.get_text()
    assert "0001/figures.csv" in block.get_text()
