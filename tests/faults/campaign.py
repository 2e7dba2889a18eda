"""Running cases: each on a copy of a made-up workspace, two at a time; the table of what came of them."""

import contextlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock

from tests.conftest import write_workspace
from tests.faults.judging import Case, Outcome, Verdict, disasters, judged, names_in, snapshot
from tests.faults.said import Said, messages
from tests.faults.sites import Site
from tests.intake.province import write_province

# A rule that never holds makes a check say which value it has read.
PROBES = """\
id,kind,expression,severity,explanation,basis,valid_from,valid_to
do.lop,identity,dao_tao.lop == 0.25,GHI CHÚ,đo lop,giả định,,
do.hoc_vien,identity,dao_tao.hoc_vien == 0.25,GHI CHÚ,đo hoc_vien,giả định,,
do.hai_long,identity,dao_tao.hai_long == 0.25,GHI CHÚ,đo hai_long,giả định,,
do.kinh_phi,identity,dao_tao.kinh_phi == 0.25,GHI CHÚ,đo kinh_phi,giả định,,
do.ho_so,identity,ho_so.tiep_nhan == 0.25,GHI CHÚ,đo ho_so,giả định,,
"""
LEAST_CLEAR = 0.98
GRAVITY = (
    Outcome.CLEAR,
    Outcome.VAGUE,
    Outcome.LEFT,
    Outcome.HANG,
    Outcome.SILENT,
    Outcome.TRACEBACK,
    Outcome.LOST,
)
NEVER = (Outcome.TRACEBACK, Outcome.SILENT, Outcome.LOST)
EARLIER = ("bao-cao.html", "figures.csv", "notebooks/10_ho_so.ipynb")


@dataclass(frozen=True)
class Judged:
    """A case and what came of it."""

    case: Case
    verdict: Verdict


class Campaign:
    """The workspaces that cases begin from, in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bases = {name: folder / "bases" / name for name in ("small", "province", "published")}
        self.blank, self.home = folder / "mau", folder / "home"
        self._lock = Lock()
        self._sound: dict[tuple[str, tuple[str, ...]], list[Said]] = {}
        write_workspace(self.bases["small"])
        (self.bases["small"] / "data/catalog/checks.csv").write_text(PROBES, encoding="utf-8")
        shutil.copytree(self.bases["small"], self.bases["published"])
        for name in EARLIER:
            made = self.bases["small"] / "output" / "2020-H1" / name
            made.parent.mkdir(parents=True, exist_ok=True)
            made.write_text(f"made earlier: {name}", encoding="utf-8")
        write_province(self.bases["province"])
        site = self.site("template", "province")
        ran = site.cchc("intake", "template", "2020-H2", "--to", str(self.blank))
        assert ran.code == 0, ran.text

    @cached_property
    def published(self) -> Path:
        """The workspace with a report that was really made."""
        site = self._copy("published", self.bases["published"])
        ran = site.cchc("report", "2020-H1", "--engine", "pandoc", seconds=120)
        assert ran.code == 0, ran.text
        return site.root

    def site(self, name: str, base: str) -> Site:
        """A fresh copy of a workspace."""
        with self._lock:
            source = self.published if base == "published" else self.bases[base]
        return self._copy(name, source)

    def _copy(self, name: str, source: Path) -> Site:
        folder = self.folder / "cases" / name
        site = Site(folder, self.blank, self.home)
        for needed in (site.temporary, site.home, folder / "cwd"):
            needed.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, site.root, symlinks=True)
        return site

    def sound(self, base: str, command: tuple[str, ...]) -> list[Said]:
        """What the command says of the workspace with nothing wrong in it."""
        with self._lock:
            if (base, command) not in self._sound:
                site = self._copy(f"sound-{len(self._sound)}", self.bases[base])
                site.returned.mkdir()
                self._sound[base, command] = messages(site.cchc(*command).text)
            return self._sound[base, command]

    @contextlib.contextmanager
    def arranged(self, case: Case, number: int) -> Iterator[Site]:
        """Where the case has been made, in a folder of its own that is gone afterwards."""
        site = self.site(f"{number:03d}", case.base)
        try:
            case.arrange(site)
            site.there = names_in(site.root)
            # From here on, what changes is laid to the command, unless a mishap says otherwise.
            site.touched.clear()
            yield site
        except Exception as error:
            error.add_note(f"in the case “{case.name}”")
            raise
        finally:
            site.kill_all()
            shutil.rmtree(site.folder, ignore_errors=True)

    def run(self, case: Case, number: int = 0) -> Judged:
        """One case and its class."""
        with self.arranged(case, number) as site:
            before = snapshot(site.root)
            if case.drive is None:
                sound = self.sound(case.base, case.command)
                site.cchc(*case.command)
                return Judged(case, judged(case, site, before, sound))
            said = [*case.drive(site), *disasters(site, before)]
            worst = max(said, key=lambda verdict: GRAVITY.index(verdict.outcome), default=None)
            return Judged(case, worst or Verdict(Outcome.CLEAR))

    def run_all(self, cases: Sequence[Case], workers: int = 2) -> Iterator[Judged]:
        """All cases, in their order."""
        with ThreadPoolExecutor(workers) as pool:
            yield from pool.map(self.run, cases, range(len(cases)))


def counts(results: Sequence[Judged]) -> dict[str, Counter[Outcome]]:
    """How many of each class, by group."""
    found: dict[str, Counter[Outcome]] = {}
    for judged_case in results:
        found.setdefault(judged_case.case.group, Counter())[judged_case.verdict.outcome] += 1
    return found


def table(results: Sequence[Judged]) -> list[str]:
    """The Markdown table of docs/loi-va-su-co.md."""
    lines = [
        f"Đo ngày {date.today():%d/%m/%Y}.",
        "",
        f"| nhóm | số lần thử | {' | '.join(Outcome)} |",
        "|---|---|" + "---|" * len(Outcome),
    ]
    for group, found in counts(results).items():
        cells = " | ".join(str(found[outcome]) for outcome in Outcome)
        lines.append(f"| {group} | {found.total()} | {cells} |")
    return lines


def good_enough(results: Sequence[Judged]) -> bool:
    """Nearly all clear in both groups, and nothing lost, silent or ended in a traceback."""
    groups = counts(results).values()
    clear = all(found[Outcome.CLEAR] >= LEAST_CLEAR * found.total() for found in groups)
    return clear and not any(found[outcome] for found in groups for outcome in NEVER)


def temporary_folder() -> "tempfile.TemporaryDirectory[str]":
    """Where a campaign works."""
    return tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True)
