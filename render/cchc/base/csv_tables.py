"""CSV files that analysts edit: read with every problem named by file and row, written inert."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from cchc.base.files import unreadable
from cchc.base.findings import Finding, Severity
from cchc.base.merge_marks import first_side, unfinished_merges
from cchc.base.windows import Moment

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

T = TypeVar("T")
K = TypeVar("K")
R = TypeVar("R", bound="FromRow")
Choice = TypeVar("Choice", bound=str)

# Exact arithmetic carries 28 digits; a longer number is a slip of the hand.
MOST_DIGITS = 20
# Excel takes a cell that begins so for a formula, unless it is a number.
RISKY = re.compile(r"[=+\-@\t\r](?!\d[\d.,]*%?$)")


@dataclass(frozen=True)
class Row:
    """One line of a CSV file: its cells by column, stripped, and where it stands."""

    file: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def problem(self, rule: str, explanation: str) -> Finding:
        """A finding about this row."""
        return Finding(Severity.ERROR, rule, explanation, file=self.file, row=self.number)


class CellError(ValueError):
    """A cell cannot be read; the text is Vietnamese."""


class FromRow(Protocol):
    """What was read from a row of a file, and knows which."""

    @property
    def row(self) -> int:
        """The row's number."""


@dataclass
class Table:
    """The rows of a file and the problems met while reading it."""

    file: str
    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def read_rows(self, parse: Callable[[Row], T]) -> Iterator[T]:
        """Parse row by row; a row that fails becomes a finding and hides no other."""
        for row in self.rows:
            try:
                yield parse(row)
            except CellError as error:
                self.problem(row.number, "du_lieu.o_sai", str(error))

    def problem(self, row: int | None, rule: str, explanation: str) -> None:
        """Add a finding about the row of this number, or the whole file."""
        self.findings.append(Finding(Severity.ERROR, rule, explanation, file=self.file, row=row))

    def repeats(self, items: Sequence[R], key: Callable[[R], K], rule: str, explanation: str) -> list[R]:
        """The items whose key an earlier one has, each with a finding; its text may name `first`, `later`."""
        pairs = duplicates(items, key)
        for first, later in pairs:
            self.problem(later.row, rule, explanation.format(first=first, later=later))
        return [later for _, later in pairs]


def read_table(
    path: Path, file: str, columns: Sequence[str], optional: Sequence[str] = (), *, needed: bool = True
) -> Table:
    """Read a CSV file that must have `columns`, may have `optional` (empty where absent), and no others.

    A file that is not `needed` has no rows where it does not exist.
    Accepts UTF-8 with or without a byte-order mark, and `,` or `;` between cells
    (Excel with Vietnamese settings writes `;`).
    """
    table = Table(file)
    if not needed and not path.exists():
        return table
    text = _text_of(path, table)
    if text is None:
        return table
    if merges := unfinished_merges(text, file):
        # One side is enough to check the rest by; both would repeat rows.
        table.findings += merges
        text = first_side(text)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter_of(text), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        if _header_fits(table, header, columns, optional):
            _collect(table, reader, header, [column for column in optional if column not in header])
    except csv.Error as error:
        explanation = f"Dòng không đúng dạng CSV (thường do dấu nháy kép mở mà không đóng): {error}."
        table.problem(reader.line_num, "du_lieu.csv_hong", explanation)
    return table


def delimiter_of(text: str) -> str:
    """What stands between the cells of the header: a comma, or Excel's semicolon."""
    header = text.partition("\n")[0]
    return ";" if header.count(";") > header.count(",") else ","


def _text_of(path: Path, table: Table) -> str | None:
    try:
        # Codes and names are compared letter by letter: one way of writing each letter.
        return unicodedata.normalize("NFC", path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        message = f"{unreadable(error)} Trong Excel chọn Lưu thành → CSV UTF-8."
    except OSError as error:
        message = unreadable(error, "Không có tệp này. Tạo tệp hoặc chép từ kỳ trước rồi sửa số liệu.")
    table.problem(None, "du_lieu.khong_doc_duoc", message)
    return None


def _header_fits(table: Table, header: list[str], columns: Sequence[str], optional: Sequence[str]) -> bool:
    problems = [f"thiếu cột “{column}”" for column in columns if column not in header]
    problems += [f"thừa cột “{column}”" for column in header if column not in (*columns, *optional)]
    problems += [f"cột “{c}” có hai lần" for c in dict.fromkeys(header) if header.count(c) > 1]
    expected = ", ".join((*columns, *(f"{column} (không bắt buộc)" for column in optional)))
    for problem in problems:
        table.problem(1, "du_lieu.sai_cot", f"Dòng tiêu đề {problem}. Các cột phải có: {expected}.")
    return not problems


def _collect(table: Table, reader: "CsvReader", header: list[str], absent: list[str]) -> None:
    line = reader.line_num + 1
    for cells in reader:
        filled = dict(zip(header, (c.strip() for c in cells), strict=False))
        row = Row(table.file, line, dict.fromkeys(absent, "") | filled)
        # A quoted cell may span lines: the next row starts after the last line read.
        line = reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) == len(header):
            table.rows.append(row)
        else:
            explanation = f"Dòng có {len(cells)} ô, cần {len(header)}. Ô có dấu phẩy phải đặt trong nháy kép."
            table.problem(row.number, "du_lieu.sai_so_o", explanation)


def required(row: Row, column: str) -> str:
    """The cell, which must not be empty (CellError)."""
    if not row[column]:
        raise CellError(f"Ô “{column}” còn trống.")
    return row[column]


def one_of(row: Row, column: str, allowed: Sequence[Choice]) -> Choice:
    """Which of `allowed` the cell is (CellError)."""
    for choice in allowed:
        if row[column] == choice:
            return choice
    choices = ", ".join(choice or "(trống)" for choice in allowed)
    raise CellError(f"Ô “{column}” là “{row[column]}”, phải là một trong: {choices}.")


def required_year(row: Row, column: str) -> int:
    """A year (CellError)."""
    text = required(row, column)
    if not re.fullmatch("[0-9]{4}", text):
        shown = text if len(text) <= MOST_DIGITS else f"{text[:MOST_DIGITS]}…"
        raise CellError(f"Ô “{column}” là “{shown}”, phải là năm, bốn chữ số: 2020.")
    return int(text)


def required_number(row: Row, column: str) -> Decimal:
    """A number with a dot for decimals and nothing for thousands (CellError)."""
    text = required(row, column)
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or not set(text) <= set("0123456789.-"):
        raise CellError(
            f"Ô “{column}” là “{text}”, không phải số. "
            "Viết liền các chữ số, dấu chấm trước phần lẻ: 3133520; 10.07."
        )
    if len(value.as_tuple().digits) > MOST_DIGITS:
        raise CellError(f"Ô “{column}” là “{text}”, quá {MOST_DIGITS} chữ số.")
    return value


def optional_number(row: Row, column: str) -> Decimal | None:
    """The same, or None where the cell is empty (CellError)."""
    return required_number(row, column) if row[column] else None


def required_date(row: Row, column: str) -> date:
    """A date written 2020-03-15 (CellError)."""
    text = required(row, column)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CellError(
            f"Ô “{column}” là “{text}”, không phải ngày có thật. Viết năm-tháng-ngày, ví dụ 2020-03-15."
        ) from None


def optional_date(row: Row, column: str) -> date | None:
    """The same, or None where the cell is empty (CellError)."""
    return required_date(row, column) if row[column] else None


def optional_moment(row: Row, column: str) -> Moment | None:
    """A day, month or year written 2020-03-15, 2020-05 or 2014, or None (CellError)."""
    text = row[column]
    if not text:
        return None
    try:
        return Moment.parse(text)
    except ValueError:
        raise CellError(
            f"Ô “{column}” là “{text}”, không phải ngày có thật. "
            "Viết 2020-03-15 (ngày), 2020-05 (tháng) hoặc 2014 (năm)."
        ) from None


def duplicates(items: Sequence[T], key: Callable[[T], K]) -> list[tuple[T, T]]:
    """Pairs (first, later) of items that share a key."""
    first: dict[K, T] = {}
    pairs = []
    for item in items:
        if key(item) in first:
            pairs.append((first[key(item)], item))
        else:
            first[key(item)] = item
    return pairs


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]], line_end: str = "\n") -> str:
    """The text of a CSV file."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator=line_end)
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue()


def write_csv_for_excel(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a file that Excel shows with its Vietnamese letters and computes nothing of (OSError)."""
    text = csv_text(header, ([inert(cell) for cell in row] for row in rows), "\r\n")
    # The byte-order mark makes Excel read it as UTF-8.
    path.write_text(text, encoding="utf-8-sig", newline="")


def inert(cell: object) -> object:
    """The cell, unless a spreadsheet would compute it: then its text after an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and RISKY.match(cell) else cell


def original(text: str) -> str:
    """The text as it was before `inert`, where it comes back from a spreadsheet."""
    return text[1:] if text.startswith("'") and RISKY.match(text[1:]) else text
