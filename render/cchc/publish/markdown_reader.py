"""The report's Markdown as Pandoc understands it: each section is read by itself, once, and cached."""

import json
import os
import subprocess
from collections.abc import Iterable, Sequence
from tempfile import gettempdir
from typing import Any

from cchc.base.cache import FileCache, cache_key
from cchc.base.installation import REPORT
from cchc.base.system_errors import reason as system_reason
from cchc.base.working_folders import temporary_folder
from cchc.notebook.chart_specs import CLASS, without_specs
from cchc.publish.formats import PublishError
from cchc.publish.programs import MORE_ROOM, PROGRAM_MISSING, reason, shared_settings

SCRIPT = REPORT / "read_markdown.lua"
TASK = "Không đọc được lời văn của báo cáo"
# Its interpreter does not tell that the disk is full.
CUT_SHORT = (
    "{task}: Pandoc không ghi được trọn tệp vào thư mục tạm “{folder}”, "
    "thường do ổ đĩa đã đầy. Dọn bớt rồi chạy lại."
)
# A heading's words are looked at one by one later on (appendix.lua); code has none.
LEFT_ALONE = frozenset({"Header", "Code", "CodeBlock"})
# Letters: Pandoc's writer for Typst takes the square of a text's length.
LONGEST_TEXT = 1_000


class UnsoundTextError(PublishError):
    """Pandoc warns of something in a section: the report would not print what was written."""


class MarkdownReader:
    """Reads with the report's own reader, in the background once it is asked.

    What is in the cache need not be read a second time.
    """

    def __init__(self, cache: FileCache | None = None) -> None:
        self._cache = cache
        self._known: dict[str, bytes] = {}
        self._asked: list[str] = []
        self._reading: PandocReading | None = None

    def ask(self, texts: Iterable[str]) -> None:
        """Begin to read the sections that have not been read yet (Markdown)."""
        for markdown in texts:
            name = _name(markdown)
            if name in self._known or markdown in self._asked:
                continue
            cached = self._cache.get(name) if self._cache is not None else None
            if cached is not None:
                self._known[name] = cached
                continue
            self._reading = self._reading or PandocReading()
            self._reading.ask(markdown)
            self._asked.append(markdown)

    def documents(self, texts: Sequence[str]) -> list[bytes]:
        """The sections in Pandoc's JSON (PublishError, for what Pandoc warns of too)."""
        self.ask(texts)
        self._collect()
        return [self._known[_name(markdown)] for markdown in texts]

    def blocks(self, texts: Sequence[str]) -> list[list[Any]]:
        """The blocks of the sections, without their charts' specs (PublishError)."""
        return [_without_specs(json.loads(read)["blocks"]) for read in self.documents(texts)]

    def close(self) -> None:
        """Leave no process behind; what is still asked for is not wanted any more."""
        if self._reading is not None:
            self._reading.close()
        self._reading, self._asked = None, []

    def _collect(self) -> None:
        if self._reading is None:
            return
        try:
            read = self._reading.collect()
            for markdown, document in zip(self._asked, map(json.loads, read), strict=True):
                self._remember(markdown, document)
        except json.JSONDecodeError:
            raise PublishError(CUT_SHORT.format(task=TASK, folder=gettempdir())) from None
        finally:
            self.close()

    def _remember(self, markdown: str, document: Any) -> None:
        join_words(document["blocks"])
        name = _name(markdown)
        self._known[name] = _written(document)
        if self._cache is not None:
            self._cache.put(name, self._known[name])
            # An edition stores its text so: the next one is compared with it.
            bare = {**document, "blocks": _without_specs(document["blocks"])}
            self._cache.put(_name(without_specs(markdown)), _written(bare))


def _name(markdown: str) -> str:
    return cache_key("read", markdown)


def _written(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _without_specs(blocks: list[Any]) -> list[Any]:
    return [_division_without_specs(block) for block in blocks if not _is_spec(block)]


def _division_without_specs(block: Any) -> Any:
    if block["t"] != "Div":
        return block
    attributes, content = block["c"]
    return {"t": "Div", "c": [attributes, _without_specs(content)]}


def _is_spec(block: Any) -> bool:
    return block["t"] == "CodeBlock" and CLASS in block["c"][0][1]


def join_words(elements: list[Any]) -> None:
    """Put words and the spaces between them into one element, in Pandoc's JSON as it is given.

    Every step that follows takes its time by the element.
    """
    spaces = False
    for element in elements:
        if isinstance(element, dict):
            kind, content = element.get("t"), element.get("c")
            spaces = spaces or kind == "Space"
            if isinstance(content, list) and kind not in LEFT_ALONE:
                join_words(content)
        elif isinstance(element, list):
            join_words(element)
    if spaces:
        elements[:] = _joined(elements)


def _joined(inlines: list[Any]) -> list[Any]:
    out: list[Any] = []
    kinds = ["", ""]
    for inline in inlines:
        kind = inline["t"]
        if kind == "Str" and kinds[-2:] == ["Str", "Space"] and len(out[-2]["c"]) < LONGEST_TEXT:
            del out[-1], kinds[-1]
            out[-1] = {"t": "Str", "c": f"{out[-1]['c']} {inline['c']}"}
        else:
            out.append(inline)
            kinds.append(kind)
    return out


class PandocReading:
    """Begins to read as soon as it is asked; collect() waits for the end and may be called once."""

    def __init__(self) -> None:
        import pypandoc

        self._asked: list[str] = []
        self._folder = temporary_folder()
        self._complaints = self._folder.path / "complaints"
        pandoc = pypandoc.get_pandoc_path()
        try:
            with self._complaints.open("wb") as complaints:
                self._process = subprocess.Popen(
                    [pandoc, *MORE_ROOM, "lua", str(SCRIPT), shared_settings().reader],
                    cwd=self._folder.path,
                    # Pandoc keeps a file of its own among the temporary ones while its interpreter runs.
                    env={**os.environ, **dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(self._folder.path))},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=complaints,
                    text=True,
                    encoding="utf-8",
                )
        except OSError as error:
            self._folder.close()
            raise PublishError(PROGRAM_MISSING.format(program=pandoc, error=system_reason(error))) from None

    def ask(self, markdown: str) -> None:
        """Read this text too."""
        name = f"{len(self._asked)}.md"
        self._asked.append(markdown)
        (self._folder.path / name).write_text(markdown, encoding="utf-8", newline="\n")
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
                raise UnsoundTextError(f"{TASK}, phần “{_first_words(markdown)}”: {warning}")
        return [(self._folder.path / f"{number}.md.json").read_bytes() for number in range(len(self._asked))]

    def close(self) -> None:
        """Leave no process behind."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()
        self._folder.close()

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
