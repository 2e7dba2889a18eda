"""From an executed notebook to its section's Markdown, charts and figures."""

from collections.abc import Iterator
from functools import cache

import nbformat
from nbconvert.exporters import TemplateExporter
from nbconvert.preprocessors import TagRemovePreprocessor
from traitlets.config import Config

from cchc.base.characters import UNPRINTABLE, no_glyph, unprintable_markdown
from cchc.base.findings import Finding, Severity, stop_on
from cchc.base.installation import REPORT
from cchc.base.markdown import not_run
from cchc.execution.jobs import NotebookRun
from cchc.execution.section import AssembledSection, Chart
from cchc.notebook.cell_output import FIGURES, PANDOC, VEGALITE
from cchc.notebook.chart_specs import report_spec, with_spec, with_tooltips
from cchc.values.printed_figure import PrintedFigure

REMOVED_TAGS = frozenset({"parameters", "injected-parameters", "remove-cell"})
PREVIEW_ONLY_TAG = "remove-output"


def assemble(run: NotebookRun) -> AssembledSection:
    """Turn an executed notebook into Markdown.

    InputError names notebook and cell of every output that the report cannot hold: none is
    dropped silently.
    """
    notebook = nbformat.read(run.target, as_version=4)
    stop_on(list(_unusable_outputs(run, notebook)))
    return _section(run, notebook)


def _section(run: NotebookRun, notebook: nbformat.NotebookNode) -> AssembledSection:
    outputs = [output for cell in _report_cells(notebook) for output in _report_outputs(cell)]
    figures = [PrintedFigure.from_json(data) for o in outputs for data in o.data.get(FIGURES, [])]
    charts = [
        Chart(_chart_identifier(output.data[PANDOC]), dict(output.data[VEGALITE]))
        for output in outputs
        if VEGALITE in output.data
    ]
    for output in outputs:
        # The exporter copies the notebook several times over: what has been taken out need not go along.
        output.data = {PANDOC: report_markdown(output)}
    markdown, _ = exporter().from_notebook_node(notebook)
    text = not_run(markdown.strip() + "\n")
    return AssembledSection(run.section, run.name, text, tuple(charts), tuple(figures))


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


def report_markdown(output: nbformat.NotebookNode) -> str:
    """The Markdown of one output; a chart brings its spec for readers with JavaScript."""
    markdown = str(output.data[PANDOC])
    if VEGALITE not in output.data:
        return markdown
    return with_spec(markdown, with_tooltips(report_spec(output.data[VEGALITE])))


def _unusable_outputs(run: NotebookRun, notebook: nbformat.NotebookNode) -> Iterator[Finding]:
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
            else:
                yield from _unprintable(run, number, output)


def _unusable(run: NotebookRun, number: int, output: nbformat.NotebookNode) -> Finding:
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


def _unprintable(run: NotebookRun, number: int, output: nbformat.NotebookNode) -> Iterator[Finding]:
    """What the checks of the inputs cannot see: characters that code put together."""
    text = "\n".join([str(output.data[PANDOC]), *_strings(output.data.get(VEGALITE))])
    for char in dict.fromkeys(char for _, char in unprintable_markdown(text)):
        explanation = f"Kết quả của ô thứ {number}: {no_glyph(char)}"
        yield UNPRINTABLE.finding(explanation, f"notebooks/{run.name}.ipynb", section=run.section)


def _strings(value: object) -> Iterator[str]:
    """Every text in a chart's spec: drawing one that cannot be printed would end the process that draws."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _report_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code" and not _is_removed(cell)]


def _report_outputs(cell: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [] if PREVIEW_ONLY_TAG in cell.metadata.get("tags", []) else list(cell.outputs)


def _is_removed(cell: nbformat.NotebookNode) -> bool:
    return bool(REMOVED_TAGS & set(cell.metadata.get("tags", [])))


def _chart_identifier(markdown: str) -> str:
    return markdown.partition("{#")[2].partition(" ")[0]
