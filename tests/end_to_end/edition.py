"""A copy of the workbook, and the real command run on it."""

import hashlib
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

WORKBOOK = Path(__file__).resolve().parents[2]
PERIOD = "2020-H1"
PARTS = ("params", "data", "notebooks")


def copy_workbook(target: Path) -> Path:
    """What the command reads, in a folder of its own: the output/ of the repository stays untouched."""
    for part in PARTS:
        shutil.copytree(
            WORKBOOK / part, target / part, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
        )
    return target


def run_report(root: Path, *options: str, engine: str = "pandoc") -> subprocess.CompletedProcess[str]:
    """`cchc report 2020-H1`, as a user runs it."""
    return subprocess.run(
        [sys.executable, "-m", "cchc", "report", PERIOD, "--engine", engine, *options],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def sha256(path: Path) -> str:
    """The hash as the manifest writes it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def hashes(folder: Path) -> dict[str, str]:
    """Every file below a folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass(frozen=True)
class Edition:
    """A published edition: the workbook it was made from, and its files."""

    root: Path
    said: str

    @property
    def folder(self) -> Path:
        """output/2020-H1."""
        return self.root / "output" / PERIOD

    def file(self, name: str) -> Path:
        """One published file."""
        return self.folder / name
