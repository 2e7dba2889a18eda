"""What the changes are called, for every form in which they are shown."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cchc.base.markdown import ascii_slug
from cchc.base.numbers import format_date
from cchc.editions.diff.alignment import EditionChange
from cchc.editions.diff.changes import Changes, DocumentChange, FindingChange
from cchc.editions.diff.edition_figures import EditionFigure
from cchc.editions.diff.edition_text import EditionText
from cchc.editions.diff.figure_changes import FigureChange
from cchc.editions.diff.passage_changes import PassageChange
from cchc.editions.diff.printed_text import PassageKind
from cchc.inputs.narrative import heading_id

NOTHING = "Hai bản giống nhau: không con số, câu chữ, điều cần xem lại hay văn bản nào thay đổi."


@dataclass(frozen=True)
class ChangeKind:
    """A list of changes: its title, what it says when empty, and how many of each status are counted."""

    title: str
    empty: str
    noun: str
    counted: Mapping[str, str]


FIGURES = ChangeKind(
    "Con số",
    "Không con số nào thay đổi.",
    "con số",
    {"changed": "đổi giá trị", "window": "đổi kỳ số liệu", "added": "mới in", "removed": "không còn in"},
)
PASSAGES = ChangeKind(
    "Câu chữ, theo thứ tự đọc",
    "Không câu chữ nào thay đổi.",
    "câu",
    {"changed": "được sửa", "added": "thêm mới", "removed": "bị bỏ", "moved": "chuyển chỗ"},
)
FINDINGS = ChangeKind(
    "Điều cần xem lại",
    "Không điều cần xem lại nào xuất hiện, mất đi hay đổi giá trị.",
    "điều cần xem lại",
    {"appeared": "mới xuất hiện", "went": "không còn", "changed": "đổi giá trị"},
)
DOCUMENTS = ChangeKind(
    "Văn bản, chú thích",
    "Không văn bản nào được thêm, bỏ hay sửa.",
    "văn bản, chú thích",
    {"added": "thêm mới", "dropped": "bị bỏ", "changed": "được sửa"},
)
# What became of one passage or document.
EDITS = {"changed": "sửa", "added": "thêm", "removed": "bỏ", "dropped": "bỏ", "moved": "chuyển"}
PASSAGE_KINDS: dict[PassageKind, str] = {
    "heading": "đề mục",
    "sentence": "câu",
    "caption": "tên hình, bảng",
    "row": "dòng bảng",
    "note": "chú thích",
}
COLUMN_NAMES = {
    "kind": "loại",
    "number": "số, ký hiệu",
    "date": "ngày",
    "issuer": "cơ quan ban hành",
    "title": "trích yếu",
    "url": "địa chỉ",
    "note": "ghi chú",
}


def summary(changes: Changes) -> str:
    """`12 con số đổi giá trị; 3 câu được sửa, 1 câu thêm mới; …`, or that there is nothing."""
    counts = (
        _counts(FIGURES, changes.figures),
        _counts(PASSAGES, changes.passages),
        _counts(FINDINGS, changes.findings),
        _counts(DOCUMENTS, changes.documents),
    )
    return f"{'; '.join(filter(None, counts))}." if any(counts) else NOTHING


def _counts(kind: ChangeKind, changes: Sequence[EditionChange[Any, Any]]) -> str:
    counts = Counter(change.status for change in changes)
    named = kind.counted.items()
    return ", ".join(f"{counts[status]} {kind.noun} {name}" for status, name in named if counts[status])


def heading(changes: Changes) -> str:
    """From which edition to which."""
    old, new = changes.old, changes.new
    if old.period == new.period:
        return f"Từ {old.name} đến {new.name}, {new.period.label}"
    return f"Từ {old.period.label} ({old.name}) đến {new.period.label} ({new.name})"


def figure_name(figure: EditionFigure) -> str:
    """The indicator's name, with its unit and the period it is of where these are not the report's."""
    about = [figure.key.agency, f"số liệu {figure.key.base}" if figure.key.base else ""]
    added = ", ".join(filter(None, about))
    return f"{figure.name} ({added})" if added else figure.name


def figure_remark(change: FigureChange) -> str:
    """By how much, and what is to be said of the windows and of the definition."""
    return "; ".join(filter(None, [change.in_words, change.windows, change.definition]))


@dataclass(frozen=True)
class PlaceName:
    """What readers call a place of the report, and its address in the page; empty where it has none."""

    words: str
    anchor: str


def figure_places(change: FigureChange, changes: Changes) -> tuple[PlaceName, ...]:
    """Where the figure is printed; each place once."""
    edition = changes.new if change.new else changes.old
    places = [place_name(p.section, p.place, edition) for p in change.current.places]
    return tuple(dict.fromkeys(place for place in places if place.words))


def place_name(section: str, place: str, edition: EditionText) -> PlaceName:
    """`2.5. Giải quyết hồ sơ`, `Hình 3`, or the place as the ledger names it."""
    names = edition.printed.names
    addresses = (place, heading_id(section, place)) if place else (ascii_slug(section),)
    known = next((address for address in addresses if address in names), "")
    return PlaceName(names[known], known) if known else PlaceName(place, ascii_slug(place))


def passage_place(change: PassageChange, changes: Changes) -> str:
    """The heading, chart or table under which the passage stands, or stood."""
    edition = changes.new if change.new else changes.old
    return edition.printed.names.get(change.current.anchor, "")


def status(change: PassageChange | FindingChange | DocumentChange) -> str:
    """`Sửa câu`, `Mới xuất hiện`, `Bỏ`: what became of a passage, a finding or a document."""
    match change:
        case PassageChange():
            words = f"{EDITS[change.status]} {PASSAGE_KINDS[change.current.kind]}"
        case FindingChange():
            words = FINDINGS.counted[change.status]
        case DocumentChange():
            words = EDITS[change.status]
    return words.capitalize()


def passage_origin(change: PassageChange, changes: Changes) -> str:
    """Where a passage that moved stood before."""
    if change.status != "moved" or change.old is None:
        return ""
    before = changes.old.printed.names.get(change.old.anchor, "")
    return f"trước ở: {before}" if before else "trước ở đầu báo cáo"


def finding_severity(change: FindingChange) -> str:
    """`CẢNH BÁO`, or `CẢNH BÁO → LỖI` where it changed."""
    sides = dict.fromkeys(side.severity.value for side in (change.old, change.new) if side)
    return " → ".join(sides)


def document_cells(change: DocumentChange) -> Iterator[tuple[str, str, str]]:
    """What readers call each column that changed, then its old and its new text: days as 29/12/2019."""
    for column, (old, new) in change.cells.items():
        yield COLUMN_NAMES[column], _written(column, old), _written(column, new)


def _written(column: str, text: str) -> str:
    try:
        return format_date(date.fromisoformat(text)) if column == "date" else text
    except ValueError:
        return text
