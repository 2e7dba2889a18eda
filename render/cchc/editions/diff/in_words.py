"""What the changes are called, for every form in which they are shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cchc.base.markdown import ascii_slug
from cchc.base.numbers import format_date
from cchc.editions.diff.changes import Changes, DocumentStatus, FindingChange, FindingStatus
from cchc.editions.diff.edition_figures import EditionFigure
from cchc.editions.diff.edition_text import EditionText
from cchc.editions.diff.figure_changes import FigureChange, FigureStatus
from cchc.editions.diff.passage_changes import PassageChange, PassageStatus
from cchc.editions.diff.printed_text import PassageKind
from cchc.inputs.narrative import heading_id

NOTHING = "Hai bản giống nhau: không con số, câu chữ, điều cần xem lại hay văn bản nào thay đổi."
FIGURES, PASSAGES, FINDINGS, DOCUMENTS = (
    "Con số",
    "Câu chữ, theo thứ tự đọc",
    "Điều cần xem lại",
    "Văn bản, chú thích",
)
EMPTY = {
    FIGURES: "Không con số nào thay đổi.",
    PASSAGES: "Không câu chữ nào thay đổi.",
    FINDINGS: "Không điều cần xem lại nào xuất hiện, mất đi hay đổi giá trị.",
    DOCUMENTS: "Không văn bản nào được thêm, bỏ hay sửa.",
}

FIGURE_STATUSES: dict[FigureStatus, str] = {
    "changed": "đổi giá trị",
    "window": "đổi kỳ số liệu",
    "added": "mới in",
    "removed": "không còn in",
}
PASSAGE_KINDS: dict[PassageKind, str] = {
    "heading": "đề mục",
    "sentence": "câu",
    "caption": "tên hình, bảng",
    "row": "dòng bảng",
    "note": "chú thích",
}
PASSAGE_STATUSES: dict[PassageStatus, str] = {
    "changed": "sửa",
    "added": "thêm",
    "removed": "bỏ",
    "moved": "chuyển",
}
# The same, said of a number of them.
PASSAGE_COUNTS: dict[PassageStatus, str] = {
    "changed": "được sửa",
    "added": "thêm mới",
    "removed": "bị bỏ",
    "moved": "chuyển chỗ",
}
FINDING_STATUSES: dict[FindingStatus, str] = {
    "appeared": "mới xuất hiện",
    "went": "không còn",
    "changed": "đổi giá trị",
}
DOCUMENT_STATUSES: dict[DocumentStatus, str] = {"added": "thêm", "dropped": "bỏ", "changed": "sửa"}
DOCUMENT_COUNTS: dict[DocumentStatus, str] = {
    "added": "thêm mới",
    "dropped": "bị bỏ",
    "changed": "được sửa",
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
    if changes.none:
        return NOTHING
    return "; ".join(_counts(changes)) + "."


def _counts(changes: Changes) -> Iterator[str]:
    kinds: tuple[tuple[str, Sequence[str], Mapping[Any, str]], ...] = (
        ("con số", [change.status for change in changes.figures], FIGURE_STATUSES),
        ("câu", [change.status for change in changes.passages], PASSAGE_COUNTS),
        ("điều cần xem lại", [change.status for change in changes.findings], FINDING_STATUSES),
        ("văn bản, chú thích", [change.status for change in changes.documents], DOCUMENT_COUNTS),
    )
    for what, statuses, names in kinds:
        counted = [
            f"{statuses.count(status)} {what} {name}" for status, name in names.items() if status in statuses
        ]
        if counted:
            yield ", ".join(counted)


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
    places = [place_name(p.section, p.place, edition) for p in change.figure.places]
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
    return edition.printed.names.get(change.passage.anchor, "")


def passage_status(change: PassageChange) -> str:
    """`sửa câu`, `bỏ chú thích`."""
    return f"{PASSAGE_STATUSES[change.status]} {PASSAGE_KINDS[change.passage.kind]}"


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


def column_name(column: str) -> str:
    """What readers call a column of the documents' table."""
    return COLUMN_NAMES.get(column, column)


def cell_text(column: str, text: str) -> str:
    """A document's cell as readers write it: days as 29/12/2019."""
    try:
        return format_date(date.fromisoformat(text)) if column == "date" else text
    except ValueError:
        return text
