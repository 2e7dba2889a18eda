"""Where a heading of the prose stands and is referred to, and what is written there instead."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import yaml

from cchc.base.characters import clean_text
from cchc.base.markdown import HEADING
from cchc.base.spreadsheets.csv_text import encoding_of
from cchc.base.yaml_edits import quoted
from cchc.base.yaml_nodes import composed, in_quotes
from cchc.inputs.exhibits import NAME
from cchc.inputs.narrative import heading_id
from cchc.turnover.names.code_texts import Edit

NUMBERED = re.compile(r"(?P<number>\d+(?:\.\d+)*)\.?(?:[ \t]+(?P<title>\S.*))?")


@dataclass(frozen=True)
class Heading:
    """A heading as it is called: its number, or its title where it has none, or both."""

    number: str
    title: str

    @classmethod
    def parse(cls, text: str) -> "Heading":
        """`2.5`, `2.5. Giải quyết hồ sơ` or `Giải quyết hồ sơ`."""
        text = " ".join(clean_text(text).lstrip("#").split())
        match = NUMBERED.fullmatch(text)
        return cls(match["number"], match["title"] or "") if match else cls("", text)

    @property
    def key(self) -> str:
        """What notebooks and exhibits call it by."""
        return self.number or self.title


@dataclass(frozen=True)
class HeadingMentions:
    """A heading of one section; `notebooks` are those that print the section.

    A title alone in place of a number leaves the number.
    """

    section: str
    old: str
    new: Heading
    notebooks: Collection[str]

    @property
    def key(self) -> str:
        """What it will be called by, where it has the number `old` or the title."""
        keeps = self.new.number or (self.old if NUMBERED.fullmatch(self.old) else "")
        return keeps or self.new.title

    def table(self, _: Path, content: bytes) -> tuple[bytes, int]:
        """Links of notes."""
        text, places = self._links(content.decode(encoding := encoding_of(content)))
        return (text.encode(encoding), places) if places else (content, 0)

    def text(self, path: Path, text: str) -> Edit:
        """The heading itself, entries of exhibits, links."""
        places = 0
        if path.parent.name == "narrative" and path.stem == self.section:
            text, places = self._heading(text)
        elif path.name == NAME and self.key != self.old:
            text, places = self._entries(text)
        text, links = self._links(text)
        return text, places + links

    def code(self, path: Path, source: str) -> Edit:
        """`muc.narrative("…")`, `muc.exhibits("…")`, and links."""
        places = 0
        if path.stem in self.notebooks and self.key != self.old:
            call = rf"(?P<call>\.(?:narrative|exhibits)\(\s*)(?P<quote>[\"']){re.escape(self.old)}(?P=quote)"
            source, places = re.subn(call, lambda m: f"{m['call']}{m['quote']}{self.key}{m['quote']}", source)
        source, links = self._links(source)
        return source, places + links

    def output(self, text: str) -> Edit:
        """Left for the next run of the notebook."""
        return text, 0

    def _links(self, text: str) -> Edit:
        old, new = heading_id(self.section, self.old), heading_id(self.section, self.key)
        if old == new:
            return text, 0
        return re.subn(rf"\(#{re.escape(old)}\)", f"(#{new})", text)

    def _heading(self, text: str) -> Edit:
        lines, places = text.split("\n"), 0
        for n, line in enumerate(lines):
            match = HEADING.match(line.rstrip("\r"))
            if match and clean_text(match[2] or match[3]) == self.old:
                number = self.new.number or match[2] or ""
                words = " ".join(filter(None, [f"{number}." if number else "", self.new.title or match[3]]))
                ending = "\r" if line.endswith("\r") else ""
                lines[n] = f"{line[: match.end(1)]} {words}{ending}"
                places += 1
        return "\n".join(lines), places

    def _entries(self, text: str) -> Edit:
        """The values of `heading` below the section."""
        root = composed(text)
        sections = root.value if isinstance(root, yaml.MappingNode) else []
        entries = [entry for key, value in sections if key.value == self.section for entry in value.value]
        found = [
            value
            for entry in entries
            if isinstance(entry, yaml.MappingNode)
            for key, value in entry.value
            if key.value == "heading" and value.value == self.old
        ]
        for node in reversed(found):
            key = in_quotes(self.key) if node.style else quoted(self.key)
            text = text[: node.start_mark.index] + key + text[node.end_mark.index :]
        return text, len(found)
