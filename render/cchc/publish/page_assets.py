"""The page's style, script and data, inside the page itself."""

import base64
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cchc.installation import REPORT
from cchc.publish.engine import PublishError

CACHE_VARIABLE = "CCHC_CACHE_DIR"
STYLES = (
    "report.css",
    "figure-cards.css",
    "key-figures.css",
    "anchors.css",
    "notes-in-place.css",
    "table-csv.css",
    "chart-tooltips.css",
    "search.css",
)
SCRIPTS = (
    "report.js",
    "figure-cards.js",
    "notes-in-place.js",
    "table-csv.js",
    "search-text.js",
    "search-marks.js",
    "search.js",
)
BUNDLE = "import sys, vl_convert; sys.stdout.buffer.write(vl_convert.javascript_bundle().encode())"


def page_head(foot: str, *, policy: bool) -> str:
    """What goes into <head>: the style, and the policy that `foot`'s script alone satisfies."""
    css = "".join((REPORT / "templates" / name).read_text(encoding="utf-8") for name in STYLES)
    style = f"<style>\n{css}</style>\n"
    return f"{_policy(foot)}\n{style}" if policy else style


def page_foot() -> str:
    """The page's one script: Vega and what starts it, closed in so that no name leaks out."""
    ours = "".join((REPORT / "templates" / name).read_text(encoding="utf-8") for name in SCRIPTS)
    script = f'(function () {{\n"use strict";\n{vega_bundle()}\n{ours}}})();\n'
    # No text inside may end the element.
    script = script.replace("</script", "<\\/script")
    return f"<script>\n{script}</script>\n"


def page_data(cards: Mapping[str, Any] | None) -> str:
    """What the page tells of its figures, as data that no policy needs to allow; empty without any."""
    if not cards:
        return ""
    # No text inside may end the element or begin a comment.
    text = json.dumps(cards, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="figure-cards">{text}</script>\n'


def vega_bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed in one text, built once a version."""
    cached = _cache_folder() / f"vega-{version('vl-convert-python')}.js"
    try:
        return cached.read_text(encoding="utf-8")
    except OSError:
        bundle = _build_bundle()
    _write_whole(cached, bundle)
    return bundle


def _build_bundle() -> str:
    # In a process of its own: once vl-convert has run here, forked children would hang.
    run = subprocess.run([sys.executable, "-c", BUNDLE], capture_output=True, check=False)
    text = run.stdout.decode("utf-8", errors="replace")
    if run.returncode or "vegaEmbed" not in text:
        raise PublishError(
            f"Không lấy được thư viện vẽ biểu đồ: {run.stderr.decode(errors='replace').strip()}"
        )
    return text


def _write_whole(path: Path, text: str) -> None:
    """Write aside, then rename: another run sees all of the file or none of it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).replace(path)
    except OSError:
        # A cache that cannot be written costs time, not the report.
        return


def _cache_folder() -> Path:
    if given := os.environ.get(CACHE_VARIABLE):
        return Path(given)
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    return Path(tempfile.gettempdir()) / f"cchc-cache-{user}"


def _policy(foot: str) -> str:
    script = foot.removeprefix("<script>").removesuffix("</script>\n")
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    rules = (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{rules}">'
