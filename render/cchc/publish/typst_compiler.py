"""Compiling Typst to PDF in a program of its own: `python -m cchc.publish.typst_compiler a.typ a.pdf 0`.

Whatever Typst complains about, even a warning, goes to the error stream and fails it.
"""

import sys
from pathlib import Path
from typing import Literal

import typst

from cchc.base.installation import FONTS

# Archivable, with its structure, and readable by assistive technology.
PDF_STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]


def main(source: Path, target: Path, epoch: int) -> None:
    """Compile, with everything that the source names in its folder; exits with what is wrong."""
    try:
        pdf, warnings = typst.compile_with_warnings(
            source.resolve(),
            root=source.resolve().parent,
            font_paths=[FONTS],
            format="pdf",
            pdf_standards=[*PDF_STANDARDS],
            timestamp=epoch,
        )
    except typst.TypstError as error:
        sys.exit(_explain(error))
    if warnings:
        sys.exit(" ".join(map(_explain, warnings)))
    target.write_bytes(bytes(pdf))


def _explain(problem: BaseException) -> str:
    hints = " ".join(getattr(problem, "hints", []))
    return f"{getattr(problem, 'message', problem)} {hints}".strip()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
