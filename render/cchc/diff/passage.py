"""A passage: the smallest piece of text that is compared as a whole."""

from dataclasses import dataclass
from typing import Literal

PassageKind = Literal["heading", "sentence", "caption", "row", "note"]

KIND_NAMES: dict[PassageKind, str] = {
    "heading": "đề mục",
    "sentence": "câu",
    "caption": "tên hình, bảng",
    "row": "dòng bảng",
    "note": "chú thích",
}


@dataclass(frozen=True)
class NamedText:
    """One section's Markdown; `code` names the section as the outline does."""

    code: str
    markdown: str


@dataclass(frozen=True)
class Passage:
    """A heading, a sentence, a caption, a table's row (without its figures) or a sentence of a note.

    `anchor` is the address in the page under which it stands.
    """

    section: str
    kind: PassageKind
    text: str
    anchor: str = ""

    @property
    def same_text(self) -> tuple[str, str]:
        """What two passages share when nothing about them changed."""
        return self.kind, self.text
