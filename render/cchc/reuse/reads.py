"""What a notebook's run read: each input by what it was, with a digest of what it said."""

import dataclasses
import hashlib
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import BaseModel

ABSENT = "absent"
EVERYTHING = "everything"


class Item(NamedTuple):
    """One input: a row of a table, a whole table, a file, a folder's names, a derived value.

    `where` names the table with its period, or the path relative to the workspace; `key` the row.
    """

    kind: str
    where: str = ""
    key: str = ""


@dataclass(frozen=True)
class Reads:
    """Every input of a run; `opaque` says why it can never be used again (Vietnamese), empty if it can.

    Environment variables and the clock leave no trace: a notebook that prints them is not followed.
    """

    items: Mapping[Item, str] = field(default_factory=dict)
    opaque: str = ""

    def to_json(self) -> dict[str, Any]:
        """As plain data, in a fixed order."""
        return {"items": [[*item, digest] for item, digest in sorted(self.items.items())]}

    @classmethod
    def of_everything(cls, everything: str) -> "Reads":
        """Of a run that could not be followed: it stands while all inputs do (their digest)."""
        return cls({Item(EVERYTHING): everything})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Reads":
        """Back from plain data."""
        return cls({Item(*entry[:3]): entry[3] for entry in data["items"]})


def digest(value: object) -> str:
    """The same for equal values in every process; None is `absent`."""
    if value is None:
        return ABSENT
    return hashlib.sha256(canonical(value).encode("utf-8")).hexdigest()[:32]


def canonical(value: object) -> str:
    """A text that tells values apart by all their fields (TypeError for what has no such text)."""
    match value:
        case BaseModel():
            return f"{type(value).__name__}{value.model_dump_json()}"
        case Mapping():
            return "{" + ",".join(f"{canonical(k)}:{canonical(v)}" for k, v in value.items()) + "}"
        case str():
            return repr(str(value))
        case tuple() | list():
            return "(" + ",".join(map(canonical, value)) + ")"
        case Set():
            return "<" + ",".join(sorted(map(canonical, value))) + ">"
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = (f"{f.name}={canonical(getattr(value, f.name))}" for f in dataclasses.fields(value))
        return f"{type(value).__name__}({','.join(fields)})"
    text = repr(value)
    if " at 0x" in text:
        raise TypeError(f"{type(value).__name__} has no stable text")
    return text
