"""The report's Markdown as Pandoc understands it: each section is read by itself, once, and kept."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from cchc.chart_specs import CLASS, without_specs
from cchc.publish.joined_words import join_words
from cchc.publish.pandoc_reading import PandocReading
from cchc.reuse.kept_files import KeptFiles
from cchc.reuse.making import libraries, program


class MarkdownReader:
    """Reads with the report's own reader, in the background once it is asked.

    What is `kept` need not be read a second time.
    """

    def __init__(self, kept: KeptFiles | None = None) -> None:
        self._kept = kept
        self._known: dict[str, bytes] = {}
        self._asked: list[str] = []
        self._reading: PandocReading | None = None

    def ask(self, texts: Iterable[str]) -> None:
        """Begin to read the sections that have not been read yet (Markdown)."""
        for markdown in texts:
            name = _name(markdown)
            if name in self._known or markdown in self._asked:
                continue
            stored = self._kept.get(name) if self._kept is not None else None
            if stored is not None:
                self._known[name] = stored
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
                self._keep(markdown, document)
        finally:
            self.close()

    def _keep(self, markdown: str, document: Any) -> None:
        join_words(document["blocks"])
        name = _name(markdown)
        self._known[name] = _written(document)
        if self._kept is not None:
            self._kept.put(name, self._known[name])
            # An edition keeps its text so: the next one is compared with it.
            bare = {**document, "blocks": _without_specs(document["blocks"])}
            self._kept.put(_name(without_specs(markdown)), _written(bare))


def _name(markdown: str) -> str:
    made_from = "\0".join((program(), libraries(), markdown))
    return f"read-{hashlib.sha256(made_from.encode('utf-8')).hexdigest()[:32]}.json"


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
