from itertools import count
from pathlib import Path

from cchc.base.period import Period
from cchc.inputs.snapshot import InputSnapshot
from cchc.inputs.workspace import Workspace
from cchc.notebook.shared_inputs import as_loaded, remember

HALF, YEAR = Period.parse("2020-H1"), Period.parse("2020-Y")


def test_is_made_anew_once_an_input_is_another(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    (tmp_path / "data").mkdir()
    made = count(1)

    def ask(period: Period) -> str:
        return as_loaded(workspace, period, "text", lambda: f"text {next(made)}")

    assert [ask(HALF), ask(YEAR), ask(HALF), ask(YEAR)] == ["text 1", "text 2", "text 1", "text 2"]
    (tmp_path / "data" / "figures.csv").write_text("indicator,value\n", encoding="utf-8")
    assert [ask(HALF), ask(HALF)] == ["text 3", "text 3"]
    seen = InputSnapshot.now(workspace)
    remember(seen, YEAR, text="made elsewhere")
    assert ask(YEAR) == "made elsewhere"
    (tmp_path / "data" / "figures.csv").unlink()
    assert ask(YEAR) == "text 4"
    # Made from what is no longer there.
    remember(seen, YEAR, text="made elsewhere")
    assert ask(YEAR) == "text 5"
