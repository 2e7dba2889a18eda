"""Whatever single edit is made to the inputs: a section that would read otherwise is never used again.

The workspace is made up.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.conftest import FILES, write_workspace

from cchc.base.findings import ReportError
from cchc.base.period import Period
from cchc.execution.section_cache import CurrentInputs, first_change
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace
from cchc.notebook.recorder import Reads, recording
from cchc.notebook.section import open_section

# The notebooks stand for themselves: their text is part of a section's key.
EDITED = sorted(name for name in FILES if name.endswith((".csv", ".md", ".yml")))
SECTIONS = ("ho_so", "dao_tao")


@pytest.fixture(scope="module")
def shown() -> Iterator[list[Any]]:
    """What sections put out, in this process."""
    bundles: list[Any] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            "cchc.notebook.cell_output.display", lambda bundle, raw: bundles.append(bundle) if raw else None
        )
        yield bundles


def made(root: Path, code: str, shown: list[Any]) -> tuple[list[Any], Reads]:
    shown.clear()
    with recording(Workspace(root)) as recorder:
        section = open_section(code, "2020-H1", root)
        section.heading()
        if code == "ho_so":
            section.opening()
            section.narrative("1")
        else:
            section.narrative("1.1")
            section.figures_table(["dao_tao.lop", "dao_tao.hoc_vien"], id="lop", title="Lớp giả định")
            section.closing()
    return list(shown), recorder.reads()


@settings(max_examples=120)
@given(data=st.data())
def test_a_section_that_would_read_otherwise_is_found_changed(shown: list[Any], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_workspace(root)
        before = {code: made(root, code, shown) for code in SECTIONS}
        path = root / data.draw(st.sampled_from(EDITED))
        text = path.read_text(encoding="utf-8")
        at = data.draw(st.integers(0, len(text) - 1))
        new = data.draw(st.sampled_from(["", "7", "x", ",", "\n", " ", "quan_b", "đ"]))
        path.write_text(text[:at] + new + text[at + 1 :], encoding="utf-8", newline="\n")
        assume(path.read_text(encoding="utf-8") != text)
        try:
            workbook = load_workbook(Workspace(root), Period.parse("2020-H1"))
        except ReportError:
            # No report is made of it.
            return
        inputs = CurrentInputs(workbook)
        for code, (output, reads) in before.items():
            try:
                now, _ = made(root, code, shown)
            except ReportError:
                now = []
            if now != output:
                assert first_change(reads, inputs) is not None, f"{code}: {path.name} at {at}: {new!r}"
