"""What the engines refuse in assembled sections, found on the reading that they are given."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from cchc.base.findings import Finding, Severity
from cchc.base.markdown import FOOTNOTE
from cchc.checks.headings import DEEPEST
from cchc.execution.section import AssembledSection
from cchc.publish.markdown_reader import MarkdownReader, UnsoundTextError

RULE = "notebook.bi_tu_choi"
WITH_ATTRIBUTES = ("Div", "Span", "Table")

Element = dict[str, Any]


def refusals(sections: Sequence[AssembledSection], reader: MarkdownReader) -> list[Finding]:
    """LỖI for each heading, address, exhibit, footnote or link that no edition can have."""
    look = _Look()
    for section in sections:
        look.begin(section)
        try:
            look.at(_read(section.markdown, reader))
        except UnsoundTextError as error:
            look.refuse(f"{error}.")
    return [*look.findings, *look.lost_links()]


def readable(sections: Sequence[AssembledSection], reader: MarkdownReader) -> list[tuple[str, list[Element]]]:
    """Code and Pandoc's blocks of each section that can be read."""
    read = []
    for section in sections:
        with suppress(UnsoundTextError):
            read.append((section.section, _read(section.markdown, reader)))
    return read


def _read(markdown: str, reader: MarkdownReader) -> list[Element]:
    """Pandoc's blocks of this section; what it warns of may be about another one that is read with it."""
    for _ in range(2):
        try:
            (blocks,) = reader.blocks([markdown])
        except UnsoundTextError as error:
            problem = error
        else:
            return blocks
    raise problem


@dataclass
class _Look:
    """What was met so far, through all sections."""

    findings: list[Finding] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    exhibits: set[str] = field(default_factory=set)
    links: list[tuple[str, bool, Finding]] = field(default_factory=list)
    section: AssembledSection | None = None
    heading: str = ""
    level: int = 0

    def begin(self, section: AssembledSection) -> None:
        self.section, self.heading = section, ""

    def refuse(self, words: str) -> None:
        self.findings.append(self._finding(words))

    def at(self, node: Any) -> None:
        """Look at an element and all within it, in reading order."""
        if isinstance(node, list):
            for each in node:
                self.at(each)
        elif isinstance(node, dict) and "t" in node:
            self._element(node)
            self.at(node.get("c"))

    def lost_links(self) -> Iterator[Finding]:
        """The links to what no section has."""
        for target, reference, finding in self.links:
            if target not in (self.exhibits if reference else self.addresses):
                yield finding

    def _element(self, element: Element) -> None:
        kind: str = element["t"]
        content: Any = element.get("c")
        if kind == "Header":
            level, (identifier, _, _), words = content
            self.heading = _text(words)
            self._level(level)
            self._address(identifier)
        elif kind in WITH_ATTRIBUTES:
            identifier, classes, _ = content[0]
            self._address(identifier)
            if kind == "Div" and {"chart", "table"}.intersection(classes):
                self._exhibit(identifier, "chart" in classes, content[1])
        elif kind == "Link":
            (_, classes, _), _, (url, _) = content
            if url.startswith("#"):
                what = "Hình, bảng" if "ref" in classes else "Chỗ"
                lost = self._finding(f"{what} “{url}” được nhắc tới mà không có.")
                self.links.append((url[1:], "ref" in classes, lost))
        elif kind == "Str":
            for name in FOOTNOTE.findall(content):
                self.refuse(f"Chú thích [^{name}] không có nội dung.")

    def _level(self, level: int) -> None:
        if level > DEEPEST:
            self.refuse(f"Đề mục ở cấp {level}; sâu nhất là cấp {DEEPEST}.")
        elif level > self.level + 1:
            self.refuse(f"Đề mục nhảy từ cấp {self.level} sang cấp {level}.")
        self.level = level

    def _address(self, identifier: str) -> None:
        if identifier and identifier in self.addresses:
            self.refuse(
                f"Địa chỉ #{identifier} có hai lần: một đề mục, hình hay bảng in hai lần, hay trùng tên."
            )
        self.addresses.add(identifier)

    def _exhibit(self, identifier: str, chart: bool, blocks: list[Element]) -> None:
        self.exhibits.add(identifier)
        if chart and not any(_text(image["c"][1]).strip() for image in _within("Image", blocks)):
            self.refuse(f"Hình #{identifier} thiếu lời mô tả (alt).")
        if not chart and not any(block["t"] == "Table" for block in blocks):
            self.refuse(f"Bảng #{identifier} không có nội dung: bảng không có cột nào.")

    def _finding(self, words: str) -> Finding:
        assert self.section is not None
        where = f"Mục “{self.heading}”: " if self.heading else ""
        file = f"notebooks/{self.section.name}.ipynb"
        return Finding(Severity.ERROR, RULE, f"{where}{words}", file, section=self.section.section)


def _within(kind: str, node: Any) -> Iterator[Element]:
    if isinstance(node, list):
        for each in node:
            yield from _within(kind, each)
    elif isinstance(node, dict) and "t" in node:
        if node["t"] == kind:
            yield node
        yield from _within(kind, node.get("c"))


def _text(inlines: Any) -> str:
    """The words of these elements, without footnotes."""
    words = [" " if e["t"] in ("Space", "SoftBreak") else e["c"] for e in _within_words(inlines)]
    return "".join(words)


def _within_words(node: Any) -> Iterator[Element]:
    if isinstance(node, list):
        for each in node:
            yield from _within_words(each)
    elif isinstance(node, dict) and node.get("t") != "Note":
        if node.get("t") in ("Str", "Space", "SoftBreak"):
            yield node
        else:
            yield from _within_words(node.get("c"))
