"""A kill at each step of a delivery: what is published is the old report or the new, never both. Made up."""

import os
import shutil
import time
from collections.abc import Callable

from tests.faults.judging import PERIOD, Case, Outcome, Verdict, left_files
from tests.faults.mishaps import FIGURES, REPORT, Wrong, mishap, mixed
from tests.faults.said import imported
from tests.faults.sites import Site
from tests.intake.filling import fill

PUBLISHED = r"/output/2020-H1(/|$)"
STEPS = 8
# The workbook that a locality begins with is of a later programme than the made-up one.
INIT = ("init", "{NEW}", "--locality", "tỉnh Thử", "--period", "2026-H1")
TWO_DAYS = 2 * 24 * 60 * 60


def count(site: Site, path: str, *arguments: str) -> int:
    """How many steps the command takes."""
    dots = site.folder / "dots"
    site.cchc(*arguments, env=mishap(path, "count", to=str(dots)), seconds=120)
    return len(dots.read_bytes()) if dots.exists() else 0


def aged(site: Site) -> None:
    """What lies about looks two days old, as when the next run comes."""
    for folder in (site.temporary, site.root):
        for path in (folder, *folder.rglob("*")):
            if not path.is_symlink():
                moment = path.stat().st_mtime - TWO_DAYS
                os.utime(path, (moment, moment))


def next_run(site: Site, *arguments: str) -> Wrong:
    """The next command works, and clears away what the killed one left."""
    aged(site)
    ran = site.cchc(*arguments, seconds=120)
    wrong = [] if ran.code == 0 else [Verdict(Outcome.LOST, f"lượt sau: rc {ran.code} {ran.err[-300:]}")]
    left = left_files(site)
    return [*wrong, *([Verdict(Outcome.LEFT, ", ".join(left))] if left else [])]


def killed_report(step: int) -> Callable[[Site], Wrong]:
    """Kill it at this eighth of its delivery: the next commands find one whole report, and make the next."""

    def drive(site: Site) -> Wrong:
        site.edit(FIGURES, ("dao_tao.lop,,7,", "dao_tao.lop,,8,"))
        at = 1 + (_steps(site) - 1) * step // (STEPS - 1)
        killed = site.cchc(*REPORT, env=mishap(PUBLISHED, "kill", at), seconds=120)
        if killed.code == 0:
            return [Verdict(Outcome.VAGUE, "lượt dựng không bị ngắt")]
        site.still_running()
        site.cchc("status", PERIOD)
        return [*mixed(site), *next_run(site, *REPORT), *mixed(site)]

    return drive


_COUNTED: dict[str, int] = {}


def _steps(site: Site) -> int:
    """Counted once, on a copy."""
    if "report" not in _COUNTED:
        other = Site(site.folder / "count", site.blank, site.home)
        (other.folder / "cwd").mkdir(parents=True)
        shutil.copytree(site.root, other.root)
        _COUNTED["report"] = count(other, PUBLISHED, *REPORT)
    return max(_COUNTED["report"], STEPS)


def killed_import(at: int) -> Callable[[Site], Wrong]:
    """Kill an import as it writes: the figures are the old or the new ones, and it can be done again."""

    def drive(site: Site) -> Wrong:
        fill(site.form(), {"J7": 7, "J8": 5600000})
        arguments = ("intake", "import", "{VE}", "--period", "2020-H2")
        site.cchc(*arguments, env=mishap(r"/data/2020-H2/", "kill", at))
        found = imported(site.root)
        wrong = [] if len(found) in (0, 2) else [Verdict(Outcome.LOST, f"nhập dở: {found}")]
        return [*wrong, *next_run(site, *arguments)]

    return drive


def killed_scaffold(at: int, period: str, *arguments: str) -> Callable[[Site], Wrong]:
    """Kill `new` or `init`: what it made is whole, or nothing of it stops doing it again."""

    def drive(site: Site) -> Wrong:
        given = [argument.replace("{NEW}", str(site.folder / "moi")) for argument in arguments]
        site.cchc(
            *given, env=mishap(r"/so/(data|params|notebooks)|/moi", "kill", at, ["os.rename", "os.mkdir"])
        )
        root = site.folder / "moi" if "init" in arguments else site.root
        whole = site.cchc("status", period, "--workspace", str(root)).code == 0
        wrong = next_run(site, *given)
        return [verdict for verdict in wrong if verdict.outcome is not Outcome.LOST or not whole]

    return drive


def again_after_kill(site: Site) -> Wrong:
    """SIGKILL of a report in the middle of its work."""
    site.edit(FIGURES, ("dao_tao.lop,,7,", "dao_tao.lop,,8,"))
    process = site.start(*REPORT, "--no-cache")
    time.sleep(1.2)
    process.kill()
    site.finish(process)
    running = site.still_running()
    wrong = [Verdict(Outcome.LEFT, f"còn chạy: {running}")] if running else []
    return [*wrong, *mixed(site), *next_run(site, *REPORT), *mixed(site)]


def fault(name: str, drive: Callable[[Site], Wrong], base: str = "published") -> Case:
    """A case of this module."""
    return Case(f"giết giữa chừng: {name}", "đưa vào chỗ", "faults", lambda _: None, base=base, drive=drive)


CASES = [
    *(fault(f"dựng, bước {step + 1}/{STEPS}", killed_report(step)) for step in range(STEPS)),
    *(fault(f"nhập, bước {at}", killed_import(at), "province") for at in (1, 2)),
    *(
        fault(f"new, bước {at}", killed_scaffold(at, "2020-H2", "new", "2020-H2", "--from", PERIOD), "small")
        for at in (1, 3, 4, 5)
    ),
    *(fault(f"init, bước {at}", killed_scaffold(at, "2026-H1", *INIT), "small") for at in (1, 4, 7)),
    fault("dựng, khi notebook đang chạy", again_after_kill),
]
