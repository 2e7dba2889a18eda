"""What the cases of mishaps share: the commands, the order for a mishap, and what must hold afterwards."""

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path

from tests.faults.judging import PERIOD, Outcome, Verdict
from tests.faults.said import FOREIGN
from tests.faults.sites import Ran, Site

REPORT = ("report", PERIOD, "--engine", "pandoc")
# Half the time, where the printed formats add nothing to the question.
PAGE = (*REPORT, "--formats", "html")
IMPORT = ("intake", "import", "{VE}", "--period", "2020-H2")
FIGURES = "data/2020-H1/figures.csv"
EVENTS = ("os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "open")
OF_REPORT = ("bao-cao.html", "bao-cao.pdf", "bao-cao.docx", "figures.csv", "findings.csv", "manifest.json")
# A superuser reads everything, unless this right is given up.
AS_OTHERS = (
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search",
    "--inh-caps=-dac_override,-dac_read_search",
)
Wrong = list[Verdict]


def mishap(
    path: str,
    do: str | int,
    at: int = 0,
    events: Sequence[str] = EVENTS,
    *,
    to: str = "",
    reading: bool = False,
) -> dict[str, str]:
    """The environment in which it happens; files that are only read do not count, unless `reading`."""
    order = {"events": list(events), "path": path, "at": at, "do": do, "to": to, "reading": reading}
    return {"CCHC_MISHAP": json.dumps(order)}


def mixed(site: Site) -> Wrong:
    """Whether the files in front are all there, and those that an edition has are all of that edition."""
    output = site.root / "output" / PERIOD
    missing = [name for name in OF_REPORT if not (output / name).is_file()]
    if missing:
        return [Verdict(Outcome.LOST, f"mất {', '.join(missing)}")]
    for edition in (output / "editions").iterdir():
        stored = [name for name in OF_REPORT if (edition / name).is_file()]
        if stored and all(_same(output / name, edition / name) for name in stored):
            return []
    return [Verdict(Outcome.LOST, "tệp của hai bản lẫn nhau")]


def _same(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()


def quiet(ran: Ran, codes: tuple[int, ...]) -> Wrong:
    """Nothing is said that a user could take for a mistake of theirs."""
    wrong = [Verdict(Outcome.VAGUE, f"rc {ran.code}: {ran.err[-200:]}")] if ran.code not in codes else []
    return [*wrong, *([Verdict(Outcome.VAGUE, ran.err[-300:])] if FOREIGN.search(ran.text) else [])]


def said(ran: Ran, words: str) -> Wrong:
    """The real cause, in Vietnamese."""
    foreign = FOREIGN.search(ran.text)
    if ran.code == 1 and re.search(words, ran.text) and not foreign:
        return []
    lines = [line for line in ran.text.splitlines() if "LỖI" in line] or ran.text.split("\n")
    told = f"rc {ran.code}: {foreign[0] if foreign else ''} | {' '.join(' '.join(lines).split())[:250]}"
    return [Verdict(Outcome.VAGUE if ran.code else Outcome.SILENT, told)]


def like_others() -> list[str]:
    """What makes a superuser's command obey the modes of files."""
    return list(AS_OTHERS) if os.geteuid() == 0 else []
