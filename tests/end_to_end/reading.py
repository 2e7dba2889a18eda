"""What a published file says, read back the same way from HTML, DOCX and PDF."""

import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# Where each section starts: the opening words of its heading, in the order of the report.
SECTION_HEADINGS = (
    ("chi_dao_dieu_hanh", "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"),
    ("ket_qua", "II. KẾT QUẢ THỰC HIỆN"),
    ("the_che", "1. Cải cách thể chế"),
    ("tthc", "2. Cải cách thủ tục hành chính"),
    ("bo_may", "3. Cải cách tổ chức bộ máy"),
    ("cong_chuc", "4. Xây dựng và nâng cao chất lượng đội ngũ"),
    ("tai_chinh_cong", "5. Cải cách tài chính công"),
    ("hien_dai_hoa", "6. Hiện đại hóa hành chính"),
    ("danh_gia_chung", "III. ĐÁNH GIÁ CHUNG"),
    ("phuong_huong", "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ"),
    ("doi_chieu", "PHỤ LỤC: ĐỐI CHIẾU SỐ LIỆU"),
)

# The reference report writes some terms in full where the report abbreviates, and the other way round.
SAME = (
    ("ủy ban nhân dân", "ubnd"),
    ("hội đồng nhân dân", "hđnd"),
    ("cải cách hành chính", "cchc"),
    ("thủ tục hành chính", "tthc"),
    ("cán bộ, công chức, viên chức", "cbccvc"),
    ("công nghệ thông tin", "cntt"),
    ("cơ sở dữ liệu", "csdl"),
    ("văn bản quy phạm pháp luật", "vbqppl"),
    ("bảo đảm", "đảm bảo"),
    ("tp.hcm", "thành phố hồ chí minh"),
    ("tphcm", "thành phố hồ chí minh"),
)


@dataclass(frozen=True)
class Block:
    """One paragraph, list item, table row or heading (in PDF: all that stands under one heading)."""

    section: str
    text: str


@dataclass(frozen=True)
class Citation:
    """A footnote mark: the number it has, and the section it stands in."""

    number: int
    section: str


@dataclass(frozen=True)
class Reading:
    """One published file. Charts and their captions are not in `blocks`; `captions` has those."""

    format: str
    headings: tuple[tuple[int, str], ...]
    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...]
    notes: tuple[str, ...]
    captions: tuple[str, ...]
    everything: str

    def body(self, section: str) -> list[str]:
        """The blocks of a section."""
        return [block.text for block in self.blocks if block.section == section]

    def notes_of(self, section: str) -> list[str]:
        """The footnotes that a section cites."""
        return [self.notes[cited.number - 1] for cited in self.citations if cited.section == section]


@dataclass
class Place:
    """Where the reader stands: moves on when a heading opens the next section."""

    section: str = ""
    passed: int = 0

    def enter(self, heading: str) -> str:
        """The section that this heading belongs to."""
        if self.passed < len(SECTION_HEADINGS):
            code, opening = SECTION_HEADINGS[self.passed]
            if heading.startswith(opening):
                self.section, self.passed = code, self.passed + 1
        return self.section


def heading(printed: str) -> str:
    """A heading as the page has it: paper sets an appendix's number on a line of its own."""
    return re.sub(
        r"^Phụ lục( [IVX]+)? (?=\S)", lambda m: f"PHỤ LỤC{m[1] or ''}: ", printed.replace("\u00a0", " ")
    )


def line(text: str) -> str:
    """The text on one line, single-spaced; soft hyphens and joiners are gone."""
    text = unicodedata.normalize("NFC", text)
    return " ".join(re.sub("[\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufeff]", "", text).split())


def squeezed(text: str) -> str:
    """The text without any whitespace: what a line break cannot change."""
    return "".join(line(text).split())


def folded(text: str) -> str:
    """The text as facts are compared: no case, long forms shortened."""
    text = line(text).casefold()
    for long, short in SAME:
        text = text.replace(long, short)
    return text


def occurrences(needle: str, texts: Iterable[str]) -> int:
    """How often `needle` stands in the texts as a thing of its own.

    Line breaks may fall anywhere but inside a number; `07` is not found in `207`, `07/2020` or `07,5`,
    nor `18` in `18-CTrHĐ`.
    """
    wanted = "".join(folded(needle).split())
    pattern = re.escape(wanted[0])
    for before, char in itertools.pairwise(wanted):
        pattern += ("" if before.isdigit() and char.isdigit() else r"\s*") + re.escape(char)
    if wanted[0].isalnum():
        pattern = (r"(?<![\w/])(?<!\d[.,])" if wanted[0].isdigit() else r"(?<!\w)") + pattern
    if wanted[-1].isdigit() or wanted[-1] == "%":
        pattern += r"(?![\w%])(?![.,/]\d)(?!-\w)"
    elif wanted[-1].isalpha():
        pattern += r"(?!\w)"
    return sum(len(re.findall(pattern, folded(text))) for text in texts)


def stands_in(needle: str, text: str) -> bool:
    """Whether `needle` stands in this text."""
    return occurrences(needle, [text]) > 0
