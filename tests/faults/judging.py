"""The class of a run: what had to come of it, against what was said, changed and left."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from tests.faults.said import FOREIGN, PROBE, TRACEBACK, Said, imported, messages, page_text, probed
from tests.faults.sites import Change, Ran, Site

PERIOD = "2020-H1"
KEPT = ("data", "params", "notebooks", "output")
# Where an import writes.
OF_IMPORTS = re.compile(r"data/[^/]+/figures\.csv|output/[^/]+/intake/.*")
# Meant to stay: caches, and the files by which runs at once wait for each other.
MEANT = re.compile(r"(^|/)(cchc-cache-\d+|\.cchc-cache|cchc)(/|$)|\.lock$")
LEFT = re.compile(r"(^|/)(\.[^/]+|[^/]*\.tmp|pandoc-hist[^/]*|cchc-[^/]*)(/|$)")
# figures.csv may be an .xlsx file, and empty lines move rows.
ROW = re.compile(r"\.(csv|xlsx)(:\d+)?|:\d+")
MOST_BEFORE = 3


class Outcome(StrEnum):
    """What became of a case; only the first is good."""

    CLEAR = "clear"
    VAGUE = "vague"
    TRACEBACK = "traceback"
    SILENT = "silent"
    LOST = "lost"
    LEFT = "left"
    HANG = "hang"


@dataclass(frozen=True)
class Verdict:
    """The class of a run, and why."""

    outcome: Outcome
    why: str = ""


@dataclass(frozen=True)
class Evidence:
    """What is known after the command, and what the same command says of the sound workspace."""

    site: Site
    ran: Ran
    found: tuple[Said, ...]
    sound: tuple[Said, ...]

    @property
    def new(self) -> list[Said]:
        """The messages that the sound workspace does not get."""
        return [said for said in self.found if said not in self.sound]

    @property
    def errors(self) -> list[Said]:
        """The new LỖI."""
        return [said for said in self.new if said.severity == "LỖI"]


class Expected(Protocol):
    """What has to come of a case."""

    def met(self, evidence: Evidence) -> bool:
        """Whether it did."""


class Same:
    """The file is read as if nothing were wrong with it: the same findings, the same values."""

    def met(self, evidence: Evidence) -> bool:
        """No message came or went; empty lines may have moved rows."""
        found, sound = (sorted(map(_without_row, said)) for said in (evidence.found, evidence.sound))
        return evidence.ran.code == 0 and found == sound


class Reads:
    """The values that have been read: as printed by a check, or as an import wrote them (all of them)."""

    def __init__(self, **values: str) -> None:
        self.values = {key.replace("__", "."): value for key, value in values.items()}

    def met(self, evidence: Evidence) -> bool:
        """The values are these, and nothing is called wrong."""
        return not evidence.errors and self.read(evidence)

    def read(self, evidence: Evidence) -> bool:
        """The values are these."""
        if "import" in evidence.ran.arguments:
            wanted = {f"dao_tao.{key}": Decimal(value) for key, value in self.values.items()}
            return imported(evidence.site.root) == wanted
        found = probed(evidence.ran.out)
        return all(found.get(key) == value for key, value in self.values.items())


@dataclass(frozen=True)
class Says:
    """One of the first messages names the place, and what is wrong with it or what to do.

    `most` limits how many LỖI the one cause may bring along; `rest` is what is read nevertheless. Of code
    that the analyst wrote herself, Python's own words may stand beside the Vietnamese ones (`python`).
    """

    place: str
    words: str
    severity: str = "LỖI"
    most: int = 8
    rest: Reads | None = None
    python: bool = False

    def met(self, evidence: Evidence) -> bool:
        """Said among the first, in Vietnamese, and the command did not call it success."""
        wanted = [said for said in evidence.new if said.severity == self.severity] or _plain(evidence)
        refused = evidence.ran.code == 1 or self.severity != "LỖI"
        said = any(self._is(each) for each in wanted[:MOST_BEFORE])
        few = len(evidence.errors) <= self.most
        return refused and said and few and (self.rest is None or self.rest.read(evidence))

    def _is(self, said: Said) -> bool:
        place, words = re.search(self.place, said.line), re.search(self.words, said.line, re.IGNORECASE)
        return bool(place and words and (self.python or not FOREIGN.search(said.text)))


@dataclass(frozen=True)
class Prints:
    """The page of the report has these words."""

    words: str

    def met(self, evidence: Evidence) -> bool:
        """The report was made, and they are in it."""
        page = evidence.site.root / "output" / PERIOD / "bao-cao.html"
        return evidence.ran.code == 0 and bool(re.search(self.words, page_text(page)))


@dataclass(frozen=True)
class Case:
    """One thing that is wrong: how it came to be so, and what must come of it (any of `expected`).

    A fault has a `drive` instead: it does what it needs on the site and returns what went wrong.
    """

    name: str
    kind: str
    part: str
    arrange: Change
    expected: tuple[Expected, ...] = ()
    command: tuple[str, ...] = ("check", PERIOD)
    base: str = "small"
    drive: Callable[[Site], Sequence[Verdict]] | None = None
    needs: Callable[[], bool] = lambda: True

    @property
    def group(self) -> str:
        """A bad input or a fault."""
        return "sự cố" if self.drive else "đầu vào"


def _without_row(said: Said) -> str:
    return ROW.sub("", said.line)


def _plain(evidence: Evidence) -> list[Said]:
    """The lines of an error without a severity: the whole message is one."""
    text = " ".join(evidence.ran.err.split())
    return [Said("LỖI", "", text)] if evidence.ran.code and not evidence.new else []


def snapshot(root: Path) -> dict[str, str]:
    """The hash of every file that a user would miss."""
    files = (
        path for top in KEPT for path in (root / top).rglob("*") if path.is_file() and not path.is_symlink()
    )
    return {path.relative_to(root).as_posix(): _hash(path) for path in files}


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def judged(case: Case, site: Site, before: Mapping[str, str], sound: Sequence[Said]) -> Verdict:
    """The class of an input's run, the worst that applies."""
    ran = site.ran[-1]
    evidence = Evidence(site, ran, tuple(messages(ran.text)), tuple(sound))
    worst = next(iter(disasters(site, before)), None)
    if worst is not None:
        return worst
    if any(expected.met(evidence) for expected in case.expected):
        return Verdict(Outcome.CLEAR)
    return Verdict(Outcome.SILENT if _silent(evidence) else Outcome.VAGUE, _told(evidence))


def disasters(site: Site, before: Mapping[str, str]) -> Iterator[Verdict]:
    """What must not come of anything, the gravest first."""
    for ran in site.ran:
        if ran.code is None:
            yield Verdict(Outcome.HANG, f"{' '.join(ran.arguments[:2])}: quá {ran.seconds:.0f} giây")
    for ran in site.ran:
        if found := TRACEBACK.search(ran.text):
            at = ran.text[found.start() :].strip()
            yield Verdict(Outcome.TRACEBACK, (at[:90] + " … " + at[-160:] if len(at) > 250 else at))
    yield from (Verdict(Outcome.LOST, name) for name in _lost(site, before))
    left = [*left_files(site), *site.still_running()]
    if left:
        yield Verdict(Outcome.LEFT, ", ".join(left[:5]))


def _lost(site: Site, before: Mapping[str, str]) -> Iterator[str]:
    """Files that a command changed which had no business to."""
    last = site.ran[-1]
    after = snapshot(site.root)
    for name, digest in before.items():
        imported_into = "import" in last.arguments and OF_IMPORTS.fullmatch(name) is not None
        own = name.startswith(tuple(site.touched))
        made = last.code == 0 and "report" in last.arguments and name.startswith("output/")
        if after.get(name) != digest and not (own or imported_into or made):
            yield f"{name} {'bị đổi' if name in after else 'mất'}"


def left_files(site: Site) -> list[str]:
    """What lies in the temporary folder, in the workspace and in the current folder, and was to be gone."""
    temporary = [path.name for path in _listed(site.temporary) if not MEANT.search(path.name)]
    here = [path.name for path in _listed(site.folder / "cwd")]
    hidden = (name for name in names_in(site.root) if LEFT.search(name) and not MEANT.search(name))
    return [*temporary, *here, *(name for name in sorted(hidden) if name not in site.there)]


def names_in(root: Path) -> frozenset[str]:
    """The paths of all there is in a folder."""
    return frozenset(path.relative_to(root).as_posix() for path in root.rglob("*"))


def _listed(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _silent(evidence: Evidence) -> bool:
    """Nothing was called wrong: what could not be right was taken as it stood."""
    return evidence.ran.code == 0 and not any(said.severity != "GHI CHÚ" for said in evidence.new)


def _told(evidence: Evidence) -> str:
    """What a user got instead."""
    said = [said.line for said in evidence.new if not PROBE.search(said.text)] or [
        " ".join(evidence.ran.err.split())
    ]
    values = probed(evidence.ran.out)
    if "import" in evidence.ran.arguments:
        values = {key: str(value) for key, value in imported(evidence.site.root).items()}
    more = f" (+{len(said) - 2})" if len(said) > 2 else ""
    return f"rc {evidence.ran.code}; {' | '.join(line[:170] for line in said[:2])}{more}; đọc được {values}"
