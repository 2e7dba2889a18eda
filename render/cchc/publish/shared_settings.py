"""Quarto's settings that are the embedded engine's too: one reader, the same filters."""

from dataclasses import dataclass
from functools import cache

import yaml

from cchc.installation import REPORT

# These do the same for every format.
ANY_FORMAT = "filters/any_format/"


@dataclass(frozen=True)
class SharedSettings:
    """The Markdown that is read, as Pandoc calls it, and the filters in their order."""

    reader: str
    filters: tuple[str, ...]

    @property
    def for_any_format(self) -> tuple[str, ...]:
        """The filters that need to run but once for all formats."""
        return tuple(name for name in self.filters if name.startswith(ANY_FORMAT))

    @property
    def for_each_format(self) -> tuple[str, ...]:
        """The filters that look at the format."""
        return tuple(name for name in self.filters if not name.startswith(ANY_FORMAT))


@cache
def shared_settings() -> SharedSettings:
    """What `_quarto.yml` says."""
    settings = yaml.safe_load((REPORT / "_quarto.yml").read_text(encoding="utf-8"))
    return SharedSettings(str(settings["from"]), tuple(settings["filters"]))
