"""Under what names pictures are kept: those of what they are drawn from, and with what."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cchc.chart_drawing import report_spec
from cchc.reuse.making import libraries


def svg_name(spec: Mapping[str, Any]) -> str:
    """The name of the picture of this spec."""
    return f"svg-{_hash(json.dumps(report_spec(spec), sort_keys=True, ensure_ascii=False))}"


def png_name(svg: str) -> str:
    """The name of the pixels of this picture."""
    return f"png-{_hash(svg)}"


def _hash(text: str) -> str:
    return hashlib.sha256(f"{libraries()}\0{text}".encode()).hexdigest()[:40]
