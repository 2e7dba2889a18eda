"""What is finished in the files that Quarto wrote: the step after `quarto render`, run by Quarto itself.

`python -m cchc.publish.finish` in a build folder. Quarto names the files there, one a line: in a variable, or
in a file that another variable of the user's names.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from cchc.base.findings import ReportError
from cchc.publish.build_folder import epoch, metadata

FILES = "QUARTO_PROJECT_OUTPUT_FILES"
LIST = "QUARTO_USE_FILE_FOR_PROJECT_OUTPUT_FILES"


def finish_files(build: Path, files: Iterable[Path]) -> None:
    """Put the policy into the page, and into the Word file what Quarto cannot say (PublishError)."""
    for path in files:
        match path.suffix:
            case ".html":
                from cchc.publish.page.policy import finish_page

                finish_page(path)
            case ".docx":
                from cchc.publish.docx.finish import finish_docx

                finish_docx(path, metadata(build), epoch(build))


def named_files() -> list[Path]:
    """The files that Quarto has written."""
    listed = os.environ.get(LIST)
    text = Path(listed).read_text(encoding="utf-8") if listed else os.environ.get(FILES, "")
    return [Path(line) for line in map(str.strip, text.splitlines()) if line]


def main() -> None:
    """Finish what Quarto names; a refusal is told as Quarto tells its own."""
    try:
        finish_files(Path.cwd(), named_files())
    except ReportError as error:
        print(f"ERROR: {error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
