"""A chart's spec in the report's Markdown: what draws it in the page."""

import json
import re
from collections.abc import Mapping
from typing import Any

# Where a chart's block in the report leaves room for its spec.
SPEC_PLACE = "<!-- chart-spec -->"
CLASS = "chart-spec"
BLOCK = re.compile(rf"^[ ]*```\{{\.{CLASS}\}}\n.*?\n[ ]*```\n?", re.MULTILINE | re.DOTALL)


def with_spec(markdown: str, spec: Mapping[str, Any]) -> str:
    """The chart's block with its spec in its place."""
    # On one line that begins with a brace: no text inside can end the block.
    text = json.dumps(spec, ensure_ascii=False, separators=(",", ":"))
    return markdown.replace(SPEC_PLACE, f"```{{.{CLASS}}}\n{text}\n```")


def without_specs(markdown: str) -> str:
    """The Markdown without what draws its charts in the page: their data stand in text and ledger too."""
    return BLOCK.sub("", markdown)
