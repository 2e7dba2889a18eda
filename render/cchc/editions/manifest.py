"""The manifest: from what, with what and when an edition was made."""

import json
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cchc.base.cache import program
from cchc.base.files import sha256
from cchc.base.findings import Finding, count_by_severity
from cchc.inputs.workbook import Workbook
from cchc.publish.engine import Engine

UNSETTLED = "changed while the edition was made"
PACKAGES = (
    "altair",
    "nbconvert",
    "pandas",
    "papermill",
    "python-docx",
    "vl-convert-python",
    "xlsxwriter",
)


def manifest(
    workbook: Workbook,
    findings: Sequence[Finding],
    files: Iterable[Path],
    text: Mapping[str, Path],
    *,
    engine: Engine,
    seconds: Mapping[str, float],
    fonts: Sequence[str] = (),
    final: bool = False,
    early: str | None = None,
    moment: int = 0,
) -> dict[str, Any]:
    """All of it as plain data; hashes are sha256. The edition's number is given when it is stored.

    `files` are published, `text` stands beside them in the edition, by its path there; `seconds` by step;
    `fonts` are the faces of the PDF; `early` is why an official edition was made before its time, where it
    was; `moment` is in seconds since 1970.
    """
    return {
        "period": str(workbook.period),
        "edition": None,
        "made": datetime.fromtimestamp(moment, UTC).isoformat(),
        "locality": workbook.params.locality,
        **build_key(workbook, engine=engine, fonts=fonts, final=final, early=early),
        "outputs": {path.name: sha256(path) for path in files},
        "text": {name: sha256(path) for name, path in text.items()},
        "commit": _commit(workbook.workspace.root),
        "findings": {severity.value: count for severity, count in count_by_severity(findings).items()},
        "seconds": {step: round(spent, 2) for step, spent in seconds.items()},
    }


def unsettled(data: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The manifest where these inputs changed meanwhile, so that nobody knows what was read of them.

    Never the hash of a file: no later run takes the edition for one of the files as they are then.
    """
    return {**data, "inputs": {**data["inputs"], **dict.fromkeys(names, UNSETTLED)}}


def build_key(
    workbook: Workbook, *, engine: Engine, fonts: Sequence[str], final: bool, early: str | None = None
) -> dict[str, Any]:
    """All that decides what an edition says, known before it is made."""
    return {
        "final": final,
        "early": early,
        "engine": engine.name,
        "inputs": {workbook.file(path): sha256(path) for path in input_files(workbook)},
        "fonts": list(fonts),
        "program": program(),
        "packages": {name: version(name) for name in PACKAGES} | dict(engine.versions),
        "python": platform.python_version(),
    }


def write_manifest(data: Mapping[str, Any], path: Path) -> None:
    """Write manifest.json."""
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def input_files(workbook: Workbook) -> list[Path]:
    """Every file that shapes the period's report, in a fixed order; the periods it is compared with too."""
    workspace, period = workbook.workspace, workbook.period
    periods = (period, period.previous, period.year_before)
    found: Iterable[Path] = [
        *(workspace.params(each) for each in periods),
        *workspace.catalog.glob("*.*"),
        *(path for each in periods for path in workspace.data(each).rglob("*.*")),
        *(workspace.notebook(section.notebook) for section in workbook.outline.sections),
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
