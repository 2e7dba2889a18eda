"""From an executed notebook to its section's Markdown, charts and figures."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import nbformat
from nbconvert.exporters import TemplateExporter
from nbconvert.preprocessors import TagRemovePreprocessor
from nbformat import NotebookNode
from traitlets.config import Config

from cchc.base.characters import UNPRINTABLE, clean_text, no_glyph, unprintable_markdown
from cchc.base.findings import Finding, Severity, stop_on
from cchc.base.installation import REPORT
from cchc.base.markdown import inert
from cchc.base.typed_blocks import laid_out
from cchc.execution.section import AssembledSection, Chart
from cchc.notebook.cell_output import FIGURES, PANDOC, VEGALITE
from cchc.notebook.chart_specs import NARROW, narrow_form, report_spec, with_spec, with_tooltips
from cchc.values.printed_figure import PrintedFigure

REMOVED_TAGS = frozenset({"parameters", "injected-parameters", "remove-cell"})
PREVIEW_ONLY_TAG = "remove-output"


def read_executed(section: str, executed: Path) -> NotebookNode:
    """The executed notebook of a section, by its code.

    InputError names notebook and cell of every output that the report cannot hold: none is
    dropped silently.
    """
    notebook: NotebookNode = nbformat.read(executed, as_version=4)
    stop_on(list(_unusable_outputs(notebook, f"notebooks/{executed.name}", section)))
    return notebook


def assemble(section: str, executed: Path, notebook: NotebookNode | None = None) -> AssembledSection:
    """Turn the executed notebook, where it has been read already, into Markdown; it is used up by that."""
    notebook = notebook or read_executed(section, executed)
    outputs = [output for _, output in report_outputs(notebook)]
    figures = [PrintedFigure.from_json(data) for o in outputs for data in o.data.get(FIGURES, [])]
    charts = [chart for output in outputs if VEGALITE in output.data for chart in _charts(output)]
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = inert(clean_text(cell.source))
    for output in outputs:
        # The exporter copies the notebook several times over: what has been taken out need not go along.
        output.data = {PANDOC: report_markdown(output)}
    markdown, _ = exporter().from_notebook_node(notebook)
    return AssembledSection(section, executed.stem, markdown.strip() + "\n", tuple(charts), tuple(figures))


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
        filters={"is_removed": _is_removed, "laid_out": laid_out},
    )
    exporter.file_extension = ".md"
    return exporter


def report_markdown(output: NotebookNode) -> str:
    """The Markdown of one output; a chart brings its spec for readers with JavaScript."""
    # What a cell has read by itself, too.
    markdown = inert(clean_text(str(output.data[PANDOC])))
    if VEGALITE not in output.data:
        return markdown
    return with_spec(markdown, with_tooltips(report_spec(output.data[VEGALITE])))


def _unusable_outputs(notebook: NotebookNode, file: str, section: str) -> Iterator[Finding]:
    shown = [cell for cell in notebook.cells if "injected-parameters" not in cell.metadata.get("tags", [])]
    for number, cell in enumerate(shown, start=1):
        for output in _report_outputs(cell) if _is_printed(cell) else ():
            if output.output_type != "display_data" or PANDOC not in output.data:
                explanation = (
                    f"Ô thứ {number} {_what(output)}, không đưa vào báo cáo được. Dùng muc.narrative(), "
                    f"muc.table(), muc.chart(); nếu chỉ để xem, gắn thẻ “{PREVIEW_ONLY_TAG}” cho ô."
                )
                yield Finding(Severity.ERROR, "notebook.ket_qua_la", explanation, file, section=section)
                continue
            for char in _unprintable(output):
                explanation = f"Kết quả của ô thứ {number}: {no_glyph(char)}"
                yield UNPRINTABLE.finding(explanation, file, section=section)


def _what(output: NotebookNode) -> str:
    if output.output_type == "stream":
        return f"in ra “{str(output.text).strip()[:60]}”"
    return f"hiện kết quả dạng {', '.join(sorted(output.get('data', {}))) or output.output_type}"


def _unprintable(output: NotebookNode) -> Iterable[str]:
    """What the checks of the inputs cannot see: characters that code put together."""
    text = "\n".join([str(output.data[PANDOC]), *_strings(output.data.get(VEGALITE))])
    return dict.fromkeys(char for _, char in unprintable_markdown(text))


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


def report_outputs(notebook: NotebookNode) -> list[tuple[NotebookNode, NotebookNode]]:
    """What goes into the report, in its order, each output with its cell."""
    cells = filter(_is_printed, notebook.cells)
    return [(cell, output) for cell in cells for output in _report_outputs(cell)]


def _is_printed(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and not _is_removed(cell)


def _report_outputs(cell: NotebookNode) -> list[NotebookNode]:
    return [] if PREVIEW_ONLY_TAG in cell.metadata.get("tags", []) else list(cell.outputs)


def _is_removed(cell: NotebookNode) -> bool:
    return bool(REMOVED_TAGS & set(cell.metadata.get("tags", [])))


def _charts(output: NotebookNode) -> Iterator[Chart]:
    """The chart, and its form for the phone where it has one."""
    identifier, spec = _chart_identifier(output.data[PANDOC]), dict(output.data[VEGALITE])
    yield Chart(identifier, spec)
    if (narrow := narrow_form(spec)) is not None:
        yield Chart(f"{identifier}-{NARROW}", narrow, screen=True)


def _chart_identifier(markdown: str) -> str:
    return markdown.partition("{#")[2].partition(" ")[0]
