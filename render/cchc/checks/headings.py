"""The headings of the narrative: their levels, their addresses, their places in the notebook."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.markdown import ascii_slug
from cchc.checks.context import CheckContext
from cchc.checks.notebook_calls import UNKNOWN, NotebookCalls
from cchc.checks.registry import BLOCKING, INPUTS, Topic
from cchc.inputs.catalog.outline import SectionEntry
from cchc.inputs.narrative import OPENING, Block, heading_id
from cchc.prose.front_matter import part_identifier

WRONG_HEADING = Rule(
    "loi_van.de_muc_sai",
    Severity.ERROR,
    "Đề mục không in được",
    "Nhảy cấp (## rồi ####), sâu quá bốn cấp, hay cùng địa chỉ với đề mục khác: không dựng được báo cáo. "
    "Sửa số dấu # hay tên đề mục.",
    acknowledgeable=False,
)
UNPLACED = Rule(
    "khong_dung.loi_van",
    Severity.NOTE,
    "Notebook không xếp chỗ cho một đề mục của lời văn",
    "Báo cáo vẫn in, ngay sau đề mục đứng trước trong tệp lời văn. Thêm ô muc.narrative() nếu muốn đặt hình, "
    "bảng dưới đề mục ấy.",
)
OTHER_ORDER = Rule(
    "notebook.thu_tu_de_muc",
    Severity.NOTE,
    "Notebook in đề mục theo thứ tự khác tệp lời văn",
    "Báo cáo theo thứ tự của notebook. Xếp lại ô, hoặc xếp lại tệp lời văn.",
)
# As deep as the official layout sets headings: part, section, heading, sub-heading.
DEEPEST = 4


@BLOCKING.check(Topic.PROSE, WRONG_HEADING)
def check_headings(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each heading whose level or address no edition can have."""
    outline = context.workbook.outline
    taken = {part_identifier(part): part.heading for part in outline.parts}
    taken |= {ascii_slug(entry.code): entry.title for entry in outline.sections if entry.title}
    for entry in outline.sections:
        # A section without a title stands under the heading of its part.
        level = 2 if entry.title else 1
        for block in (b for b in context.prose.get(entry.code, {}).values() if b.level):
            address = heading_id(entry.code, block.key)
            other = taken.setdefault(address, block.key)
            if wrong := _wrong_level(block.level, level) or _same_address(address, block.key, other):
                words = f"Đề mục “{block.key}” {wrong}"
                yield WRONG_HEADING.finding(words, block.file, block.row, entry.code)
            level = block.level


def _wrong_level(level: int, above: int) -> str:
    marks = "#" * (above + 1)
    if level > DEEPEST:
        return f"ở cấp {level}; sâu nhất là cấp {DEEPEST} ({'#' * DEEPEST})."
    return f"nhảy cấp: đứng ngay dưới cấp {above} nên viết {marks}." if level > above + 1 else ""


def _same_address(address: str, key: str, other: str) -> str:
    return f"có cùng địa chỉ #{address} với “{other}”: đổi tên một đề mục." if other != key else ""


@INPUTS.check(Topic.USAGE, UNPLACED, OTHER_ORDER)
def check_places(context: CheckContext) -> Iterator[Finding]:
    """Findings about headings that the notebook places nowhere, or in another order than the file has."""
    for entry in context.workbook.outline.sections:
        blocks, notebook = context.prose.get(entry.code, {}), context.notebooks.get(entry.code)
        keys = _placed(notebook, entry) if notebook is not None else [UNKNOWN]
        # What a loop prints is not known before it runs.
        if UNKNOWN in keys:
            continue
        known = [blocks[key] for key in keys if isinstance(key, str) and key in blocks]
        yield from _out_of_order(known, entry, list(blocks))
        for key, block in blocks.items():
            if key not in keys:
                name = f"Đề mục “{key}”" if key else "Đoạn mở đầu"
                call = f'muc.narrative("{key}")' if key else "muc.opening()"
                words = (
                    f"{name} không được notebook {entry.notebook} xếp chỗ: báo cáo in theo thứ tự của tệp "
                    f"lời văn. Thêm ô {call} nếu muốn đặt hình, bảng bên dưới."
                )
                yield UNPLACED.finding(words, block.file, block.row, entry.code, found=key or "(mở đầu)")


def _placed(notebook: NotebookCalls, entry: SectionEntry) -> list[object]:
    """The keys of the blocks that the notebook prints, in its order; UNKNOWN for what a run decides."""
    own = [call for call in notebook.calls if notebook.literal(call.code) in (entry.code, UNKNOWN)]
    printing = [call for call in own if call.name in ("opening", "narrative")]
    placed = [
        OPENING if call.name == "opening" else notebook.literal(call.argument(0, "key")) for call in printing
    ]
    return [*placed, *([UNKNOWN] if notebook.broken else [])]


def _out_of_order(placed: Sequence[Block], entry: SectionEntry, order: list[str]) -> Iterator[Finding]:
    for before, block in pairwise(placed):
        if order.index(block.key) < order.index(before.key):
            names = [f"“{each.key}”" if each.key else "đoạn mở đầu" for each in (block, before)]
            words = (
                f"Notebook {entry.notebook} in {names[0]} sau {names[1]}, tệp lời văn để trước: "
                "báo cáo theo notebook."
            )
            yield OTHER_ORDER.finding(words, block.file, block.row, entry.code, found=block.key)
