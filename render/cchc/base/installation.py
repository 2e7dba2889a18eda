"""Where the program's own parts are: in a wheel inside the package, in the source tree beside it."""

from collections.abc import Mapping
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
# The folder that Python imports the package from.
PROGRAM = PACKAGE.parent


def _part(in_wheel: str, in_source_tree: Path) -> Path:
    """pyproject.toml says what a wheel takes along, and under which name."""
    inside = PACKAGE / in_wheel
    return inside if inside.is_dir() else in_source_tree


# The Quarto project of both engines.
REPORT = _part("report", PROGRAM / "report")
# Its formats, as a Quarto extension.
EXTENSION = REPORT / "_extensions" / "cchc"
# Faces that the report is set in wherever the machine has none better.
FONTS = REPORT / "fonts"
# The neutral workbook that a locality begins with.
SKELETON = _part("skeleton", PROGRAM / "skeleton")


def program_files() -> Mapping[str, Path]:
    """What shapes a report, by names that are the same in both places."""
    code = {f"cchc/{path.relative_to(PACKAGE).as_posix()}": path for path in PACKAGE.rglob("*.py")}
    assets = {f"report/{path.relative_to(REPORT).as_posix()}": path for path in REPORT.rglob("*")}
    return {name: path for name, path in (code | assets).items() if path.is_file()}
