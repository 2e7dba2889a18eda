"""From executed notebooks to Markdown: nothing is dropped silently, nothing escapes its place."""

import json
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import v4
from tests.forks import needs_fork

from cchc.base.cache import FileCache
from cchc.base.findings import InputError
from cchc.execution.assemble import assemble
from cchc.execution.section import AssembledSection, write_sections
from cchc.inputs.workbook import Workbook
from cchc.notebook.cell_output import FIGURES, PANDOC, VEGALITE
from cchc.notebook.section import Section
from cchc.publish.drawing_service import DrawingService
from cchc.publish.pictures import Drawer

Run = Callable[..., tuple[str, Path]]
CHART = "::::: {#hinh-ho-so-thu .chart}\n<!-- chart-spec -->\n:::::"


def shown(markdown: str, **more: Any) -> nbformat.NotebookNode:
    node: nbformat.NotebookNode = v4.new_output("display_data", {PANDOC: markdown, FIGURES: [], **more})
    return node


def printed(text: str) -> nbformat.NotebookNode:
    node: nbformat.NotebookNode = v4.new_output("stream", text=text)
    return node


def code(*outputs: nbformat.NotebookNode, tags: Sequence[str] = ()) -> nbformat.NotebookNode:
    node: nbformat.NotebookNode = v4.new_code_cell(
        "secret_source = 1", outputs=list(outputs), metadata={"tags": list(tags)}
    )
    return node


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def make(*cells: nbformat.NotebookNode, name: str = "10_ho_so") -> tuple[str, Path]:
        target = tmp_path / f"{name}.ipynb"
        nbformat.write(v4.new_notebook(cells=list(cells)), target)
        return name.partition("_")[2], target

    return make


def test_what_is_shown_comes_in_order_without_the_plumbing(run: Run) -> None:
    section = assemble(
        *run(
            v4.new_markdown_cell("# Chỉ cho người sửa", metadata={"tags": ["remove-cell"]}),
            code(tags=["parameters"]),
            code(printed("x"), tags=["injected-parameters"]),
            code(shown("một"), shown("hai")),
            v4.new_markdown_cell("Lời *giữa*"),
            code(printed("nháp"), tags=["remove-output"]),
            code(shown("ba")),
        )
    )
    assert [line for line in section.markdown.splitlines() if line] == ["một", "hai", "Lời *giữa*", "ba"]
    assert (section.section, section.name) == ("ho_so", "10_ho_so")


def test_markdown_of_a_cell_is_laid_out_as_narrative_is(run: Run) -> None:
    section = assemble(*run(v4.new_markdown_cell("##Kết quả\n\tGồm:\n- một;\n+ hai.\na) ba.")))
    assert section.markdown == "## Kết quả\nGồm:\n\n- một;\n  - hai.\n\na) ba.\n"


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (printed("xin chào"), "in ra “xin chào”"),
        (v4.new_output("execute_result", {"text/plain": "7"}), "hiện kết quả dạng text/plain"),
        (
            v4.new_output("display_data", {"image/png": "eA==", "text/plain": "x"}),
            "dạng image/png, text/plain",
        ),
        (v4.new_output("execute_result", {PANDOC: "x"}), f"dạng {PANDOC}"),
        (v4.new_output("error", ename="E", evalue="x", traceback=[]), "dạng error"),
    ],
)
def test_what_the_report_cannot_hold_is_named_by_notebook_and_cell(
    run: Run, output: nbformat.NotebookNode, words: str
) -> None:
    executed = run(
        code(tags=["parameters"]),
        code(tags=["injected-parameters"]),
        code(shown("a")),
        code(output),
        code(output),
    )
    with pytest.raises(InputError) as error:
        assemble(*executed)
    assert [(f.file, f.section, f.explanation[:7]) for f in error.value.findings] == [
        ("notebooks/10_ho_so.ipynb", "ho_so", "Ô thứ 3"),
        ("notebooks/10_ho_so.ipynb", "ho_so", "Ô thứ 4"),
    ]
    assert all(words in finding.explanation for finding in error.value.findings)


def test_a_label_cannot_break_out_of_the_chart(run: Run) -> None:
    evil = "</script><script>alert(1)</script><!-- <script> ```\n```{=html}"
    spec = {"mark": "bar", "data": {"values": [{"name": evil}]}, "title": "thử", "description": evil}
    section = assemble(*run(code(shown(CHART, **{VEGALITE: spec}))))
    lines = section.markdown.splitlines()
    start = lines.index("```{.chart-spec}")
    # One line, so no fence inside can end the block.
    assert lines[start + 2] == "```"
    carried = json.loads(lines[start + 1])
    assert carried["data"]["values"][0]["name"] == evil
    # The title stands in the text, not in the picture.
    assert "title" not in carried
    assert section.charts[0].identifier == "hinh-ho-so-thu"


def test_nothing_is_left_that_an_engine_would_run(run: Run) -> None:
    evil = "Lời `{python} 1`.\n\n```{python}\n1\n```\n\n> ~~~ {r, echo=FALSE}\n> 1\n> ~~~\n\n{{< env HOME >}}"
    label = "`{python} 1` {{< env HOME >}}"
    spec = {"mark": "bar", "data": {"values": [{"name": label}]}, "description": "x"}
    section = assemble(
        *run(v4.new_markdown_cell(evil), code(shown(evil)), code(shown(CHART, **{VEGALITE: spec})))
    )
    text, _, chart = section.markdown.partition("::::: {#hinh")
    inert = "Lời ` {python} 1`.\n\n```\n1\n```\n\n> ~~~\n> 1\n> ~~~\n\n{{\\< env HOME >}}"
    assert text.strip() == f"{inert}\n\n{inert}"
    assert "`" not in chart.splitlines()[2]
    assert "{{<" not in chart
    assert json.loads(chart.splitlines()[2])["data"]["values"][0]["name"] == label
    # What is ours stays.
    assert "```{.chart-spec}" in section.markdown


def test_pictures_and_sections_are_written_for_the_engines(run: Run, tmp_path: Path) -> None:
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": [{"a": 1}]},
        "mark": "bar",
        "encoding": {"x": {"field": "a", "type": "quantitative"}},
    }
    sections = [
        assemble(*run(code(shown(CHART, **{VEGALITE: spec})))),
        assemble(*run(code(shown("x")), name="20_dao_tao")),
    ]
    write_sections(sections, tmp_path / "build")
    names = sorted(path.name for path in (tmp_path / "build" / "sections").iterdir())
    assert names == ["10_ho_so.md", "20_dao_tao.md"]
    kept = FileCache(tmp_path / "kept")
    with closing(Drawer(kept, pixels=False)) as drawer:
        only_drawn = drawer.draw(sections)
    assert list(only_drawn) == ["hinh-ho-so-thu"]
    assert only_drawn["hinh-ho-so-thu"].png is None
    with closing(Drawer(kept, pixels=True)) as drawer:
        pictures = drawer.draw(sections)
    assert pictures["hinh-ho-so-thu"].svg == only_drawn["hinh-ho-so-thu"].svg
    assert (pictures["hinh-ho-so-thu"].png or b"").startswith(b"\x89PNG")
    # An address that leads nowhere: what has been kept is drawn by nobody.
    with closing(Drawer(kept, pixels=True, address="nowhere")) as drawer:
        assert drawer.draw(sections) == pictures


@needs_fork
def test_reports_share_a_service_and_its_death_costs_none(run: Run, tmp_path: Path) -> None:
    sections = [assemble(*run(code(shown(CHART, **{VEGALITE: {"mark": "bar", "data": {"values": [{}]}}}))))]
    with closing(DrawingService()) as service:
        for name in ("one", "two"):
            with closing(Drawer(FileCache(tmp_path / name), pixels=True, address=service.address)) as drawer:
                assert drawer.draw(sections)
    with closing(Drawer(FileCache(tmp_path / "three"), pixels=True, address=service.address)) as drawer:
        assert drawer.draw(sections)


@pytest.mark.parametrize(
    "output",
    [
        shown("chữ \uf0b7"),
        shown("chữ &#xf0b7;"),
        shown(CHART, **{VEGALITE: {"mark": "bar", "data": {"values": [{"a": "\uf0b7"}]}}}),
    ],
)
def test_a_character_without_a_glyph_is_refused_by_its_cell(run: Run, output: nbformat.NotebookNode) -> None:
    explanation = r"notebooks/10_ho_so.ipynb: LỖI: Kết quả của ô thứ 2: Ký tự U\+F0B7 \(dấu đầu dòng"
    with pytest.raises(InputError, match=explanation):
        assemble(*run(code(shown("x")), code(output)))


def test_a_label_that_the_chart_makes_is_refused_before_it_is_printed(run: Run, tmp_path: Path) -> None:
    label = {"mark": {"type": "text", "text": {"expr": "'\\u2713'"}}, "data": {"values": [{}]}}
    section = assemble(*run(code(shown(CHART, **{VEGALITE: label}))))
    with (
        closing(Drawer(FileCache(tmp_path / "kept"), pixels=True)) as drawer,
        pytest.raises(InputError, match=r"hinh-ho-so-thu.*không có ký tự “✓” \(U\+2713, dấu kiểm\)"),
    ):
        drawer.draw([section])


def test_a_chart_that_cannot_be_drawn_is_named(run: Run, tmp_path: Path) -> None:
    broken = assemble(*run(code(shown(CHART, **{VEGALITE: {"mark": "no such mark"}}))))
    with (
        closing(Drawer(FileCache(tmp_path / "kept"), pixels=False)) as drawer,
        pytest.raises(InputError, match="“hinh-ho-so-thu” không vẽ được") as error,
    ):
        drawer.draw([broken])
    assert error.value.findings[0].file == "notebooks/10_ho_so.ipynb"


def test_a_section_is_the_same_after_it_was_kept(run: Run) -> None:
    section = assemble(*run(code(shown(CHART, **{VEGALITE: {"mark": "bar"}})), v4.new_markdown_cell("Lời")))
    assert AssembledSection.from_json(json.loads(json.dumps(section.to_json()))) == section


def test_figures_travel_inside_the_notebook(
    run: Run, workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundles: list[dict[str, Any]] = []
    monkeypatch.setattr(
        "cchc.notebook.cell_output.display", lambda bundle, raw: bundles.append(bundle) if raw else None
    )
    part = Section("ho_so", workbook)
    part.heading()
    part.narrative("1")
    section = assemble(*run(*(code(v4.new_output("display_data", bundle)) for bundle in bundles)))
    assert [figure.text for figure in section.figures] == ["2.400", "25,00%"]
    assert [figure.row for figure in section.figures] == [2, 4]
    assert section.markdown.startswith("# I. HỒ SƠ {#phan-i}")
    assert "## 1. Tiếp nhận {#ho-so-1}" in section.markdown
    assert "\n[^ho-so-1-qd-1-2020]: Quyết định số 1/QĐ-TN ngày 05/01/2020" in section.markdown
