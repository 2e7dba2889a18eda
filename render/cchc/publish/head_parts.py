"""What a build takes from the head of page 1 and the layout alone: it is the same from report to report."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cchc.publish.fonts import report_fonts
from cchc.publish.layout import official_layout
from cchc.publish.letterhead import Letterhead, letterhead
from cchc.reuse.kept_files import KeptFiles, made_once
from cchc.reuse.making import libraries, program

# What the letterhead is measured by.
MEASURED = ("subtitle", "issuing-body")


def report_letterhead(metadata: Mapping[str, Any], kept: KeptFiles | None) -> Letterhead:
    """The letterhead of this report; measured once where there is a place to keep it."""

    def make() -> bytes:
        made = letterhead(metadata, official_layout(), report_fonts())
        return json.dumps([made.subtitle_lines, dict(made.rules)]).encode("utf-8")

    name = _name("letterhead", [{key: metadata.get(key) for key in MEASURED}, report_fonts()])
    lines, rules = json.loads(made_once(kept, name, make))
    return Letterhead(tuple(lines), rules)


def place_reference(path: Path, rules: Mapping[str, float], kept: KeptFiles | None) -> None:
    """Write the reference document of the Word file; made once where there is a place to keep it."""

    def make() -> bytes:
        # Loads a library that nothing else here has a use for.
        from cchc.publish.docx_reference import write_reference

        write_reference(path, official_layout(), rules)
        return path.read_bytes()

    path.write_bytes(made_once(kept, _name("reference", [sorted(rules.items())]), make))


def _name(kind: str, made_from: Sequence[Any]) -> str:
    # The layout is a file of the program.
    text = json.dumps([program(), libraries(), made_from], ensure_ascii=False)
    return f"{kind}-{hashlib.sha256(text.encode('utf-8')).hexdigest()[:32]}"
