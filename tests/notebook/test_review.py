"""The findings as a reviewer works through them."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from cchc.base.period import Period
from cchc.inputs.catalog.outline import Part, SectionEntry
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.notebook.review import findings_frame, worklist
from cchc.notebook.section import Section
from cchc.notebook.tables import table_markdown

COLUMNS = ["Mức", "Phần", "Nội dung", "Trong báo cáo", "Vị trí"]


def test_findings_stand_by_section_gravest_first(workbook: Workbook) -> None:
    rows = [
        ("GHI CHÚ", "II.1", "a", "", ""),
        ("LỖI", "II.1", "b", "", ""),
        ("CẢNH BÁO", "I", "c", "", ""),
        ("CẢNH BÁO", "", "d", "", ""),
        ("LỖI", "II.1", "e", "", ""),
    ]
    made = list(worklist(Section("dao_tao", workbook), pd.DataFrame(rows, columns=COLUMNS, dtype=object)))
    assert [(part.id, part.title) for part in made] == [
        ("can-xem-chung-cho-ca-bao-cao", "Cần xem lại: Chung cho cả báo cáo"),
        ("can-xem-i", "Cần xem lại: HỒ SƠ"),
        ("can-xem-ii-1", "Cần xem lại: Lớp học"),
    ]
    assert list(made[2].findings["Nội dung"]) == ["b", "e", "a"]
    assert list(made[2].findings.columns) == ["Mức", "Nội dung", "Trong báo cáo", "Vị trí"]


def test_an_appendix_without_number_does_not_claim_the_general_findings(workbook: Workbook) -> None:
    entry = SectionEntry(code="phu_luc", notebook="90_phu_luc")
    outline = workbook.outline.model_copy(
        update={"parts": (*workbook.outline.parts, Part(title="PHỤ LỤC", sections=(entry,)))}
    )
    section = Section("dao_tao", replace(workbook, outline=outline))
    frame = pd.DataFrame([("LỖI", "", "a", "", "")], columns=COLUMNS, dtype=object)
    assert [part.title for part in worklist(section, frame)] == ["Cần xem lại: Chung cho cả báo cáo"]


def test_no_finding_makes_no_list(workbook: Workbook) -> None:
    section = Section("dao_tao", workbook)
    assert list(worklist(section, pd.DataFrame([], columns=COLUMNS, dtype=object))) == []


def test_a_finding_points_to_its_figures(workspace: Path) -> None:
    path = workspace / "data" / "2020-H1" / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("25.0", "24.0"), encoding="utf-8")
    workbook = load_workbook(Workspace(workspace), Period.parse("2020-H1"))
    frame = findings_frame(Section("dao_tao", workbook))
    assert list(frame.columns) == COLUMNS
    table = table_markdown(frame)
    assert '{.where data-figures="ho_so.ty_le ho_so.tiep_nhan ho_so.truc_tuyen"}' in table
