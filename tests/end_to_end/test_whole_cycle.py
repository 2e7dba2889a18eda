"""One half-year from the last one to the signed edition, through the commands alone. Made-up province."""

import re
import shutil
import textwrap
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from tests.conftest import FILES, NOTEBOOKS, run_cchc, write_notebook
from tests.intake.filling import FORM, fill
from tests.intake.province import DISTRICTS, PERIOD, values, write_province

HERE = ("--engine", "pandoc", "--formats", "html")
MARK = re.compile(r"\{\{ (?:can_sua|chua_doc)\([^)]*\) \}\} ?")
# What the forms ask, by cell: of a district, of an office, of the locality.
DISTRICT, DOSSIERS = {"J7": 20}, {"C11": 30, "E11": 20, "F11": 10}
OFFICE = {"J7": 9, "J8": 100, "J9": 12.5, "J10": 97.5, "J11": 1.5}
BROKEN = "huyen_07"


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each step of the cycle said; its folder is in `root`."""
    root = _province(tmp_path_factory.mktemp("chu-ky") / "tinh")
    forms = root.parent / "mau"
    told = {"root": str(root)}

    def run(step: str, *arguments: str | Path, code: int = 0) -> None:
        done = run_cchc(*arguments, "--workspace", root)
        assert done.code == code, f"{step}: {done.text}"
        told[step] = done.text

    run("new", "new", PERIOD, "--from", "2020-H1")
    run("template", "intake", "template", PERIOD, "--to", forms)
    sent = {unit: forms / f"{PERIOD}_{unit}.xlsx" for unit in (*DISTRICTS, "phong_hoc")}
    blank = sent[BROKEN].read_bytes()
    for unit in DISTRICTS:
        fill(sent[unit], DISTRICT)
        fill(sent[unit], DOSSIERS, FORM)
    fill(sent["phong_hoc"], OFFICE)
    sent[BROKEN].write_bytes(b"not a workbook")
    run("import", "intake", "import", forms, code=1)
    told["first"] = repr(values(root))
    run("draft", "report", PERIOD, *HERE)
    told["page"] = (root / "output" / PERIOD / "bao-cao.html").read_text(encoding="utf-8")
    run("early", "report", PERIOD, "--final", *HERE, code=1)
    run("status", "status", PERIOD)

    # The district sends again; the analyst renews what is marked.
    sent[BROKEN].write_bytes(blank)
    fill(sent[BROKEN], DISTRICT)
    fill(sent[BROKEN], DOSSIERS, FORM)
    run("import again", "intake", "import", forms)
    for path in (root / f"data/{PERIOD}").rglob("*.*"):
        path.write_text(MARK.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    run("final", "report", PERIOD, "--final", *HERE)
    run("diff", "diff", f"{PERIOD}@1", f"{PERIOD}@2")
    run("verify", "verify", PERIOD)
    frozen = root / "output" / PERIOD / "editions" / "0002" / "figures.csv"
    frozen.chmod(0o644)
    frozen.write_text(frozen.read_text(encoding="utf-8").replace("240", "241"), encoding="utf-8")
    run("tampered", "verify", PERIOD, code=1)
    return told


def _province(root: Path) -> Path:
    """The province before the new half-year: the last one with prose, documents and notebooks."""
    write_province(root)
    (root / f"params/{PERIOD}.yml").unlink()
    shutil.rmtree(root / f"data/{PERIOD}")
    for name in ("documents.csv", "narrative/ho_so.md", "narrative/dao_tao.md"):
        path = root / "data/2020-H1" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(FILES[f"data/2020-H1/{name}"]), encoding="utf-8")
    chart = NOTEBOOKS["10_ho_so"].replace("ho_so.truc_tuyen", "ho_so.da_xong")
    write_notebook(root / "notebooks/10_ho_so.ipynb", chart)
    return root


def test_a_broken_form_is_named_and_stops_no_other(said: dict[str, str]) -> None:
    assert f"{PERIOD}_{BROKEN}.xlsx" in said["import"]
    assert BROKEN not in said["first"]
    assert all(unit in said["first"] for unit in DISTRICTS if unit != BROKEN)
    assert {unit for _, unit in values(Path(said["root"])) if unit} == set(DISTRICTS)


def test_nothing_of_the_old_period_is_left_unmarked(said: dict[str, str]) -> None:
    main = BeautifulSoup(said["page"], "html.parser").select_one("main")
    assert main
    marked = main.select("mark.stale")
    assert len(marked) >= 3
    for mark in marked:
        mark.decompose()
    assert "06 tháng đầu năm 2020" not in main.get_text()


def test_a_final_edition_waits_for_every_mark_and_figure(said: dict[str, str]) -> None:
    assert "Còn dấu cần cập nhật" in said["early"]
    assert "Huyện 07 (giả định)" in said["status"]
    assert "dự thảo" not in said["final"]


def test_the_report_prints_the_sum_of_units_and_the_difference_tells_it(said: dict[str, str]) -> None:
    folder = Path(said["root"]) / "output" / PERIOD
    page = BeautifulSoup((folder / "bao-cao.html").read_bytes(), "html.parser")
    shown = page.select_one('.num[data-code="ho_so.tiep_nhan"]')
    assert shown
    assert shown.get_text() == "360"
    assert not page.select("mark.stale, mark.missing")
    assert "360" in said["diff"]


def test_a_final_edition_is_frozen(said: dict[str, str]) -> None:
    assert "0002" in said["verify"]
    assert "figures.csv" in said["tampered"]
