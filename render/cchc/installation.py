"""Where the installed package keeps what is not Python."""

from pathlib import Path

# The package is installed in place: render/cchc stands beside render/report.
PROGRAM = Path(__file__).resolve().parents[1]
REPORT = PROGRAM / "report"
