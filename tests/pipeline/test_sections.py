"""Which sections run again after a change: those that used what changed, all of them, and no others.

The workspace is made up; its notebooks run for real.
"""

import re
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import NOTEBOOKS, write_notebook, write_workspace
from tests.forks import needs_fork

from cchc.base.cache import FileCache
from cchc.base.period import Period
from cchc.execution.jobs import NotebookJob, NotebookRun
from cchc.execution.section_cache import SectionCache, SectionResult
from cchc.inputs.snapshot import InputSnapshot
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.pipeline.build import Build, run_notebooks
from cchc.pipeline.order import Progress, ReportOrder
from cchc.pipeline.prepare import Plan, plan_sections, prepare
from cchc.pipeline.sections import run_sections
from cchc.publish.markdown_reader import MarkdownReader
from cchc.publish.pandoc import PandocEngine
from cchc.publish.pictures import Drawer

OUTLINE = "data/catalog/outline-2011-2020.yml"
DATA = "data/2020-H1"
CHECKING = """\
from cchc import findings_frame, open_section

muc = open_section("doi_chieu", period, workspace)
muc.heading()
muc.table(findings_frame(muc), id="tat-ca", title="Điều cần xem")"""
EXTRA = "\nfrom pathlib import Path\nthem = Path('../them.txt').read_text(encoding='utf-8')"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose three sections have been made and kept."""
    root = tmp_path_factory.mktemp("so-thu")
    write_workspace(root)
    checked = (
        '          - number: ""\n            title: PHỤ LỤC\n            sections:\n'
        "              - {code: doi_chieu, notebook: 90_doi_chieu, title: Đối chiếu}\n        "
    )
    edit(root, OUTLINE, lambda text: text + re.sub(r"^ {8}", "", checked, flags=re.MULTILINE))
    write_notebook(root / "notebooks" / "20_dao_tao.ipynb", NOTEBOOKS["20_dao_tao"] + EXTRA)
    write_notebook(root / "notebooks" / "90_doi_chieu.ipynb", CHECKING)
    (root / "them.txt").write_text("1", encoding="utf-8")
    say = ' Quận 1 có {{ so("dao_tao.hoc_vien", "quan_a") }} người.\n'
    edit(root, f"{DATA}/narrative/dao_tao.md", lambda text: text.rstrip() + say)
    compare = ' {{ so_sanh("ho_so.tiep_nhan") }}\n'
    edit(root, f"{DATA}/narrative/ho_so.md", lambda text: text.rstrip() + compare)
    planned, cache, workbook = planned_for(root)
    assert waiting(planned) == {"ho_so", "dao_tao", "doi_chieu"}
    run_sections(planned, workbook, 2, into(cache))
    return root


@pytest.fixture
def workspace(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "ban-sao")
    return tmp_path / "ban-sao"


def edit(root: Path, name: str, change: Callable[[str], str]) -> None:
    before = (root / name).read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    (root / name).write_text(after, encoding="utf-8", newline="\n")


def planned_for(root: Path) -> tuple[Plan, SectionCache, Workbook]:
    workbook = load_workbook(Workspace(root), Period.parse("2020-H1"))
    (root / "executed").mkdir(exist_ok=True)
    jobs = [
        NotebookJob(
            entry.code,
            root / "notebooks" / f"{entry.notebook}.ipynb",
            root / "executed" / f"{entry.notebook}.ipynb",
            {"period": "2020-H1", "workspace": ".."},
        )
        for entry in workbook.outline.sections
    ]
    cache = SectionCache(FileCache(root / "kept"))
    return plan_sections(jobs, workbook, cache), cache, workbook


def into(cache: SectionCache) -> Callable[[NotebookRun, SectionResult | None], None]:
    """Puts each section into the cache as it ends."""

    def ended(run: NotebookRun, result: SectionResult | None) -> None:
        assert result is not None
        cache.put(run.job, result)

    return ended


def waiting(planned: Plan) -> set[str]:
    return {job.section for job in planned.to_run}


def test_nothing_runs_where_nothing_changed(workspace: Path) -> None:
    planned, _, _ = planned_for(workspace)
    assert waiting(planned) == set()
    assert set(planned.up_to_date) == {"ho_so", "dao_tao", "doi_chieu"}


@needs_fork
@pytest.mark.parametrize(
    ("name", "before", "after", "again"),
    [
        (f"{DATA}/figures.csv", "ho_so.tiep_nhan,,2400", "ho_so.tiep_nhan,,2500", "ho_so"),
        (f"{DATA}/figures.csv", "ho_so.truc_tuyen,,600", "ho_so.truc_tuyen,,700", "ho_so"),
        (f"{DATA}/figures.csv", "dao_tao.lop,,7", "dao_tao.lop,,8", "dao_tao"),
        (f"{DATA}/figures.csv", "quan_b,12", "quan_b,13", "dao_tao"),
        (f"{DATA}/figures.csv", "dao_tao.kinh_phi,,56", "dao_tao.kinh_phi,,57", ""),
        (f"{DATA}/documents.csv", "về việc thử", "về việc khác", "ho_so"),
        (f"{DATA}/documents.csv", "Số liệu giả định", "Số liệu thử", "dao_tao"),
        (f"{DATA}/narrative/ho_so.md", "qua mạng", "trực tuyến", "ho_so"),
        (f"{DATA}/narrative/dao_tao.md", "Mở", "Tổ chức", "dao_tao"),
        ("data/catalog/indicators.csv", "Hồ sơ tiếp nhận", "Hồ sơ nhận", "ho_so"),
        ("data/catalog/indicators.csv", "100 * ho_so.truc_tuyen", "10 * ho_so.truc_tuyen", "ho_so"),
        ("data/catalog/agencies.csv", "Quận 1 (giả định)", "Quận Một (giả định)", "dao_tao"),
        ("data/catalog/agencies.csv", "Quận B (giả định)", "Quận Hai (giả định)", ""),
        ("data/catalog/proper_names.csv", "COVID-19", "COVID-20", "ho_so dao_tao"),
        ("data/catalog/calendar.csv", "06-14", "06-15", "ho_so dao_tao"),
        (OUTLINE, "title: Lớp học", "title: Lớp dạy", "dao_tao"),
        (OUTLINE, "title: HỒ SƠ", "title: GIẤY TỜ", "ho_so"),
        ("params/2020-H1.yml", "symbol: BC-UBND", "symbol: BC-TN", ""),
        ("params/2020-H1.yml", "tỉnh Thử Nghiệm", "tỉnh Thử", "ho_so dao_tao"),
        ("params/2020-H1.yml", "number: null", "house_style: {leading_zero: false}", "ho_so dao_tao"),
        ("them.txt", "1", "2", "dao_tao"),
        ("notebooks/10_ho_so.ipynb", "Hình giả định", "Hình thử", "ho_so"),
    ],
)
def test_a_change_touches_those_that_used_it(
    workspace: Path, name: str, before: str, after: str, again: str
) -> None:
    edit(workspace, name, lambda text: text.replace(before, after))
    planned, _, _ = planned_for(workspace)
    # The data check looks at all inputs; a file that is none of them is not its business.
    checked = set() if name == "them.txt" else {"doi_chieu"}
    assert waiting(planned) == {*again.split(), *checked}


@needs_fork
@pytest.mark.parametrize(
    ("name", "line", "again"),
    [
        (f"{DATA}/figures.csv", "dao_tao.hoc_vien,,50,,2020-05,,thêm", "dao_tao"),
        (f"{DATA}/documents.csv", "qd-2-2020,Quyết định,2/QĐ-TN,2020-02-05,UBND tỉnh,khác,,", ""),
    ],
)
def test_a_row_that_arrives_touches_those_that_missed_it(
    workspace: Path, name: str, line: str, again: str
) -> None:
    edit(workspace, name, lambda text: text.rstrip("\n") + f"\n{line}\n")
    planned, _, _ = planned_for(workspace)
    assert waiting(planned) == {*again.split(), "doi_chieu"}


@needs_fork
def test_an_earlier_period_that_appears_touches_who_compared(workspace: Path) -> None:
    shutil.copytree(workspace / DATA, workspace / "data/2019-H1")
    planned, _, _ = planned_for(workspace)
    assert waiting(planned) == {"ho_so", "doi_chieu"}


def test_what_was_damaged_is_made_again(workspace: Path) -> None:
    kept = sorted((workspace / "kept").glob("*-*"))
    sections = [path for path in kept if not path.name.startswith(("svg-", "png-", "read-"))]
    assert len(sections) == 3
    sections[0].write_bytes(sections[0].read_bytes()[:-1])
    sections[1].write_bytes(b"")
    sections[2].write_bytes(sections[2].read_bytes().replace(b"muc", b"mus", 1))
    planned, _, _ = planned_for(workspace)
    assert waiting(planned) == {"ho_so", "dao_tao", "doi_chieu"}


def test_another_program_makes_all_anew(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("program", "libraries"):
        with monkeypatch.context() as patched:
            patched.setattr(f"cchc.base.cache.{name}", lambda: "other")
            assert len(waiting(planned_for(workspace)[0])) == 3
    assert waiting(planned_for(workspace)[0]) == set()


def test_a_correction_taken_back_finds_the_section_it_had(workspace: Path) -> None:
    figures = f"{DATA}/figures.csv"
    edit(workspace, figures, lambda text: text.replace("lop,,7", "lop,,8"))
    planned, cache, workbook = planned_for(workspace)
    run_sections(planned, workbook, 2, into(cache))
    assert waiting(planned_for(workspace)[0]) == set()
    edit(workspace, figures, lambda text: text.replace("lop,,8", "lop,,7"))
    assert waiting(planned_for(workspace)[0]) == set()


def test_a_section_is_read_while_others_are_made(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(workspace, f"{DATA}/figures.csv", lambda text: text.replace("lop,,7", "lop,,8"))
    place = Workspace(workspace)
    snapshot = InputSnapshot.now(place)
    workbook = load_workbook(place, Period.parse("2020-H1"))
    progress = Progress(lambda _: None)
    prepared = prepare(ReportOrder(place, workbook.period, PandocEngine()), workbook, snapshot, progress)
    cache = place.cache
    with closing(Drawer(cache, pixels=True)) as drawer, closing(MarkdownReader()) as reader:
        sections = run_notebooks(prepared, Build(tmp_path, cache, drawer, reader), progress)
        made = [section.markdown for section in sections]
        # Nothing can begin to be read from now on.
        monkeypatch.setattr(
            "cchc.publish.markdown_reader.PandocReading", lambda: pytest.fail("read too late")
        )
        assert len(reader.documents(made)) == len(made) > 0


def test_nothing_is_kept_of_inputs_that_changed_meanwhile(workspace: Path) -> None:
    edit(workspace, f"{DATA}/figures.csv", lambda text: text.replace("lop,,7", "lop,,8"))
    planned, cache, workbook = planned_for(workspace)
    touched = waiting(planned)
    assert "dao_tao" in touched
    unsteady = replace(cache, steady=lambda: False)
    run_sections(planned, workbook, 2, into(unsteady))
    assert waiting(planned_for(workspace)[0]) == touched


def test_prose_without_a_place_is_printed_and_followed(workspace: Path) -> None:
    heading = "\n### 1.2. Thêm\n\nCó {{ so('dao_tao.kinh_phi') }} đồng.\n"
    edit(workspace, f"{DATA}/narrative/dao_tao.md", lambda text: text + heading)
    planned, cache, workbook = planned_for(workspace)
    _, section, _ = run_sections(planned, workbook, 2, into(cache)).whole()
    assert "### 1.2. Thêm {#dao-tao-1-2}\n\nCó [5.600.000]{.num" in section.markdown
    assert section.figures[-1].indicator == "dao_tao.kinh_phi"
    assert waiting(planned_for(workspace)[0]) == set()
    edit(workspace, f"{DATA}/figures.csv", lambda text: text.replace("kinh_phi,,56", "kinh_phi,,57"))
    assert waiting(planned_for(workspace)[0]) == {"dao_tao", "doi_chieu"}


def test_a_narrative_that_appears_touches_its_section(workspace: Path) -> None:
    edit(workspace, "notebooks/90_doi_chieu.ipynb", lambda text: text.replace("findings_frame(muc)", "bang"))
    edit(
        workspace,
        "notebooks/90_doi_chieu.ipynb",
        lambda text: text.replace("muc.heading()", "bang = muc.frame('dao_tao.lop')"),
    )
    planned, cache, workbook = planned_for(workspace)
    run_sections(planned, workbook, 2, into(cache))
    (workspace / f"{DATA}/narrative/doi_chieu.md").write_text("Lời mới.\n", encoding="utf-8")
    planned, cache, workbook = planned_for(workspace)
    assert waiting(planned) == {"doi_chieu"}
    assert "Lời mới." in run_sections(planned, workbook, 2, into(cache)).sections[-1].markdown


@needs_fork
@pytest.mark.parametrize(
    "code",
    ["import subprocess\n_ = subprocess.run(['true'])", "open('../data/2020-H1/moi.csv', 'w').close()"],
)
def test_what_cannot_be_followed_is_never_used_again(workspace: Path, code: str) -> None:
    write_notebook(workspace / "notebooks" / "20_dao_tao.ipynb", NOTEBOOKS["20_dao_tao"] + f"\n{code}")
    planned, cache, workbook = planned_for(workspace)
    run_sections(planned, workbook, 2, into(cache))
    assert "dao_tao" in waiting(planned_for(workspace)[0])
    assert "ho_so" not in waiting(planned_for(workspace)[0])
