"""The page's styles, scripts and data, inside the page itself."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from importlib.metadata import distribution
from typing import Any

from cchc.base.cache import cache_key, get_or_make, shared_cache
from cchc.base.installation import EXTENSION
from cchc.base.search_path import python, python_environment
from cchc.notebook.palette import in_the_dark
from cchc.publish.formats import PublishError
from cchc.publish.page.policy import META, OWN

# In the order of the cascade: paper has the last word.
STYLES = (
    "report.css",
    "watermark.css",
    "contents.css",
    "search.css",
    "key-figures.css",
    "changes.css",
    "changes-in-report.css",
    "anchors.css",
    "charts.css",
    "chart-tooltips.css",
    "table-csv.css",
    "phone-tables.css",
    "figure-cards.css",
    "notes-in-place.css",
    "print.css",
)
DARK_STYLE = "dark.css"
DARK_MEDIA = "screen and (prefers-color-scheme: dark)"
FIRST_SCRIPT = "first-paint.js"
# These answer the reader; the charts, whose library is large, come after them.
SCRIPTS = (
    "theme.js",
    "contents.js",
    "figure-cards.js",
    "notes-in-place.js",
    "table-csv.js",
    "search-text.js",
    "search-marks.js",
    "search.js",
)
CHART_SCRIPT = "chart-drawing.js"
BUNDLE = "import sys, vl_convert; sys.stdout.buffer.write(vl_convert.javascript_bundle().encode())"


def page_head(styles: Sequence[str] = STYLES) -> str:
    """What goes into <head>: the policy's place, the styles, the script that precedes the first paint."""
    dark = _templates(DARK_STYLE) + in_the_dark(".chart-live")
    return (
        f"{META}\n"
        f'<style class="{OWN}">\n{_templates(*styles)}</style>\n'
        f'<style class="{OWN}" id="dark" media="{DARK_MEDIA}">\n{dark}</style>\n'
        f"{_script(_templates(FIRST_SCRIPT))}"
    )


def page_foot() -> str:
    """The page's scripts; Vega is closed in so that no name of it leaks out."""
    charts = f'(function () {{\n"use strict";\n{vega_bundle()}\n{_templates(CHART_SCRIPT)}}})();\n'
    return _script(_templates(*SCRIPTS)) + _script(charts)


def page_data(cards: Mapping[str, Any] | None) -> str:
    """The figures' cards, as data that no policy needs to allow; empty without any."""
    if not cards:
        return ""
    # No text inside may end the element or begin a comment.
    text = json.dumps(cards, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="figure-cards">{text}</script>\n'


def vega_bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed in one text, built once for what is installed."""
    # The wheel's record holds the hash of every file in it.
    installed = distribution("vl-convert-python").read_text("RECORD") or ""
    name = cache_key("chart-library", BUNDLE, installed, by_program=False)
    return get_or_make(shared_cache(), name, lambda: _build_bundle().encode("utf-8")).decode("utf-8")


def _build_bundle() -> str:
    # In a process of its own: once vl-convert has run here, forked children would hang.
    run = subprocess.run(
        python("-c", BUNDLE), cwd=EXTENSION, env=python_environment(), capture_output=True, check=False
    )
    text = run.stdout.decode("utf-8", errors="replace")
    if run.returncode or "vegaEmbed" not in text:
        raise PublishError(
            f"Không lấy được thư viện vẽ biểu đồ: {run.stderr.decode(errors='replace').strip()}"
        )
    return text


def _templates(*names: str) -> str:
    return "".join((EXTENSION / "templates" / name).read_text(encoding="utf-8") for name in names)


def _script(text: str) -> str:
    # No text inside may end the element.
    return f'<script class="{OWN}">\n' + text.replace("</script", "<\\/script") + "</script>\n"
