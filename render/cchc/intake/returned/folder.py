"""A folder of returned files: what each unit sent, each file on its own so that none stops the others."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cchc.base.findings import InputError, ReportError
from cchc.base.period import Period
from cchc.intake.assignment import Supplier
from cchc.intake.form import (
    HIDDEN_SHEET,
    PERIOD_LABEL,
    TEMPLATE_VERSION,
    UNIT_LABEL,
    VERSION_LABEL,
    FormOfPeriod,
    folded,
    version,
)
from cchc.intake.problems import Place, Problem, error, note, warning
from cchc.intake.returned.entries import find_entries
from cchc.intake.returned.spreadsheets.grid import Book, Grid, UnreadableError
from cchc.intake.returned.spreadsheets.open_book import is_noise, open_book
from cchc.intake.returned.values import Reading, judge_entries

CODE_AT_END = re.compile(r"\(([^()]+)\)\s*$")
LABELS = {folded(PERIOD_LABEL): "period", folded(UNIT_LABEL): "unit", folded(VERSION_LABEL): "version"}
WORDS = {"period": "kỳ báo cáo", "unit": "đơn vị báo cáo", "version": "phiên bản mẫu"}
HEAD_ROWS = 12


@dataclass(frozen=True)
class Identity:
    """What a file says that it is."""

    period: Period
    unit: str
    version: str


def identify(book: Book) -> Identity | list[Problem]:
    """The file's own statement, or why it cannot be relied on."""
    said = list(_statements(book))
    found: dict[str, str] = {}
    problems = []
    for key, words in WORDS.items():
        values = {value: place for name, value, place in said if name == key}
        if not values:
            text = f"Tệp không ghi {words}: không phải mẫu đã gửi, hoặc đã mất phần đầu. Điền lại vào mẫu."
            problems.append(error("khong_ro_mau", text, Place(book.file)))
        elif len(values) > 1:
            listed = ", ".join(f"{value} ({place})" for value, place in values.items())
            text = f"Tệp ghi {words} không thống nhất: {listed}. Hỏi lại đơn vị gửi, điền lại vào mẫu trắng."
            problems.append(error("mau_lan_lon", text, Place(book.file), listed))
        else:
            found[key] = next(iter(values))
    if problems:
        return problems
    if found["version"].partition("-")[0] != TEMPLATE_VERSION:
        text = f"Mẫu phiên bản {found['version']} quá cũ hoặc quá mới. Gửi lại mẫu mới."
        return [error("mau_cu", text, Place(book.file), found["version"], found["unit"])]
    try:
        return Identity(Period.parse(found["period"]), found["unit"], found["version"])
    except InputError as problem:
        text = problem.findings[0].explanation
        return [error("sai_ky", text, Place(book.file), found["period"], found["unit"])]


def _statements(book: Book) -> Iterator[tuple[str, str, str]]:
    """(what, value, place) for everything that the file says of itself."""
    for grid in book.grids:
        if grid.name == HIDDEN_SHEET:
            for row in grid.rows():
                if grid.text(row, 0) in WORDS and grid.text(row, 1):
                    yield grid.text(row, 0), grid.text(row, 1), grid.name
        else:
            yield from _head(grid)


def _head(grid: Grid) -> Iterator[tuple[str, str, str]]:
    for cell in [cell for cell in grid.cells.values() if cell.row < HEAD_ROWS]:
        name = LABELS.get(folded(cell.text))
        beside = next((c for c in grid.row_cells(cell.row) if c.column > cell.column), None)
        if name is None or beside is None:
            continue
        match = CODE_AT_END.search(beside.text)
        yield (
            name,
            match[1].strip() if match else beside.text.strip(),
            f"{grid.name}!{beside.name}".strip("!"),
        )


MOST_FILES = 2_000


@dataclass(frozen=True)
class Opened:
    """A file that could be read and that says whose it is."""

    book: Book
    identity: Identity


@dataclass(frozen=True)
class Sent:
    """What one file brings; `fingerprints` tells two files of one unit apart, item by item."""

    file: str
    supplier: Supplier
    readings: tuple[Reading, ...]
    fingerprints: dict[tuple[str, str], str]

    @property
    def empty(self) -> bool:
        """Whether nothing was filled in."""
        return not any(self.fingerprints.values())


@dataclass(frozen=True)
class Folder:
    """The files of a folder, and what is wrong with those that cannot be used."""

    files: int
    opened: tuple[Opened, ...]
    problems: tuple[Problem, ...]


def open_folder(folder: Path) -> Folder:
    """Open every file, sub-folders included (ReportError where there is nothing to open)."""
    if not folder.is_dir():
        raise ReportError(f"“{folder}” không phải thư mục. Nêu thư mục chứa các tệp đơn vị gửi về.")
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not is_noise(path))
    if not paths:
        raise ReportError(f"“{folder}” không có tệp nào.")
    if len(paths) > MOST_FILES:
        raise ReportError(
            f"“{folder}” có {len(paths)} tệp, quá {MOST_FILES}. Nêu đúng thư mục chứa tệp gửi về."
        )
    opened: list[Opened] = []
    problems: list[Problem] = []
    for path in paths:
        result = _open(path, path.relative_to(folder).as_posix())
        if isinstance(result, Opened):
            opened.append(result)
        else:
            problems += result
    return Folder(len(paths), tuple(opened), tuple(problems))


def _open(path: Path, file: str) -> Opened | list[Problem]:
    try:
        book = open_book(path, file)
        identity = identify(book)
    except UnreadableError as problem:
        return [error("tep_khong_doc_duoc", str(problem), Place(file))]
    except Exception as problem:
        # One damaged file must never stop the others; what is unforeseen is said by name.
        text = (
            f"Không đọc được tệp ({type(problem).__name__}). Mở bằng Excel, lưu lại thành .xlsx rồi gửi lại."
        )
        return [error("tep_khong_doc_duoc", text, Place(file))]
    return Opened(book, identity) if isinstance(identity, Identity) else identity


def period_of(opened: Iterable[Opened]) -> Period:
    """The period that most files say they are of (ReportError where no period has most of them)."""
    counts = Counter(one.identity.period for one in opened)
    if not counts:
        raise ReportError("Không tệp nào cho biết kỳ báo cáo; không nhập gì.")
    period, most = counts.most_common(1)[0]
    if 2 * most <= counts.total():
        listed = ", ".join(f"{p} ({n} tệp)" for p, n in sorted(counts.items()))
        raise ReportError(f"Các tệp thuộc nhiều kỳ: {listed}. Nêu kỳ cần nhập bằng --period.")
    return period


def collect(opened: Iterable[Opened], form: FormOfPeriod) -> tuple[list[Sent], list[Problem]]:
    """What the files of the form's period bring; of a unit that sent twice only what agrees."""
    sent: list[Sent] = []
    problems: list[Problem] = []
    for one in opened:
        try:
            result, found = _take(one, form)
        except Exception as problem:
            text = f"Không đọc được nội dung ({type(problem).__name__}). Điền lại vào mẫu trắng rồi gửi lại."
            result, found = None, [error("tep_khong_doc_duoc", text, Place(one.book.file))]
        sent += [result] if result else []
        problems += found
    used, twice = _once_each(sent)
    return used, [*problems, *twice]


def _take(one: Opened, form: FormOfPeriod) -> tuple[Sent | None, list[Problem]]:
    place, period = Place(one.book.file), form.workbook.period
    if one.identity.period != period:
        text = f"Tệp là của kỳ {one.identity.period}, đang nhập kỳ {period}. Gửi lại mẫu đúng kỳ cho đơn vị."
        return None, [error("sai_ky", text, place, str(one.identity.period), one.identity.unit)]
    assignment = form.assignment(one.identity.unit)
    if assignment is None:
        text = (
            f"Đơn vị “{one.identity.unit}” không phải gửi số liệu kỳ {period}: không có hoặc đã hết hiệu lực."
        )
        return None, [error("don_vi_la", text, place, one.identity.unit)]
    problems = []
    current = version(str(period), assignment, form.layout(assignment))
    if one.identity.version != current:
        text = (
            f"Mẫu cũ ({one.identity.version}, nay là {current}): chỉ nhập những dòng không đổi. Gửi mẫu mới."
        )
        problems.append(warning("mau_cu", text, place, one.identity.version, one.identity.unit))
    if one.book.unknown:
        problems.append(note("dang_tep", one.book.unknown, place, one.book.form, one.identity.unit))
    entries = find_entries(one.book, form)
    owed = {item.key for item in assignment.items}
    own = [entry for entry in entries.found if entry.item.key in owed]
    for entry in entries.found:
        if entry.item.key not in owed and entry.cell is not None:
            text = "Số này không do đơn vị gửi tệp cung cấp; không nhập. Bỏ dòng, hoặc hỏi lại đơn vị."
            found = entry.cell.text
            problems.append(
                error(
                    "khong_phai_cua_minh",
                    text,
                    entry.place,
                    found,
                    one.identity.unit,
                    entry.item.indicator.code,
                )
            )
    judged = judge_entries(own, period.year)
    fingerprints = {reading.entry.item.key: _fingerprint(reading) for reading in judged.readings}
    fingerprints |= {entry.item.key: f"? {problem.found}" for entry, problem in judged.asked}
    problems += [*entries.problems, *(problem for _, problem in judged.asked)]
    return Sent(one.book.file, assignment.supplier, judged.readings, fingerprints), problems


def _fingerprint(reading: Reading) -> str:
    if reading.value is None:
        return reading.entry.note
    window = reading.window.in_short() if reading.window else ""
    return f"{reading.value.normalize():f} {window} {reading.entry.note}"


def _once_each(sent: list[Sent]) -> tuple[list[Sent], list[Problem]]:
    by_unit: dict[str, list[Sent]] = {}
    for one in sent:
        by_unit.setdefault(one.supplier.code, []).append(one)
    used: list[Sent] = []
    problems: list[Problem] = []
    for files in by_unit.values():
        differing = _differing(files)
        if differing:
            names = ", ".join(one.file for one in files)
            codes = ", ".join(code for code, _ in differing[:5]) + (" …" if len(differing) > 5 else "")
            text = (
                f"“{files[0].supplier.name}” gửi {len(files)} tệp khác nhau ({names}; khác ở {codes}): "
                "không dùng tệp nào. Hỏi đơn vị bản nào đúng, chuyển bản kia ra khỏi thư mục rồi nhập lại."
            )
            problems.append(error("gui_hai_lan", text, Place(files[0].file), names, files[0].supplier.code))
            continue
        taken: set[tuple[str, str]] = set()
        for one in files:
            new = tuple(reading for reading in one.readings if reading.entry.item.key not in taken)
            if taken and not new:
                text = f"Giống hệt tệp {files[0].file} của cùng đơn vị; dùng tệp ấy."
                problems.append(note("gui_hai_lan", text, Place(one.file), unit=one.supplier.code))
            used.append(Sent(one.file, one.supplier, new, one.fingerprints))
            taken |= one.fingerprints.keys()
    return used, problems


def _differing(files: list[Sent]) -> list[tuple[str, str]]:
    """The items that two files of a unit state differently."""
    seen: dict[tuple[str, str], str] = {}
    return [
        key for one in files for key, text in one.fingerprints.items() if seen.setdefault(key, text) != text
    ]
