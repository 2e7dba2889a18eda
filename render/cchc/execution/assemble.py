"""From an executed notebook to its section's Markdown, charts and figures."""

from collections.abc import Iterator
from functools import cache

import nbformat
from nbconvert.exporters import TemplateExporter
from nbconvert.preprocessors import TagRemovePreprocessor
from nbformat import NotebookNode
from traitlets.config import Config

from cchc.base.findings import Finding, Severity, stop_on
from cchc.base.installation import REPORT
from cchc.base.markdown import inert
from cchc.execution.jobs import NotebookRun
from cchc.execution.section import AssembledSection, Chart
from cchc.notebook.cell_output import FIGURES, PANDOC, VEGALITE
from cchc.notebook.chart_specs import report_spec, with_spec, with_tooltips
from cchc.values.printed_figure import PrintedFigure

REMOVED_TAGS = frozenset({"parameters", "injected-parameters", "remove-cell"})
PREVIEW_ONLY_TAG = "remove-output"


def read_executed(run: NotebookRun) -> NotebookNode:
    """The executed notebook.

    InputError names notebook and cell of every output that the report cannot hold: none is
    dropped silently.
    """
    notebook: NotebookNode = nbformat.read(run.target, as_version=4)
    stop_on(list(_unusable_outputs(run, notebook)))
    return notebook


def assemble(run: NotebookRun, notebook: NotebookNode | None = None) -> AssembledSection:
    """Turn the executed notebook, where it has been read already, into Markdown; it is used up by that."""
    notebook = notebook or read_executed(run)
    outputs = [output for _, output in report_outputs(notebook)]
    figures = [PrintedFigure.from_json(data) for o in outputs for data in o.data.get(FIGURES, [])]
    charts = [
        Chart(_chart_identifier(output.data[PANDOC]), dict(output.data[VEGALITE]))
        for output in outputs
        if VEGALITE in output.data
    ]
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = inert(cell.source)
    for output in outputs:
        # The exporter copies the notebook several times over: what has been taken out need not go along.
        output.data = {PANDOC: report_markdown(output)}
    markdown, _ = exporter().from_notebook_node(notebook)
    return AssembledSection(run.section, run.name, markdown.strip() + "\n", tuple(charts), tuple(figures))


@cache
def exporter() -> TemplateExporter:
    """From executed notebooks to Markdown, by the report's template."""
    exporter = TemplateExporter(
        config=Config(
            {
                "TemplateExporter": {
                    "extra_template_basedirs": [str(REPORT / "nbconvert")],
                    "default_preprocessors": [TagRemovePreprocessor],
                    "optimistic_validation": True,
                },
                "TagRemovePreprocessor": {"enabled": True, "remove_all_outputs_tags": {PREVIEW_ONLY_TAG}},
            }
        ),
        template_name="cchc",
        template_file="index.md.j2",
        filters={"is_removed": _is_removed},
    )
    exporter.file_extension = ".md"
    return exporter


def report_markdown(output: NotebookNode) -> str:
    """The Markdown of one output; a chart brings its spec for readers with JavaScript."""
    markdown = inert(str(output.data[PANDOC]))
    if VEGALITE not in output.data:
        return markdown
    return with_spec(markdown, with_tooltips(report_spec(output.data[VEGALITE])))


def _unusable_outputs(run: NotebookRun, notebook: NotebookNode) -> Iterator[Finding]:
    number = 0
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            continue
        number += 1
        if cell.cell_type != "code" or _is_removed(cell):
            continue
        for output in _report_outputs(cell):
            if output.output_type != "display_data" or PANDOC not in output.data:
                yield _unusable(run, number, output)


def _unusable(run: NotebookRun, number: int, output: NotebookNode) -> Finding:
    if output.output_type == "stream":
        what = f"in ra “{str(output.text).strip()[:60]}”"
    else:
        what = f"hiện kết quả dạng {', '.join(sorted(output.get('data', {}))) or output.output_type}"
    explanation = (
        f"Ô thứ {number} {what}, không đưa vào báo cáo được. Dùng muc.narrative(), muc.table(), muc.chart(); "
        f"nếu chỉ để xem, gắn thẻ “{PREVIEW_ONLY_TAG}” cho ô."
    )
    return Finding(
        Severity.ERROR, "notebook.ket_qua_la", explanation, f"notebooks/{run.name}.ipynb", section=run.section
    )


def report_outputs(
    notebook: NotebookNode,
) -> list[tuple[NotebookNode, NotebookNode]]:
    """What goes into the report, in its order, each output with its cell."""
    cells = (cell for cell in notebook.cells if cell.cell_type == "code" and not _is_removed(cell))
    return [(cell, output) for cell in cells for output in _report_outputs(cell)]


def _report_outputs(cell: NotebookNode) -> list[NotebookNode]:
    return [] if PREVIEW_ONLY_TAG in cell.metadata.get("tags", []) else list(cell.outputs)


def _is_removed(cell: NotebookNode) -> bool:
    return bool(REMOVED_TAGS & set(cell.metadata.get("tags", [])))


def _chart_identifier(markdown: str) -> str:
    return markdown.partition("{#")[2].partition(" ")[0]
