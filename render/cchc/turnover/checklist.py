"""The checklist of a period as a table for the terminal, as JSON or as CSV."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, fields
from decimal import Decimal

from cchc.base.csv_writing import inert_csv_text
from cchc.base.numbers import format_number
from cchc.inputs.catalog.outline import Outline
from cchc.turnover.status import SectionStatus, State, Status, Supplier, ToDo

COLUMNS = tuple(field.name for field in fields(ToDo))
# Where it is, units are asked by forms.
FORMS_ASKED = "intake.csv"
SHARED = "CHUNG CHO CẢ BÁO CÁO"
# What has to be done before anything can be seen.
URGENT = (State.UNREADABLE, State.STOPPING)
# Lines of one screen.
FEW, MOST_URGENT, MOST_SUPPLIERS = 15, 8, 12
SHORTLY = {
    State.NOTHING_TO_COMPARE: "thiếu {} số để so sánh",
    State.MARKED: "{} câu còn dấu",
    State.UNREAD: "chưa đọc lại",
    State.SAME_SENTENCE: "{} câu như kỳ trước",
    State.OLD_DOCUMENT: "{} văn bản kỳ trước",
    State.SAME_VALUE: "{} số bằng kỳ trước",
}


def list_status(found: Status, style: str, *, in_full: bool = False) -> str:
    """The checklist as `table`, `json` or `csv`; a table sums up unless it is wanted `in_full`."""
    if style == "json":
        data = {
            "period": str(found.workbook.period),
            "base": str(found.base) if found.base else None,
            "forms": _asks_by_forms(found),
            "sections": [_section_record(found, section) for section in found.sections],
            "suppliers": [asdict(supplier) for supplier in found.suppliers],
            "items": [asdict(item) for item in found.items],
        }
        return json.dumps(data, ensure_ascii=False, indent=2)
    if style == "csv":
        rows = (tuple(asdict(item).values()) for item in found.items)
        return inert_csv_text(COLUMNS, rows).removesuffix("\n")
    in_full = in_full or len(found.items) <= FEW
    return "\n".join([*(_groups(found) if in_full else _summary(found)), _last_line(found)])


def _summary(found: Status) -> Iterator[str]:
    """One screen: what stops the report, each section on a line, who owes most."""
    urgent = [item for item in found.items if item.state in URGENT]
    if urgent:
        yield from _heading("VIỆC CHẶN BÁO CÁO")
        yield from (f"  {_place(item)}  {item.text}" for item in urgent[:MOST_URGENT])
        if len(urgent) > MOST_URGENT:
            yield f"  … và {len(urgent) - MOST_URGENT} việc nữa"
        yield ""
    known = _is_known(found)
    yield from _heading("THEO PHẦN")
    for section in found.sections:
        own = [item for item in found.items if item.section == section.section]
        done = "xong" if known else "chưa biết"
        yield f"  {_title(found.workbook.outline, section.section)}: {_words(section, own) or done}"
    codes = {section.section for section in found.sections}
    rest = Counter(i.state for i in found.items if i.section not in codes and i.state not in URGENT)
    if rest:
        yield f"  Chung: {_counted(rest)}"
    yield ""
    owing = [supplier for supplier in found.suppliers if supplier.owed]
    if owing:
        yield from _heading("AI CÒN NỢ SỐ LIỆU")
        yield from (f"  {_of_supplier(found, supplier)}" for supplier in owing[:MOST_SUPPLIERS])
        if others := owing[MOST_SUPPLIERS:]:
            yield f"  … và {len(others)} nơi nữa, nợ {_number(sum(s.owed for s in others))} chỉ tiêu"
        yield ""
    if found.items:
        yield f"Xem từng việc: cchc status {found.workbook.period} --chi-tiet"


def _is_known(found: Status) -> bool:
    """Of what cannot be read nobody knows what is still to do."""
    return all(item.state is not State.UNREADABLE for item in found.items)


def _words(section: SectionStatus, items: list[ToDo]) -> str:
    counts = Counter(item.state for item in items)
    parts = []
    if section.filled < section.asked:
        parts.append(f"{section.filled}/{section.asked} chỉ tiêu có số liệu")
    parts += [words.format(counts[state]) for state, words in SHORTLY.items() if counts[state]]
    return ", ".join(parts)


def _of_supplier(found: Status, supplier: Supplier) -> str:
    """`Sở Y tế: 11 chỉ tiêu, chưa gửi biểu`; of forms nothing is said where none are sent out."""
    owed = f"{supplier.name}: {supplier.owed} chỉ tiêu"
    if supplier.owed < supplier.asked:
        owed = f"{supplier.name}: {supplier.owed}/{supplier.asked} chỉ tiêu"
    if not _asks_by_forms(found):
        return owed
    return owed + (", đã gửi biểu, còn thiếu" if supplier.sent_form else ", chưa gửi biểu")


def _asks_by_forms(found: Status) -> bool:
    return (found.workbook.workspace.catalog / FORMS_ASKED).is_file()


def _section_record(found: Status, section: SectionStatus) -> dict[str, object]:
    """With the words that a reader needs beside the code."""
    own = [item for item in found.items if item.section == section.section]
    title = _title(found.workbook.outline, section.section)
    return asdict(section) | {"title": title, "left": _words(section, own)}


def _groups(found: Status) -> Iterator[str]:
    """Every item, by section and by what has to be done."""
    outline = found.workbook.outline
    known = _is_known(found)
    for section in found.sections:
        own = [item for item in found.items if item.section == section.section]
        yield from _group(_title(outline, section.section), _words(section, own), own, known)
    codes = {section.section for section in found.sections}
    rest = [item for item in found.items if item.section not in codes]
    if rest:
        yield from _group(SHARED, "", rest, known)
    owing = [supplier for supplier in found.suppliers if supplier.owed]
    if owing:
        yield from _heading("AI CÒN NỢ SỐ LIỆU")
        yield from (f"  {_of_supplier(found, supplier)}" for supplier in owing)
        yield ""


def _last_line(found: Status) -> str:
    counts = Counter(item.state for item in found.items)
    filled, asked = sum(p.filled for p in found.sections), sum(p.asked for p in found.sections)
    beside = f" (so với kỳ {found.base})" if found.base else ""
    left = f"còn {_counted(counts)}" if counts else "không còn việc gì"
    return f"Kỳ {found.workbook.period}{beside}: {filled}/{asked} chỉ tiêu có số liệu; {left}."


def _counted(counts: Counter[State]) -> str:
    return ", ".join(f"{_number(counts[state])} {state}" for state in State if counts[state])


def _number(count: int) -> str:
    """1.876: there may be a hundred units, each with its figures."""
    return format_number(Decimal(count))


def _heading(title: str) -> list[str]:
    return [title, "─" * len(title)]


def _group(title: str, summary: str, items: list[ToDo], known: bool) -> Iterator[str]:
    yield from _heading(f"{title}{f': {summary}' if summary else ''}")
    for state in State:
        own = [item for item in items if item.state is state]
        if own:
            yield f"{state} ({len(own)})"
        for item in own:
            owner = f" — {item.owner}" if item.owner else ""
            yield f"  [ ] {_place(item)}  {item.text}{owner}"
    if not items:
        yield "  [x] xong" if known else "  [ ] chưa biết: có tệp không đọc được, xem cuối danh sách"
    yield ""


def _place(item: ToDo) -> str:
    return f"{item.file}:{item.row}" if item.row else item.file


def _title(outline: Outline, code: str) -> str:
    entry, part = outline.section(code), outline.part_of(code)
    assert entry is not None
    number = ".".join(filter(None, (part.number, entry.number)))
    title = entry.title or part.title.partition(" {{")[0]
    return f"{number}. {title}" if number else title
