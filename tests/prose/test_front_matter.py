"""What the engines are told: the report that an appendix belongs to, what is left out of which edition."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from cchc.base.period import Period
from cchc.inputs.params import PaperPlacement, Params, Placement
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.prose.front_matter import attachment, placement, write_metadata

ROOT = Path(__file__).resolve().parents[2]
CHECKS = "phan-phu-luc-doi-chieu-so-lieu"


@pytest.fixture(scope="module")
def real() -> Workbook:
    return load_workbook(Workspace(ROOT), Period.parse("2020-H1"))


def placed(workbook: Workbook, **chosen: PaperPlacement) -> Workbook:
    params = workbook.params.model_copy(update={"placement": Placement(**chosen)})
    return replace(workbook, params=params)


def test_the_checks_stand_in_drafts_and_never_in_a_signed_edition(real: Workbook) -> None:
    draft, final = placement(real, final=False), placement(real, final=True)
    assert [draft[name]["parts-left-out"] for name in ("pdf", "docx")] == [[], []]
    assert [final[name]["parts-left-out"] for name in ("pdf", "docx")] == [[CHECKS], [CHECKS]]
    # Their id is that of the heading which the notebook shows.
    assert f"{{#{CHECKS}}}" in (ROOT / "notebooks" / "90_doi_chieu.ipynb").read_text(encoding="utf-8")


def test_the_choice_is_each_format_s_own(real: Workbook) -> None:
    always, never = PaperPlacement(check_appendix="moi_ban"), PaperPlacement(check_appendix="bo", charts="bo")
    chosen = placed(real, pdf=always, docx=never)
    assert placement(chosen, final=True)["pdf"]["parts-left-out"] == []
    assert placement(chosen, final=False)["docx"]["parts-left-out"] == [CHECKS]
    assert [placement(chosen, final=False)[name]["charts"] for name in ("pdf", "docx")] == ["trong_bai", "bo"]


def test_an_extract_of_the_checks_prints_them(real: Workbook) -> None:
    assert placement(real, final=True, asked=["doi_chieu"])["pdf"]["parts-left-out"] == []
    assert placement(real, final=True, asked=["tthc"])["pdf"]["parts-left-out"] == [CHECKS]


def test_an_outline_without_the_checks_leaves_nothing_out(workbook: Workbook) -> None:
    assert placement(workbook, final=True)["pdf"]["parts-left-out"] == []


def test_an_appendix_names_its_report_with_what_is_known(real: Workbook) -> None:
    def signed(params: Params, **known: object) -> Params:
        return params.model_copy(update=known)

    body = "của Ủy ban nhân dân thành phố Hồ Chí Minh"
    open_report = signed(real.params, number=None, date=None)
    assert attachment(open_report, real.period) == f"Báo cáo số ……/BC-UBND ngày … tháng … năm 2020 {body}"
    done = signed(real.params, number=5, date=date(2020, 6, 8))
    assert attachment(done, real.period) == f"Báo cáo số 05/BC-UBND ngày 08 tháng 6 năm 2020 {body}"
    unnamed = signed(done, issuing_body=done.issuing_body.model_copy(update={"in_text": None}))
    assert attachment(unnamed, real.period).endswith("của UBND thành phố")


def test_the_engines_are_told_the_units(workbook: Workbook, tmp_path: Path) -> None:
    write_metadata(workbook, False, tmp_path / "metadata.yml")
    told = yaml.safe_load((tmp_path / "metadata.yml").read_text(encoding="utf-8"))
    assert told["units"] == sorted({indicator.unit for indicator in workbook.indicators.values()})
