"""Which part of an .xlsx file is what: by the relationships that lead to it, not by its name.

Source: ECMA-376, part 2, 9.3 (relationships). Programs name parts as they like.
"""

import posixpath
from dataclasses import dataclass

from cchc.base.spreadsheets.packed_xml import Package, attribute, descendants

CUSTOMARY_WORKBOOK = "xl/workbook.xml"


@dataclass(frozen=True)
class Relationship:
    """What a part refers to; `kind` is the last word of its type, `target` the name of the other part."""

    id: str
    kind: str
    target: str


def relationships(package: Package, part: str) -> list[Relationship]:
    """What the part refers to inside the file; with an empty name, where the file begins."""
    folder, name = posixpath.split(part)
    where = posixpath.join(folder, "_rels", f"{name}.rels")
    if not package.has(where):
        return []
    return [
        Relationship(
            attribute(relation, "Id"),
            attribute(relation, "Type").rpartition("/")[2],
            _target(folder, attribute(relation, "Target")),
        )
        for relation in descendants(package.root(where), "Relationship")
        if attribute(relation, "TargetMode") != "External"
    ]


def main_part(package: Package) -> str:
    """The part that the file begins with; empty where it does not say."""
    found = [r.target for r in relationships(package, "") if r.kind == "officeDocument"]
    if found:
        return found[0]
    return CUSTOMARY_WORKBOOK if package.has(CUSTOMARY_WORKBOOK) else ""


def _target(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
