"""Names that carry digits without being figures: COVID-19, Quận 1, ISO 9001:2015."""

from pathlib import Path

from cchc.base.csv_tables import read_table, required
from cchc.base.findings import Finding

FILE = "data/catalog/proper_names.csv"
COLUMNS = ("name", "note")


def load_proper_names(path: Path) -> tuple[tuple[str, ...], list[Finding]]:
    """Read proper_names.csv: the names, longest first, and every problem met."""
    table = read_table(path, FILE, COLUMNS)
    names = set(table.read_rows(lambda row: required(row, "name")))
    return tuple(sorted(names, key=lambda name: (-len(name), name))), table.findings
