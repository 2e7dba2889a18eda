"""The commands that the panel's buttons run: as the user would type them, and as they are run."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cchc.base.search_path import python
from cchc.publish.formats import FORMATS

# Folders of a workspace, or of the source, that no unit sends anything into.
OWN = ("data", "params", "notebooks", "docs", "render", "tests")


@dataclass(frozen=True)
class CommandLine:
    """The words after `cchc`, and those that only a program adds to read the answer."""

    words: tuple[str, ...]
    for_program: tuple[str, ...] = ()

    @property
    def typed(self) -> str:
        """What a user types in the workspace."""
        return subprocess.list2cmdline(["cchc", *self.words])

    @property
    def call(self) -> list[str]:
        """What runs: the same Python, so the same version, as the notebook's."""
        return python("-m", "cchc", *self.words, *self.for_program)


def status_command(period: str) -> CommandLine:
    """What is missing, and who owes it."""
    return CommandLine(("status", period), ("--format", "json"))


def template_command(period: str) -> CommandLine:
    """The forms for the units."""
    return CommandLine(("intake", "template", period))


def import_command(period: str, folder: str) -> CommandLine:
    """The forms that came back."""
    return CommandLine(("intake", "import", folder, "--period", period))


def check_command(period: str) -> CommandLine:
    """The findings."""
    return CommandLine(("check", period), ("--format", "json"))


def report_command(period: str, formats: Sequence[str], *, final: bool) -> CommandLine:
    """The report; all formats go without saying."""
    chosen = () if set(formats) == set(FORMATS) else ("--formats", ",".join(formats))
    return CommandLine(("report", period, *chosen, *(("--final",) if final else ())))


def folders_of_forms(root: Path, but: Path) -> list[str]:
    """Folders of the workspace that hold spreadsheets, the newest first: one of them may have come back.

    `but` holds the forms that went out.
    """
    kinds = {".xlsx", ".xls", ".ods"}
    tops = [top for top in root.iterdir() if top.is_dir() and top.name not in OWN and top.name[0] != "."]
    files = [path for top in tops for path in top.rglob("*") if path.suffix.lower() in kinds]
    folders = {path.parent for path in files if but not in path.parents and "editions" not in path.parts}
    own = {root / "output" / folder.name for folder in (root / "output").glob("*")}
    newest = sorted(folders - own, key=lambda folder: -folder.stat().st_mtime)
    return [folder.relative_to(root).as_posix() for folder in newest]
