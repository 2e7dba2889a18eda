"""The changes as one HTML page, in the report's own look: nothing fetched, every text inert."""

import re
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from cchc.base.installation import REPORT
from cchc.editions.diff import in_words
from cchc.editions.diff.changes import Changes
from cchc.editions.diff.figure_changes import FigureChange
from cchc.editions.diff.in_words import PlaceName
from cchc.editions.diff.passage_changes import PassageChange
from cchc.publish.formats import STEM
from cchc.publish.page.assets import page_head
from cchc.publish.page.policy import with_policy

PAGE_NAME = "thay-doi.html"
TEMPLATE = "changes.html.j2"
STYLES = ("report.css", "changes.css", "changes-page.css", "print.css")
IDENTIFIER = re.compile(r"""\bid=["']?([^"'\s>]+)""")


def changes_as_page(changes: Changes, folder: Path) -> str:
    """The page that is to stand in `folder`: it links into the report where that stands beside it."""
    links = _Links(folder / f"{STEM}.html")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string((REPORT / TEMPLATE).read_text(encoding="utf-8"))
    return with_policy(
        template.render(
            changes=changes,
            words=in_words,
            head=Markup(page_head(STYLES)),
            figure_link=links.to_figure,
            place_link=links.to_place,
            passage_link=links.to_passage,
        )
    )


class _Links:
    """Addresses in the report that stands beside: only those that it really has."""

    def __init__(self, report: Path) -> None:
        there = report.is_file()
        self.known = set(IDENTIFIER.findall(report.read_text(encoding="utf-8"))) if there else set()

    def to_figure(self, change: FigureChange) -> str:
        """The figure where it is first printed; empty where it is not."""
        return self._address(f"so-{change.figure.key.code}") if change.new else ""

    def to_place(self, change: FigureChange, place: PlaceName) -> str:
        """One of the places where the figure is printed; empty where the report has it no more."""
        return self._address(place.anchor) if change.new else ""

    def to_passage(self, change: PassageChange) -> str:
        """The heading, chart or table under which the passage stands; empty where it is no more."""
        return self._address(change.new.anchor) if change.new else ""

    def _address(self, identifier: str) -> str:
        return f"{STEM}.html#{identifier}" if identifier in self.known else ""
