"""A file of the workspace with its text changed, for cases that break one in many ways."""

from collections.abc import Callable

from tests.faults.sites import Change, Site


def rewritten(file: str, change: Callable[[str], str | bytes]) -> Change:
    """The file as `change` makes it (LookupError where that changes nothing)."""

    def arrange(site: Site) -> None:
        before = site.read(file)
        after = change(before)
        if after == before:
            raise LookupError(f"{file} stays as it is")
        site.write(file, after)

    return arrange


def put(old: str, new: str) -> Callable[[str], str]:
    """One text for another."""
    return lambda text: text.replace(old, new)
