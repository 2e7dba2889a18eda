"""Markdown in small pieces: what an engine would run becomes text."""

import re

import pytest

from cchc.base.markdown import not_run

# What Quarto takes for a cell to run, or to hand to a browser (break-quarto-md.ts, pandoc-partition.ts).
QUARTO_CELL = re.compile(r"^[\s>]*```+\s*\{[=A-Za-z][=A-Za-z0-9._]*[^}]*\}\s*$", re.MULTILINE)


@pytest.mark.parametrize(
    "fence",
    [
        "```{python}",
        "``` {r echo=TRUE}",
        "````{mermaid}  ",
        "  ```{ojs}",
        "```{dot, a=1}",
        "```{=html}",
        "> ```{ojs}",
    ],
)
def test_no_cell_is_left_for_quarto(fence: str) -> None:
    text = f"Trước.\n\n{fence}\nmã\n```\n\nSau."
    assert QUARTO_CELL.search(text)
    left = not_run(text)
    assert not QUARTO_CELL.search(left)
    # Read as code, with what stood in the braces as its first line.
    assert left.count("\n") == text.count("\n") + 1
    assert re.search(r"^[ >]*`{3,}\n[ >]*[=a-z]", left, re.MULTILINE)


@pytest.mark.parametrize(
    "text", ["```{.chart-spec}\n{}\n```", "a {python} b", "[x]{.num}", "{{ x }}", "~~~\nmã\n~~~"]
)
def test_what_nothing_runs_stays(text: str) -> None:
    assert not_run(text) == text


def test_no_shortcode_is_left_for_quarto() -> None:
    assert not_run("Nhà {{< env HOME >}}.") == r"Nhà {\{< env HOME >}}."
