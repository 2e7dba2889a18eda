"""JupyterLab opens on the panel, whose notebook is no section of the report."""

import json
import os
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary
from tests.conftest import Cchc
from tests.end_to_end.edition import WORKBOOK

from cchc.base.period import Period
from cchc.inputs.snapshot import InputSnapshot
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace
from cchc.panel.opening import SETTINGS, lab_command, lab_environment, ready_panel
from cchc.turnover.panel_notebook import panel_notebook


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signatures go where nobody keeps any."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))


def with_output(text: str) -> str:
    notebook = json.loads(text)
    notebook["cells"][1] |= {"execution_count": 1, "outputs": [{"output_type": "stream", "name": "stdout"}]}
    notebook["cells"][1]["outputs"][0]["text"] = ["cũ"]
    return json.dumps(notebook)


@pytest.mark.usefixtures("own_home")
def test_a_workspace_gets_the_panel_and_keeps_one_of_its_own(workspace: Path) -> None:
    place = Workspace(workspace)
    assert ready_panel(place).read_text(encoding="utf-8") == panel_notebook()
    # Its button works without a question.
    assert NotebookNotary().check_signature(nbformat.read(place.panel, as_version=4))
    # An older text, and outputs of a run.
    older = with_output(panel_notebook().replace("# Bảng", "# Cái bảng"))
    place.panel.write_text(older, encoding="utf-8")
    assert ready_panel(place).read_text(encoding="utf-8") == panel_notebook()
    changed = panel_notebook().replace("open_panel(", "print(")
    place.panel.write_text(changed, encoding="utf-8")
    assert ready_panel(place).read_text(encoding="utf-8") == changed


def test_nothing_of_a_report_depends_on_it(workspace: Path, cchc: Cchc) -> None:
    place = Workspace(workspace)
    before = InputSnapshot.now(place)
    checked = cchc("check", "2020-H1", "--format", "json", "--workspace", workspace)
    place.panel.write_text(panel_notebook(), encoding="utf-8")
    assert before.changed() == ()
    assert cchc("check", "2020-H1", "--format", "json", "--workspace", workspace) == checked
    outline = load_workbook(place, Period.parse("2020-H1")).outline
    assert place.panel.stem not in [entry.notebook for entry in outline.sections]


def test_links_start_at_the_workspace(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Workspace(workspace)
    command = lab_command(place, place.panel)
    assert f"--ServerApp.root_dir={workspace}" in command
    assert command[-1].endswith("=/lab/tree/notebooks/00_bang_dieu_khien.ipynb")
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "cua-toi")
    paths = lab_environment()["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert paths == ["cua-toi", str(SETTINGS)]
    (settings,) = SETTINGS.glob("labconfig/*.json")
    assert json.loads(settings.read_text(encoding="utf-8"))


def test_a_section_is_found_and_the_panel_is_none(workspace: Path, cchc: Cchc) -> None:
    (workspace / "notebooks/00_bang_dieu_khien.ipynb").write_text(panel_notebook(), encoding="utf-8")
    ran = cchc("lab", "bang_dieu", "--workspace", workspace)
    assert ran.code == 1
    assert "10_ho_so, 20_dao_tao" in ran.text
    assert "00_bang" not in ran.text


def test_the_workbook_of_2020_has_the_panel_that_is_shipped() -> None:
    assert Workspace(WORKBOOK).panel.read_text(encoding="utf-8") == panel_notebook()
