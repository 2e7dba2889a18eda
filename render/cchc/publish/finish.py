"""What is finished in the files that Quarto wrote: the step after `quarto render`, run by Quarto itself.

`python -m cchc.publish.finish` in a build folder; QUARTO_PROJECT_OUTPUT_FILES names the files, one a line.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from cchc.base.findings import ReportError
from cchc.publish.build_folder import epoch, metadata

FILES = "QUARTO_PROJECT_OUTPUT_FILES"


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


def main() -> None:
    """Finish what Quarto names; a refusal is told as Quarto tells its own."""
    named = [Path(line.strip()) for line in os.environ.get(FILES, "").splitlines() if line.strip()]
    try:
        finish_files(Path.cwd(), named)
    except ReportError as error:
        print(f"ERROR: {error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
