"""The way it is done without this program: papermill for one notebook after the other, then rendering.

`python -m tests.bench.peer WORKSPACE PERIOD NOTEBOOKS`: renders executed notebooks, in one process.
"""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

from cchc.base.period import Period
from cchc.execution.assemble import assemble
from cchc.execution.section import write_sections
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace
from cchc.prose.front_matter import write_metadata
from cchc.publish.build_folder import stage
from cchc.publish.chart_picture import draw_png, draw_svg
from cchc.publish.markdown_reader import MarkdownReader
from cchc.publish.pandoc import PandocEngine

FORMATS = ("html", "pdf", "docx")


def run_notebooks(root: Path, period: str, target: Path) -> None:
    """The papermill command for each notebook, in the order of their names."""
    for notebook in sorted((root / "notebooks").glob("[1-9]*.ipynb")):
        command = [sys.executable, "-m", "papermill", str(notebook), str(target / notebook.name)]
        command += ["-p", "period", period, "-p", "workspace", ".."]
        subprocess.run(
            [*command, "--no-progress-bar", "--log-level", "ERROR"], cwd=notebook.parent, check=True
        )


def render(root: Path, period: str, executed: Path) -> None:
    """Assemble, draw and render, with nothing kept from before."""
    workbook = load_workbook(Workspace(root), Period.parse(period))
    entries = workbook.outline.sections
    sections = [assemble(entry.code, executed / f"{entry.notebook}.ipynb") for entry in entries]
    build = executed / "build"
    write_sections(sections, build)
    write_metadata(workbook, False, build / "metadata.yml", [])
    (build / "charts").mkdir()
    for chart in (chart for section in sections for chart in section.charts):
        svg = draw_svg(chart.spec)
        (build / "charts" / f"{chart.identifier}.svg").write_text(svg, encoding="utf-8")
        (build / "charts" / f"{chart.identifier}.png").write_bytes(draw_png(svg))
    stage(build, FORMATS)
    with closing(MarkdownReader()) as reader, PandocEngine().start(build, FORMATS, reader, 1) as rendering:
        rendering.finish()


if __name__ == "__main__":
    workspace, name, folder = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    run_notebooks(workspace, name, folder)
    render(workspace, name, folder)
