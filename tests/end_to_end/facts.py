"""facts_2020_h1.csv: what the reference report says.

The list was made by hand from the reference report of the first half of 2020 (body and its 70 footnotes),
never from data/: it is the independent witness of what our report must print.

- `section`: where the reference report says it;
- `kind`: figure (count or rate), document (number, with its `date`), address (of the web), date, or name
  (of a system, programme, board, agency, list member, press article, quoted phrase);
- `text`: as our report prints it. Counts under ten have a leading zero, dates are d/m/y with a zero before
  a day under ten and before January and February; a ratio that our text prints as one (`46/46`) is one fact;
- `footnote`: number of the reference footnote that says it, empty for the body, `added` for a note of ours;
- `beside`: words of the same paragraph, list item or footnote of the reference: a `07` must be the right one.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

PATH = Path(__file__).with_name("facts_2020_h1.csv")
ADDED = "added"


@dataclass(frozen=True)
class Fact:
    """One row of the list."""

    section: str
    kind: str
    text: str
    date: str
    footnote: str
    beside: str

    def __str__(self) -> str:
        place = f"footnote {self.footnote}" if self.footnote else "body"
        beside = f" beside “{self.beside}”" if self.beside else ""
        return f"{self.section}, {place}: {self.kind} “{self.printed}”{beside}"

    @property
    def printed(self) -> str:
        """What must stand together: a document's number is followed by its date."""
        return f"{self.text} ngày {self.date}" if self.date else self.text


def load_facts(*kinds: str) -> list[Fact]:
    """The facts of these kinds, or all."""
    with PATH.open(encoding="utf-8", newline="") as file:
        facts = [Fact(**row) for row in csv.DictReader(file)]
    return [fact for fact in facts if not kinds or fact.kind in kinds]
