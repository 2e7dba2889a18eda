"""The report's Markdown as Pandoc understands it."""

import hashlib
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from cchc.editions.text import without_specs
from cchc.installation import REPORT
from cchc.publish.process import run
from cchc.reuse.kept_files import KeptFiles, made_once
from cchc.reuse.making import libraries


@dataclass(frozen=True)
class MarkdownReader:
    """Reads with the report's own reader; what is `kept` need not be read a second time."""

    kept: KeptFiles | None = None

    def blocks(self, markdown: str) -> list[Any]:
        """The blocks of one section, as Pandoc's JSON has them, without its charts' data (PublishError)."""
        text = without_specs(markdown)
        read = made_once(self.kept, f"text-{_digest(text)}.json", lambda: _read(text).encode("utf-8"))
        return list(json.loads(read)["blocks"])


def _read(text: str) -> str:
    import pypandoc

    command = [pypandoc.get_pandoc_path(), f"--from={_format()}", "--to=json"]
    out, _ = run(command, Path(), os.environ, task="Không đọc được lời văn của bản báo cáo", given=text)
    return out


@cache
def _format() -> str:
    settings = yaml.safe_load((REPORT / "_quarto.yml").read_text(encoding="utf-8"))
    return str(settings["from"])


def _digest(text: str) -> str:
    # The wheel that brings Pandoc is one of the libraries.
    made_from = "\0".join((libraries(), _format(), text))
    return hashlib.sha256(made_from.encode("utf-8")).hexdigest()[:32]
