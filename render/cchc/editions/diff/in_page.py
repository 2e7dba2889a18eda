"""The changes as one HTML page, in the report's own look: nothing fetched, every text inert."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from cchc.base.installation import REPORT
from cchc.editions.diff import in_words
from cchc.editions.diff.alignment import EditionChange
from cchc.editions.diff.changes import Changes
from cchc.publish.formats import STEM
from cchc.publish.page.assets import page_head
from cchc.publish.page.policy import with_policy

PAGE_NAME = "thay-doi.html"
TEMPLATE = "changes.html.j2"
STYLES = ("report.css", "changes.css", "changes-page.css", "print.css")
IDENTIFIER = re.compile(r"""\bid=["']?([^"'\s>]+)""")


def changes_as_page(changes: Changes, folder: Path) -> str:
    """The page that is to stand in `folder`: it links into the report where that stands beside it."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string((REPORT / TEMPLATE).read_text(encoding="utf-8"))
    return with_policy(
        template.render(
            changes=changes,
            words=in_words,
            head=Markup(page_head(STYLES)),
            link=_links(folder / f"{STEM}.html"),
        )
    )


def _links(report: Path) -> Callable[[EditionChange[Any, Any], str], str]:
    """Addresses in the report: empty for what is no more, or has no such address there."""
    there = report.is_file()
    known = set(IDENTIFIER.findall(report.read_text(encoding="utf-8"))) if there else set()
    return lambda change, name: f"{STEM}.html#{name}" if change.new and name in known else ""
