"""The checklist of a period as a table for the terminal, as JSON or as CSV."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator

from cchc.base.csv_tables import inert
from cchc.inputs.catalog.outline import Outline
from cchc.turnover.status import Item, Progress, State, Status

COLUMNS = ("state", "section", "text", "owner", "file", "row")
SHARED = "CHUNG CHO CẢ BÁO CÁO"


def list_status(found: Status, style: str) -> str:
    """The checklist as `table`, `json` or `csv`."""
    if style == "json":
        data = {
            "period": str(found.workbook.period),
            "base": str(found.base) if found.base else None,
            "sections": [
                {"section": p.section, "filled": p.filled, "asked": p.asked, "marked": p.marked}
                for p in found.progress
            ],
            "items": [_record(item) for item in found.items],
        }
        return json.dumps(data, ensure_ascii=False, indent=2)
    if style == "csv":
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows({k: inert(v) for k, v in _record(item).items()} for item in found.items)
        return buffer.getvalue().rstrip("\n")
    return "\n".join(_table(found))


def _record(item: Item) -> dict[str, str | int | None]:
    return {
        "state": item.state.value,
        "section": item.section,
        "text": item.text,
        "owner": item.owner,
        "file": item.file,
        "row": item.row,
    }


def _table(found: Status) -> Iterator[str]:
    outline = found.workbook.outline
    for progress in found.progress:
        yield from _group(
            _title(outline, progress.section), _summary(progress), _of(found.items, progress.section)
        )
    codes = {progress.section for progress in found.progress}
    rest = [item for item in found.items if item.section not in codes]
    if rest:
        yield from _group(SHARED, "", rest)
    yield from _owed(found.items)
    counts = Counter(item.state for item in found.items)
    told = ", ".join(f"{counts[state]} {state}" for state in State if counts[state])
    filled, asked = sum(p.filled for p in found.progress), sum(p.asked for p in found.progress)
    beside = f" (so với kỳ {found.base})" if found.base else ""
    left = f"còn {told}" if told else "không còn việc gì"
    yield f"Kỳ {found.workbook.period}{beside}: {filled}/{asked} chỉ tiêu có số liệu; {left}."


def _group(title: str, summary: str, items: list[Item]) -> Iterator[str]:
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
        yield "  [x] xong"
    yield ""


def _owed(items: tuple[Item, ...]) -> Iterator[str]:
    """Who owes how many figures, the most first."""
    owed = Counter(item.owner or "chưa rõ nơi cung cấp" for item in items if item.state is State.MISSING)
    if owed:
        yield "AI CÒN NỢ SỐ LIỆU"
        yield "─" * 17
        yield from (f"  {count:>4}  {owner}" for owner, count in owed.most_common())
        yield ""


def _of(items: tuple[Item, ...], section: str) -> list[Item]:
    return [item for item in items if item.section == section]


def _summary(progress: Progress) -> str:
    parts = [f"{progress.filled}/{progress.asked} số liệu"] if progress.asked else []
    parts += [f"{progress.marked} câu còn dấu"] if progress.marked else []
    return ", ".join(parts)


def _title(outline: Outline, code: str) -> str:
    entry, part = outline.section(code), outline.part_of(code)
    assert entry is not None
    number = ".".join(filter(None, (part.number, entry.number)))
    title = entry.title or part.title.partition(" {{")[0]
    return f"{number}. {title}" if number else title
