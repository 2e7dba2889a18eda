"""The checklist of a period as a table for the terminal, as JSON or as CSV."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, fields

from cchc.base.csv_writing import inert_csv_text
from cchc.inputs.catalog.outline import Outline
from cchc.turnover.status import SectionStatus, State, Status, ToDo

COLUMNS = tuple(field.name for field in fields(ToDo))
SHARED = "CHUNG CHO CẢ BÁO CÁO"


def list_status(found: Status, style: str) -> str:
    """The checklist as `table`, `json` or `csv`."""
    if style == "json":
        data = {
            "period": str(found.workbook.period),
            "base": str(found.base) if found.base else None,
            "sections": [asdict(section) for section in found.sections],
            "items": [asdict(item) for item in found.items],
        }
        return json.dumps(data, ensure_ascii=False, indent=2)
    if style == "csv":
        rows = (tuple(asdict(item).values()) for item in found.items)
        return inert_csv_text(COLUMNS, rows).removesuffix("\n")
    return "\n".join(_table(found))


def _table(found: Status) -> Iterator[str]:
    outline = found.workbook.outline
    # Of what cannot be read nobody knows what is still to do.
    known = all(item.state is not State.UNREADABLE for item in found.items)
    for section in found.sections:
        own = [item for item in found.items if item.section == section.section]
        yield from _group(_title(outline, section.section), _summary(section), own, known)
    codes = {section.section for section in found.sections}
    rest = [item for item in found.items if item.section not in codes]
    if rest:
        yield from _group(SHARED, "", rest, known)
    yield from _owed(found.items)
    counts = Counter(item.state for item in found.items)
    to_do = ", ".join(f"{counts[state]} {state}" for state in State if counts[state])
    filled, asked = sum(p.filled for p in found.sections), sum(p.asked for p in found.sections)
    beside = f" (so với kỳ {found.base})" if found.base else ""
    left = f"còn {to_do}" if to_do else "không còn việc gì"
    yield f"Kỳ {found.workbook.period}{beside}: {filled}/{asked} chỉ tiêu có số liệu; {left}."


def _group(title: str, summary: str, items: list[ToDo], known: bool) -> Iterator[str]:
    yield f"{title}{f': {summary}' if summary else ''}"
    yield "─" * len(title)
    for state in State:
        own = [item for item in items if item.state is state]
        if own:
            yield f"{state} ({len(own)})"
        for item in own:
            place = f"{item.file}:{item.row}" if item.row else item.file
            owner = f" — {item.owner}" if item.owner else ""
            yield f"  [ ] {place}  {item.text}{owner}"
    if not items:
        yield "  [x] xong" if known else "  [ ] chưa biết: có tệp không đọc được, xem cuối danh sách"
    yield ""


def _owed(items: tuple[ToDo, ...]) -> Iterator[str]:
    """Who owes how many figures, the most first."""
    owed = Counter(item.owner or "chưa rõ nơi cung cấp" for item in items if item.state is State.MISSING)
    if owed:
        yield "AI CÒN NỢ SỐ LIỆU"
        yield "─" * 17
        yield from (f"  {count:>4}  {owner}" for owner, count in owed.most_common())
        yield ""


def _summary(section: SectionStatus) -> str:
    parts = [f"{section.filled}/{section.asked} số liệu"] if section.asked else []
    parts += [f"{section.marked} câu còn dấu"] if section.marked else []
    return ", ".join(parts)


def _title(outline: Outline, code: str) -> str:
    entry, part = outline.section(code), outline.part_of(code)
    assert entry is not None
    number = ".".join(filter(None, (part.number, entry.number)))
    title = entry.title or part.title.partition(" {{")[0]
    return f"{number}. {title}" if number else title
