"""The report's Markdown as Pandoc understands it: each section is read by itself, once, and kept."""

import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc.chart_specs import CLASS, without_specs
from cchc.publish.engine import PublishError
from cchc.publish.joined_words import join_words
from cchc.publish.process import MORE_ROOM, reason, run
from cchc.publish.shared_settings import shared_settings
from cchc.reuse.kept_files import KeptFiles, made_once
from cchc.reuse.making import libraries, program

# Of ids used twice a filter tells, for the whole report at once.
WARNING = re.compile(r"^\[WARNING\] (?!Duplicate identifier)", re.MULTILINE)


@dataclass(frozen=True)
class MarkdownReader:
    """Reads with the report's own reader; what is `kept` need not be read a second time."""

    kept: KeptFiles | None = None

    def document(self, markdown: str) -> bytes:
        """One section in Pandoc's JSON (PublishError, for what Pandoc warns of too)."""
        return made_once(self.kept, _name(markdown), lambda: _written(_read(markdown)))

    def text(self, markdown: str) -> list[Any]:
        """The blocks of one section without its charts' specs (PublishError)."""
        return _without_specs(json.loads(self.document(markdown))["blocks"])

    def read_ahead(self, markdown: str) -> None:
        """Keep what publishing will ask for, and what a comparison will when this is an earlier edition."""
        if self.kept is None or self.kept.get(_name(markdown)) is not None:
            return
        document = _read(markdown)
        self.kept.put(_name(markdown), _written(document))
        document["blocks"] = _without_specs(document["blocks"])
        self.kept.put(_name(without_specs(markdown)), _written(document))


def _name(markdown: str) -> str:
    made_from = "\0".join((program(), libraries(), markdown))
    return f"read-{hashlib.sha256(made_from.encode('utf-8')).hexdigest()[:32]}.json"


def _read(markdown: str) -> Any:
    import pypandoc

    command = [
        pypandoc.get_pandoc_path(),
        *MORE_ROOM,
        f"--from={shared_settings().reader}",
        "--to=json",
    ]
    task = "Không đọc được lời văn của báo cáo"
    out, said = run(command, Path(), os.environ, task=task, given=markdown)
    if WARNING.search(said):
        raise PublishError(f"{task}: {reason(said)}")
    document = json.loads(out)
    join_words(document["blocks"])
    return document


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
