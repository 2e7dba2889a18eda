"""What each unit sent for the period: its readings, once for each figure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cchc.intake.assignment import Supplier
from cchc.intake.form import FormOfPeriod, version
from cchc.intake.problems import FilePlace, Problem, error, note, warning
from cchc.intake.returned.doubts import doubts
from cchc.intake.returned.entries import find_entries
from cchc.intake.returned.folder import OpenedFile
from cchc.intake.returned.values import Reading, judge_entries


@dataclass(frozen=True)
class Submission:
    """What one file brings; two of one unit are compared by `fingerprints`, item by item."""

    file: str
    supplier: Supplier
    readings: tuple[Reading, ...]
    fingerprints: dict[tuple[str, str], str]

    @property
    def empty(self) -> bool:
        """Whether nothing was filled in."""
        return not any(self.fingerprints.values())


def collect(opened: Iterable[OpenedFile], form: FormOfPeriod) -> tuple[list[Submission], list[Problem]]:
    """What the files of the form's period bring; of a unit that sent twice only what agrees."""
    submissions: list[Submission] = []
    problems: list[Problem] = []
    for file in opened:
        try:
            submission, found = _take(file, form)
        except Exception as problem:
            text = f"Không đọc được nội dung ({type(problem).__name__}). Điền lại vào mẫu trắng rồi gửi lại."
            submission, found = None, [error("tep_khong_doc_duoc", text, FilePlace(file.book.file))]
        submissions += [submission] if submission else []
        problems += found
    used, repeated = _once_each(submissions)
    return used, [*problems, *repeated]


def _take(file: OpenedFile, form: FormOfPeriod) -> tuple[Submission | None, list[Problem]]:
    book, identity, period = file.book, file.identity, form.workbook.period
    place, unit = FilePlace(book.file), identity.unit
    if identity.period != period:
        text = f"Tệp là của kỳ {identity.period}, đang nhập kỳ {period}. Gửi lại mẫu đúng kỳ cho đơn vị."
        return None, [error("sai_ky", text, place, str(identity.period), unit)]
    assignment = form.assignment(unit)
    if assignment is None:
        text = f"Đơn vị “{unit}” không phải gửi số liệu kỳ {period}: không có hoặc đã hết hiệu lực."
        return None, [error("don_vi_la", text, place, unit)]
    problems = []
    current = version(str(period), assignment, form.layout(assignment))
    if identity.version != current:
        text = f"Mẫu cũ ({identity.version}, nay là {current}): chỉ nhập những dòng không đổi. Gửi mẫu mới."
        problems.append(warning("mau_cu", text, place, identity.version, unit))
    if book.unknown:
        problems.append(note("dang_tep", book.unknown, place, book.form, unit))
    entries, unmatched = find_entries(book, form)
    owed = {item.key for item in assignment.items}
    for entry in entries:
        if entry.item.key not in owed and entry.cell:
            text = "Số này không do đơn vị gửi tệp cung cấp; không nhập. Bỏ dòng, hoặc hỏi lại đơn vị."
            code = entry.item.indicator.code
            problems.append(error("khong_phai_cua_minh", text, entry.place, entry.cell.text, unit, code))
    readings, asked = judge_entries([entry for entry in entries if entry.item.key in owed], period.year)
    problems += [*unmatched, *(problem for _, problem in asked)]
    problems += [problem for reading in readings for problem in doubts(reading, period.year)]
    fingerprints = {reading.entry.item.key: _fingerprint(reading) for reading in readings}
    fingerprints |= {entry.item.key: f"? {problem.found}" for entry, problem in asked}
    return Submission(book.file, assignment.supplier, tuple(readings), fingerprints), problems


def _fingerprint(reading: Reading) -> str:
    if reading.value is None:
        return reading.entry.note
    window = reading.window.in_short() if reading.window else ""
    return f"{reading.value.normalize():f} {window} {reading.entry.note}"


def _once_each(submissions: list[Submission]) -> tuple[list[Submission], list[Problem]]:
    """Every reading once; none of a unit whose files contradict each other."""
    by_unit: dict[str, list[Submission]] = {}
    for submission in submissions:
        by_unit.setdefault(submission.supplier.code, []).append(submission)
    used: list[Submission] = []
    problems: list[Problem] = []
    for files in by_unit.values():
        if differing := _differing(files):
            problems.append(_contradiction(files, differing))
            continue
        taken: set[tuple[str, str]] = set()
        for file in files:
            new = tuple(reading for reading in file.readings if reading.entry.item.key not in taken)
            if taken and not new:
                text = f"Giống hệt tệp {files[0].file} của cùng đơn vị; dùng tệp ấy."
                problems.append(note("gui_hai_lan", text, FilePlace(file.file), unit=file.supplier.code))
            used.append(replace(file, readings=new))
            taken |= file.fingerprints.keys()
    return used, problems


def _differing(files: list[Submission]) -> list[tuple[str, str]]:
    """The items that two files of a unit state differently."""
    first: dict[tuple[str, str], str] = {}
    stated = [item for file in files for item in file.fingerprints.items()]
    return [key for key, text in stated if first.setdefault(key, text) != text]


def _contradiction(files: list[Submission], differing: list[tuple[str, str]]) -> Problem:
    names = ", ".join(file.file for file in files)
    codes = ", ".join(code for code, _ in differing[:5]) + (" …" if len(differing) > 5 else "")
    supplier = files[0].supplier
    text = (
        f"“{supplier.name}” gửi {len(files)} tệp khác nhau ({names}; khác ở {codes}): "
        "không dùng tệp nào. Hỏi đơn vị bản nào đúng, chuyển bản kia ra khỏi thư mục rồi nhập lại."
    )
    return error("gui_hai_lan", text, FilePlace(files[0].file), names, supplier.code)
