"""An indicator out of its years: not asked for, not printed, and no rule about it fires (made-up data)."""

from pathlib import Path

import pytest
from tests.conftest import Cchc, edit

from cchc.base.findings import InputError
from cchc.base.period import Period
from cchc.checks.run import check, relations_of
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.intake.form import form_of_period
from cchc.notebook.review import missing_frame
from cchc.notebook.section import Section
from cchc.turnover.status import State, status
from cchc.values.values import UnknownCodeError, Values

INDICATORS = "data/catalog/indicators.csv"
FIGURES = "data/2020-H1/figures.csv"
# What an empty valid_from or valid_to leaves open; the made-up period ends on 14/6/2020.
YEARS = {"ended": ",2020-06-13", "to come": "2020-06-15,", "in force": "2020-06-14,2020-06-14", "always": ","}
CASES = [(years, name in ("in force", "always")) for name, years in YEARS.items()]
H1 = Period.parse("2020-H1")
RULES = """\
id,kind,expression,severity,explanation,basis,valid_from,valid_to
r.lop,bound,dao_tao.lop <= 1,LỖI,Giả định,thử,,
r.xa,bound,dao_tao.hoc_vien <= danh_muc.xa,LỖI,Giả định,thử,,2019-12-31
"""


def limited(workspace: Path, years: str, value: str = "") -> None:
    """The catalogue with years for `dao_tao.lop` alone, and its figure."""
    path = workspace / INDICATORS
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [f"{lines[0]},valid_from,valid_to"]
    rows += [f"{line},{years if line.startswith('dao_tao.lop,') else ','}" for line in lines[1:]]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    edit(workspace, FIGURES, "dao_tao.lop,,7,", f"dao_tao.lop,,{value},")


def opened(workspace: Path) -> Workbook:
    return load_workbook(Workspace(workspace), H1)


@pytest.mark.parametrize(("years", "there"), CASES)
def test_the_last_day_of_the_window_decides(workspace: Path, years: str, there: bool) -> None:
    limited(workspace, years)
    workbook = opened(workspace)
    assert ("dao_tao.lop" in workbook.indicators) is there
    assert ("dao_tao.lop" in workbook.dormant) is not there
    asked = {item.indicator.code for a in form_of_period(workbook).assignments for item in a.items}
    assert ("dao_tao.lop" in asked) is there
    missing = {code for finding in check(workbook).findings for code in finding.figures}
    assert ("dao_tao.lop" in missing) is there
    owed = [item.text for item in status(Workspace(workspace), H1).items if item.state is State.MISSING]
    assert any("dao_tao.lop" in text for text in owed) is there


def test_tables_and_the_appendix_leave_it_out(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr("cchc.notebook.section.show", lambda markdown, _: shown.append(markdown))
    limited(workspace, YEARS["ended"])
    part = Section("dao_tao", opened(workspace))
    assert list(part.frame("dao_tao.lop", "dao_tao.hoc_vien")["code"]) == ["dao_tao.hoc_vien"]
    assert list(missing_frame(part)["Chỉ tiêu"]) == []
    part.figures_table(["dao_tao.lop"], id="lop", title="Giả định")
    assert shown == []


def test_a_value_or_a_sentence_of_it_is_refused_with_its_years(workspace: Path, cchc: Cchc) -> None:
    limited(workspace, YEARS["ended"], value="7")
    with pytest.raises(InputError) as error:
        opened(workspace)
    (finding,) = error.value.findings
    assert (finding.file, finding.row) == (FIGURES, 5)
    assert (
        "“dao_tao.lop” chỉ dùng đến hết ngày 13/6/2020 (data/catalog/indicators.csv:5)" in finding.explanation
    )
    edit(workspace, FIGURES, "dao_tao.lop,,7,", "dao_tao.lop,,,")
    with pytest.raises(UnknownCodeError, match="không dùng cho kỳ báo cáo này"):
        Values(opened(workspace)).get("dao_tao.lop")
    said = cchc("check", "2020-H1", "--workspace", workspace)
    assert said.code == 1
    assert "dao_tao.md:3" in said.text
    assert "không dùng cho kỳ báo cáo này" in " ".join(said.text.split())


def test_a_formula_over_it_is_named(workspace: Path) -> None:
    limited(workspace, YEARS["to come"])
    edit(
        workspace,
        INDICATORS,
        "dao_tao.hoc_vien,Học viên,người,count,0,higher,,",
        "dao_tao.hoc_vien,Học viên,người,count,0,higher,dao_tao.lop * 2,",
    )
    with pytest.raises(InputError, match=r"Công thức của “dao_tao\.hoc_vien” không tính được"):
        opened(workspace)


@pytest.mark.parametrize(("years", "fires"), CASES)
def test_rules_out_of_their_years_never_fire(workspace: Path, years: str, fires: bool) -> None:
    (workspace / "data/catalog/checks.csv").write_text(RULES, encoding="utf-8")
    limited(workspace, years, value="7" if fires else "")
    workbook = opened(workspace)
    # The ended rule counts the units of a level that is gone: nobody has to mend it.
    relations, problems = relations_of(workbook)
    assert problems == []
    assert [relation.id for relation in relations] == ["r.lop"]
    assert ("r.lop" in {finding.rule for finding in check(workbook).findings}) is fires


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("valid_from,valid_to", "2021-01-01,2020-01-01", "Hiệu lực ngược: từ 01/01/2021"),
        ("levels,basis", "so tinh,giả định", "Ô “levels” có “tinh”, phải là các cấp so, huyen, xa"),
    ],
)
def test_years_and_levels_that_cannot_be(workspace: Path, column: str, cell: str, words: str) -> None:
    path = workspace / INDICATORS
    header, first, *others = path.read_text(encoding="utf-8").splitlines()
    rows = [f"{header},{column}", f"{first},{cell}", *(f"{line},," for line in others)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        opened(workspace)
    assert any(f.row == 2 and words in f.explanation for f in error.value.findings)
