"""The same pictures in pixels, for the format that needs them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from cchc.chart_drawing import draw_png
from cchc.pictures.names import png_name
from cchc.processes.task import Parent, Task, can_fork
from cchc.reuse.kept_files import KeptFiles


def draw_pixels(svgs: Sequence[str], kept: KeptFiles, workers: int, log: Path) -> list[bytes]:
    """The PNG of each SVG, in the same order; several drawn at once where there is fork."""
    pixels = {svg: stored for svg in svgs if (stored := kept.get(png_name(svg))) is not None}
    missing = sorted({svg for svg in svgs if svg not in pixels}, key=lambda svg: (-len(svg), svg))
    parts = [missing[n::workers] for n in range(min(workers, len(missing)))]
    for svg, png in _drawn(parts, log):
        kept.put(png_name(svg), png)
        pixels[svg] = png
    return [pixels[svg] for svg in svgs]


def _drawn(parts: Sequence[Sequence[str]], log: Path) -> list[tuple[str, bytes]]:
    if not can_fork():
        return [item for part in parts for item in _draw(part)]
    # Not there on systems that cannot fork.
    from cchc.processes.side_by_side import side_by_side

    tasks = [Task(f"pixels {n}", partial(_draw, part)) for n, part in enumerate(parts)]
    return [item for outcome in side_by_side(tasks, len(parts), log) for item in outcome.result()]


def _draw(svgs: Sequence[str], _: Parent | None = None) -> list[tuple[str, bytes]]:
    return [(svg, draw_png(svg)) for svg in svgs]
