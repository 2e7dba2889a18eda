"""Pandoc at reading: one process takes text after text while we do something else."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from cchc.installation import REPORT
from cchc.publish.error import PublishError
from cchc.publish.process import MORE_ROOM, PROGRAM_MISSING, reason
from cchc.publish.shared_settings import shared_settings
from cchc.system_errors import reason as system_reason

SCRIPT = REPORT / "read_markdown.lua"
TASK = "Không đọc được lời văn của báo cáo"


class PandocReading:
    """Begins to read as soon as it is asked; collect() waits for the end and may be called once."""

    def __init__(self) -> None:
        import pypandoc

        self._asked: list[str] = []
        self._folder = TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True)
        self._complaints = Path(self._folder.name) / "complaints"
        program = pypandoc.get_pandoc_path()
        try:
            with self._complaints.open("wb") as complaints:
                self._process = subprocess.Popen(
                    [program, *MORE_ROOM, "lua", str(SCRIPT), shared_settings().reader],
                    cwd=self._folder.name,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=complaints,
                    text=True,
                    encoding="utf-8",
                )
        except OSError as error:
            self._folder.cleanup()
            raise PublishError(PROGRAM_MISSING.format(program=program, error=system_reason(error))) from None

    def ask(self, markdown: str) -> None:
        """Read this text too."""
        name = f"{len(self._asked)}.md"
        self._asked.append(markdown)
        (Path(self._folder.name) / name).write_text(markdown, encoding="utf-8", newline="\n")
        self._send(name)

    def collect(self) -> list[bytes]:
        """Pandoc's JSON of all texts, in the order they were asked for (PublishError for a warning too)."""
        # Not by closing the pipe alone: what was forked meanwhile holds its other end too.
        self._send("")
        said, _ = self._process.communicate()
        if self._process.returncode:
            complaint = self._complaints.read_text(encoding="utf-8", errors="replace")
            raise PublishError(f"{TASK}: {reason(complaint)}")
        for markdown, line in zip(self._asked, said.split("\n")[:-1], strict=True):
            if warning := line.partition("\t")[2]:
                raise PublishError(f"{TASK}, phần “{_first_words(markdown)}”: {warning}")
        folder = Path(self._folder.name)
        return [(folder / f"{number}.md.json").read_bytes() for number in range(len(self._asked))]

    def close(self) -> None:
        """Leave no process behind."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()
        self._folder.cleanup()

    def _send(self, line: str) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(f"{line}\n")
            self._process.stdin.flush()
        except OSError:
            # It has ended; collect() says why.
            return


def _first_words(markdown: str) -> str:
    return markdown.lstrip().partition("\n")[0].partition("{")[0].strip("# ")
