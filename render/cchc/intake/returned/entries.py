"""Finding in a file the cells that were asked for: by heading and code, wherever rows and sheets went."""

from collections.abc import Iterator
from dataclasses import dataclass

from cchc.base.spreadsheets.escapes import recognised
from cchc.base.spreadsheets.grid import Book, Cell, Grid, cell_name
from cchc.intake.assignment import FormItem
from cchc.intake.form import (
    CODE,
    COLUMN_NUMBER,
    DEFINITION,
    FORM_LABEL,
    FROM,
    HIDDEN_SHEET,
    LAST_ROW,
    MEASURE,
    NAME,
    NOTE,
    ROW_CODE,
    SCOPE,
    UNTIL,
    VALUE,
    FormOfPeriod,
    folded,
)
from cchc.intake.problems import FilePlace, Problem, error

# The reader of CSV files takes no cell of more than 131 072 letters, and notes of several imports add up.
LONGEST_NOTE = 2_000
NEEDED = (CODE, NAME, SCOPE, MEASURE, VALUE)


@dataclass(frozen=True)
class Entry:
    """What stands in the place of one item; `cell` is None where nothing does."""

    item: FormItem
    place: FilePlace
    cell: Cell | None
    note: str = ""
    start: Cell | None = None
    end: Cell | None = None
    hidden: bool = False
    merged_with: str = ""


def find_entries(book: Book, form: FormOfPeriod) -> tuple[list[Entry], list[Problem]]:
    """Every entry of the file, of whichever unit; a row that cannot be matched is a problem."""
    found: list[Entry | Problem] = []
    sheets = 0
    for grid in book.grids:
        if grid.name == HIDDEN_SHEET:
            continue
        if head := _heading(grid, CODE, VALUE):
            found += _list_entries(book.file, grid, head, form)
            sheets += 1
        elif head := _heading(grid, ROW_CODE, SCOPE):
            found += _form_entries(book.file, grid, head, form)
            sheets += 1
    if not sheets:
        text = f"Không thấy bảng nào có cột “{CODE}” và “{VALUE}”. Điền lại vào mẫu đã gửi, giữ dòng tiêu đề."
        found.append(error("khong_co_bang", text, FilePlace(book.file)))
    entries = [entry for entry in found if isinstance(entry, Entry)]
    problems = [problem for problem in found if isinstance(problem, Problem)]
    once, twice = _split_repeated(entries)
    return once, problems + twice


@dataclass(frozen=True)
class _HeadingRow:
    """Where the heading row is, and each title's column."""

    row: int
    columns: dict[str, int]
    repeated: tuple[str, ...]


def _heading(grid: Grid, *marks: str) -> _HeadingRow | None:
    wanted = {folded(mark) for mark in marks}
    for row in grid.rows():
        titles = [(folded(cell.text), cell) for cell in grid.row_cells(row)]
        if wanted <= {title for title, _ in titles}:
            names = [title for title, _ in titles]
            repeated = tuple(cell.text for title, cell in titles if names.count(title) > 1)
            return _HeadingRow(row, {title: cell.column for title, cell in reversed(titles)}, repeated)
    return None


def _list_entries(file: str, grid: Grid, head: _HeadingRow, form: FormOfPeriod) -> Iterator[Entry | Problem]:
    if problem := _bad_heading(file, grid, head, NEEDED):
        yield problem
        return
    column = {title: head.columns[folded(title)] for title in NEEDED}
    items = {(item.indicator.code, folded(item.scope)): item for item in form.items.values()}
    codes = {code for code, _ in items}
    for row in (row for row in grid.rows() if row > head.row):
        code = recognised(grid.text(row, column[CODE]), codes)
        value = grid.cells.get((row, column[VALUE]))
        item = items.get((code, folded(grid.text(row, column[SCOPE]))))
        place = FilePlace(file, grid.name, cell_name(row, column[VALUE]))
        if item is None:
            if value is not None:
                yield error("dong_la", _unmatched(code, form), place, value.text)
            continue
        if changed := _changed_words(grid, row, head, item):
            yield error("dong_khac_mau", changed, place, value.text if value else "", indicator=code)
            continue
        yield _entry(item, file, grid, row, column[VALUE], head)


def _form_entries(file: str, grid: Grid, head: _HeadingRow, form: FormOfPeriod) -> Iterator[Entry | Problem]:
    if problem := _bad_heading(file, grid, head, (ROW_CODE,)):
        yield problem
        return
    name = folded(_form_name(grid))
    lines = {code: items for (of, code), items in form.form_lines.items() if of == name}
    numbered = {
        f"c{match[1].replace(' + ', '_')}": column
        for title, column in head.columns.items()
        if (match := COLUMN_NUMBER.fullmatch(title))
    }
    codes_at = head.columns[folded(ROW_CODE)]
    for row in (row for row in grid.rows() if row > head.row):
        code = recognised(grid.text(row, codes_at), lines)
        filled = [cell for column in numbered.values() if (cell := grid.cells.get((row, column)))]
        if folded(code) == folded(LAST_ROW) or (not filled and code not in lines):
            continue
        if code not in lines:
            place = FilePlace(file, grid.name, filled[0].name)
            yield error(
                "dong_la", f"Dòng “{code}” của biểu không có trong mẫu của kỳ này.", place, filled[0].text
            )
            continue
        for cell in filled:
            if cell.column not in {numbered[c] for c in lines[code] if c in numbered}:
                text = "Cột này của biểu không thu thập, số không được nhập. Điền vào các ô nền vàng."
                yield error("cot_khong_hoi", text, FilePlace(file, grid.name, cell.name), cell.text)
        for column, item in lines[code].items():
            if column in numbered:
                yield _entry(item, file, grid, row, numbered[column], head)


def _entry(item: FormItem, file: str, grid: Grid, row: int, column: int, head: _HeadingRow) -> Entry:
    area = grid.merge_at(row, column)
    shown = grid.cells.get((area.top, area.left)) if area else None

    def beside(title: str) -> Cell | None:
        at = head.columns.get(folded(title))
        return grid.cells.get((row, at)) if at is not None else None

    note = beside(NOTE)
    return Entry(
        item,
        FilePlace(file, grid.name, cell_name(row, column)),
        shown if area else grid.cells.get((row, column)),
        _one_line(note.text) if note else "",
        beside(FROM),
        beside(UNTIL),
        grid.is_hidden(row, column),
        f"{cell_name(area.top, area.left)}:{cell_name(area.bottom, area.right)}" if area and shown else "",
    )


def _one_line(note: str) -> str:
    """The note as one row of figures.csv takes it, and as whoever reads that file can see it."""
    seen = "".join(char if char.isprintable() or char.isspace() else " " for char in note)
    line = " ".join(seen.split())
    return line if len(line) <= LONGEST_NOTE else f"{line[: LONGEST_NOTE - 1]}…"


def _bad_heading(file: str, grid: Grid, head: _HeadingRow, needed: tuple[str, ...]) -> Problem | None:
    lacking = [title for title in needed if folded(title) not in head.columns]
    if not lacking and not head.repeated:
        return None
    what = f"thiếu cột {', '.join(lacking)}" if lacking else f"có hai cột “{head.repeated[0]}”"
    text = f"Dòng tiêu đề {what}: không chắc số nào của chỉ tiêu nào. Điền lại vào mẫu đã gửi."
    return error("sai_tieu_de", text, FilePlace(file, grid.name, cell_name(head.row, 0)))


def _changed_words(grid: Grid, row: int, head: _HeadingRow, item: FormItem) -> str:
    """What in the row's locked words is not as asked; empty where all is."""
    expected = {
        NAME: item.indicator.name,
        MEASURE: item.indicator.unit,
        DEFINITION: item.indicator.definition,
    }
    for title, text in expected.items():
        column = head.columns.get(folded(title))
        if column is not None and folded(grid.text(row, column)) != folded(text):
            return (
                f"Dòng mã “{item.indicator.code}” ghi {title.lower()} là “{grid.text(row, column)}”, "
                f"danh mục ghi “{text}”: dòng bị xáo trộn hoặc mẫu cũ. Đối chiếu lại rồi điền vào mẫu mới."
            )
    return ""


def _unmatched(code: str, form: FormOfPeriod) -> str:
    if not code:
        return "Dòng có số nhưng không có mã chỉ tiêu (gộp ô, thêm dòng?). Điền vào đúng dòng của mẫu."
    if code in form.workbook.indicators:
        return f"Chỉ tiêu “{code}” với phạm vi ghi ở dòng này không được thu thập kỳ này (có thể là mẫu cũ)."
    return f"Mã “{code}” không có trong danh mục chỉ tiêu (có thể là mẫu cũ). Gửi lại mẫu mới cho đơn vị."


def _split_repeated(entries: list[Entry]) -> tuple[list[Entry], list[Problem]]:
    """Items that stand in a file once; those that stand there more often are asked about."""
    by_item: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        by_item.setdefault(entry.item.key, []).append(entry)
    once, problems = [], []
    for same in by_item.values():
        if len(same) == 1:
            once += same
            continue
        places = ", ".join(f"{e.place.sheet}!{e.place.cell}".strip("!") for e in same)
        text = f"Chỉ tiêu này có ở nhiều dòng của tệp ({places}); không biết lấy dòng nào. Giữ một dòng."
        found = "; ".join(e.cell.text if e.cell else "(trống)" for e in same)
        problems.append(error("lap_dong", text, same[0].place, found, indicator=same[0].item.indicator.code))
    return once, problems


def _form_name(grid: Grid) -> str:
    for cell in grid.cells.values():
        if folded(cell.text) == folded(FORM_LABEL):
            return next((c.text for c in grid.row_cells(cell.row) if c.column > cell.column), "")
    return ""
