"""The manifest: from what, with what and when an edition was made."""

import json
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cchc.findings import Finding, Severity
from cchc.hashing import sha256, sha256_of_all
from cchc.installation import PROGRAM
from cchc.workbook import Workbook

PACKAGES = (
    "altair",
    "nbconvert",
    "pandas",
    "papermill",
    "pypandoc-binary",
    "python-docx",
    "typst",
    "vl-convert-python",
    "xlsxwriter",
)


@dataclass(frozen=True)
class Making:
    """How an edition was made: engine, seconds by step, files by name, the faces of its PDF.

    `text` are the files kept beside the published ones, by their path in the edition; `moment` is in
    seconds since 1970.
    """

    engine: str
    seconds: Mapping[str, float]
    files: Mapping[str, Path]
    fonts: Sequence[str] = ()
    final: bool = False
    moment: int = 0
    text: Mapping[str, Path] = field(default_factory=dict)


def manifest(workbook: Workbook, making: Making, findings: Sequence[Finding]) -> dict[str, Any]:
    """All of it as plain data; hashes are sha256. The edition's number is given when it is kept."""
    return {
        "period": str(workbook.period),
        "edition": None,
        "final": making.final,
        "made": datetime.fromtimestamp(making.moment, UTC).isoformat(),
        "locality": workbook.params.locality,
        "engine": making.engine,
        "inputs": {workbook.file(path): sha256(path) for path in input_files(workbook)},
        "outputs": {path.name: sha256(path) for path in making.files.values()},
        "text": {name: sha256(path) for name, path in making.text.items()},
        "fonts": list(making.fonts),
        "program": sha256_of_all(PROGRAM, ("cchc/**/*.py", "report/**/*")),
        "packages": {name: version(name) for name in PACKAGES},
        "python": platform.python_version(),
        "commit": _commit(workbook.workspace.root),
        "findings": {s.value: sum(f.severity is s for f in findings) for s in Severity},
        "seconds": {step: round(seconds, 2) for step, seconds in making.seconds.items()},
    }


def write_manifest(data: Mapping[str, Any], path: Path) -> None:
    """Write manifest.json."""
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def input_files(workbook: Workbook) -> list[Path]:
    """Every file that shapes the period's report, in a fixed order."""
    workspace, period = workbook.workspace, workbook.period
    found: Iterable[Path] = [
        workspace.params(period),
        *workspace.catalog.glob("*.*"),
        *workspace.data(period).rglob("*.*"),
        *(workspace.notebooks / f"{section.notebook}.ipynb" for section in workbook.outline.sections),
    ]
    return sorted(path for path in found if path.is_file())


def _commit(root: Path) -> str:
    """The git commit of the workspace, or empty outside git."""
    try:
        result = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, check=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return result.stdout.strip()
