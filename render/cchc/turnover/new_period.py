"""`cchc new`: the inputs of a period made from those of another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cchc.base.characters import clean_text
from cchc.base.period import Period
from cchc.base.scaffold import ScaffoldError, put_in_place, refuse_existing
from cchc.base.table_files import form_of
from cchc.checks.context import CheckContext
from cchc.checks.usage import usage
from cchc.inputs.catalog.agencies import LEVEL_NAMES
from cchc.inputs.catalog.outline import Outline, SectionEntry, load_outline
from cchc.inputs.documents import COLUMNS as DOCUMENT_COLUMNS
from cchc.inputs.exhibits import NAME
from cchc.inputs.figures import COLUMNS as FIGURE_COLUMNS
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.prose.narratives import load_prose
from cchc.prose.templates import cited
from cchc.turnover.carried_documents import next_documents, recurs
from cchc.turnover.carried_text import carried_over, skeleton
from cchc.turnover.empty_figures import empty_rows, gone_units, write_rows
from cchc.turnover.params_text import next_params
from cchc.turnover.signs_of_age import OldThings

# How a level's units are called in prose.
LEVEL_WORDS = {
    "huyen": ("quận", "huyện", "thị xã", "thành phố thuộc thành phố", "cấp huyện"),
    "xa": ("phường", "xã", "thị trấn"),
}


@dataclass(frozen=True)
class Scaffold:
    """What was made, and what the analyst should know about it (Vietnamese lines)."""

    files: tuple[Path, ...]
    remarks: tuple[str, ...]


def scaffold(workspace: Workspace, period: Period, base: Period) -> Scaffold:
    """Make `period` from `base`; ReportError where it exists or the base cannot be read.

    Nothing is overwritten, and nothing is left half-written.
    """
    if period == base:
        raise ScaffoldError(f"Kỳ mới và kỳ lấy mẫu đều là {period}; nêu kỳ khác sau --from.")
    refuse_existing(
        [workspace.params(period), workspace.data(period)],
        f"Muốn làm lại từ đầu thì tự dời các mục này đi; muốn xem còn thiếu gì: cchc status {period}.",
    )
    workbook = load_workbook(workspace, base, tolerant=True)
    outline = load_outline(workspace.catalog, period.year)
    if outline is None:
        raise ScaffoldError(
            f"Không có đề cương (outline-*.yml) nào trong data/catalog áp dụng cho năm {period.year}."
        )
    days = last_day(workbook, base), last_day(workbook, period)
    old = old_things(workbook, outline, period)
    data = f"data/{period}"
    narrative = {
        f"{data}/narrative/{entry.code}.md": _narrative(workbook, outline, entry, old)
        for entry in outline.sections
    }
    in_prose = {identifier for text in narrative.values() for identifier in cited(text)}
    used = in_prose | _otherwise_cited(workbook)
    # A figure's one-off document is last period's source alone.
    sources = {d.id for d in workbook.documents.values() if recurs(d, period.year)}
    columns = {"figures": FIGURE_COLUMNS, "documents": DOCUMENT_COLUMNS}
    forms = {name: form_of(workspace.data(base) / f"{name}.csv", own) for name, own in columns.items()}
    files = {
        f"params/{period}.yml": next_params(_text(workspace.params(base)), base, period),
        f"{data}/figures.csv": write_rows(empty_rows(workbook, sources, *days), forms["figures"]),
        f"{data}/documents.csv": next_documents(
            workbook.documents.values(), used, in_prose, old, forms["documents"]
        ),
        **_exhibits(workspace, base, period),
        **narrative,
    }
    arrived = put_in_place(workspace.root, files, [f"params/{period}.yml", data])
    dropped = [code for code in workbook.documents if code not in sources | used]
    return Scaffold(tuple(arrived), tuple(_remarks(workbook, outline, dropped, days[1])))


def _exhibits(workspace: Workspace, base: Period, period: Period) -> dict[str, str]:
    """The period's own charts and tables; those of the catalogue serve every period as they are."""
    own = workspace.data(base) / NAME
    return {f"data/{period}/{NAME}": _text(own)} if own.is_file() else {}


def last_day(workbook: Workbook, period: Period) -> date:
    """The last day that the period covers, by the calendar."""
    own = workbook.default_window if period == workbook.period else workbook.calendar.window(period)
    return own.end.last_day() if own.end else date(period.year, 12, 31)


def old_things(workbook: Workbook, outline: Outline, period: Period) -> OldThings:
    """What of the workbook's period is no longer true in `period`, which has this outline."""
    then, now = last_day(workbook, workbook.period), last_day(workbook, period)
    start = workbook.calendar.window(period).start
    words = []
    for level, names in LEVEL_WORDS.items():
        units = [agency for agency in workbook.agencies.values() if agency.level == level]
        if any(unit.in_force(then) for unit in units) and not any(unit.in_force(now) for unit in units):
            words += [(name, f"{LEVEL_NAMES[level]} không còn") for name in names]
    if outline.programme != workbook.outline.programme:
        titles = {entry.code: _bare(entry.title) for entry in outline.sections}
        words += [
            (_bare(before.title).lower(), "tên phần theo chương trình trước")
            for before in workbook.outline.sections
            if before.title and _bare(before.title) != titles.get(before.code)
        ]
    one_off = {d.id: d.short_citation() for d in workbook.documents.values() if not recurs(d, period.year)}
    first = start.first_day() if start else None
    year, ended = workbook.period.year, frozenset(_out_of_force(workbook, now))
    return OldThings(one_off, tuple(words), first, now if first else None, year, ended)


def _out_of_force(workbook: Workbook, now: date) -> list[str]:
    """The base period's indicators that a period ending on the day `now` no longer has."""
    return [code for code, indicator in workbook.indicators.items() if not indicator.in_force(now)]


def _narrative(workbook: Workbook, outline: Outline, entry: SectionEntry, old: OldThings) -> str:
    path = workbook.workspace.narrative(workbook.period, entry.code)
    if not path.is_file():
        return skeleton(workbook.workspace.notebook(entry.notebook))
    before = workbook.outline.section(entry.code)
    reason = ""
    if before is not None and _bare(before.title) != _bare(entry.title):
        reason = f"phần này nay là “{entry.title}” theo {outline.basis}"
    # An appendix about the workbook itself has nothing of a period to read.
    numbered = bool(outline.part_of(entry.code).number)
    return carried_over(_text(path), old, reason, unread=str(workbook.period) if numbered else "")


def _otherwise_cited(workbook: Workbook) -> set[str]:
    """Documents that the notes of documents.csv and the notebooks call for."""
    prose, _ = load_prose(workbook)
    notes = {identifier for document in workbook.documents.values() for identifier in cited(document.note)}
    return usage(CheckContext(workbook, prose)).documents | notes


def _remarks(workbook: Workbook, outline: Outline, dropped: list[str], now: date) -> Iterator[str]:
    if gone := gone_units(workbook, now):
        yield "Đơn vị không còn trong kỳ mới → đơn vị thay thế: " + "; ".join(gone) + "."
    if dropped:
        yield f"Văn bản riêng của kỳ trước không mang sang: {', '.join(dropped)}."
    if ended := _out_of_force(workbook, now):
        yield f"Chỉ tiêu hết hiệu lực (cột valid_to), không hỏi nữa: {', '.join(ended)}."
    lost = [entry.code for entry in workbook.outline.sections if outline.section(entry.code) is None]
    if lost:
        yield f"Phần không còn trong đề cương mới, lời văn không mang sang: {', '.join(lost)}."
    if outline.programme != workbook.outline.programme:
        yield f"Đề cương đổi theo {outline.basis}: tên các phần tự đổi, đề mục và lời văn cần đọc lại."
        asked = sum(indicator.in_force(now) for indicator in workbook.catalogued.values())
        yield (
            f"Danh mục vẫn là {asked} chỉ tiêu riêng của sổ này, lập cho chương trình "
            f"{workbook.outline.programme}; chỉ tiêu không còn báo cáo thì ghi ngày hết hiệu lực ở cột "
            "valid_to. Muốn bắt đầu từ bộ chỉ tiêu chung của chương trình mới thì lập sổ mới bằng cchc init."
        )


def _bare(title: str) -> str:
    """The title without what stands in parentheses."""
    return title.partition(" (")[0].strip()


def _text(path: Path) -> str:
    try:
        return clean_text(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise ScaffoldError(f"Không đọc được “{path}”.") from None
