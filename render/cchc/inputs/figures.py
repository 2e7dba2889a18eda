"""The figures of one period: one value a row, each with its own window and source."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from cchc.base.csv_tables import CellError, Row, optional_moment, read_table, required
from cchc.base.findings import Finding
from cchc.base.numbers import decimals_of
from cchc.base.spreadsheets.escapes import recognised
from cchc.base.windows import YEARS, Window
from cchc.base.written_dates import may_be_month, read_day
from cchc.inputs.catalog.agencies import Agency
from cchc.inputs.catalog.indicators import Indicator, not_in_force, unknown_indicator
from cchc.inputs.figure_values import ValueReader

COLUMNS = ("indicator", "agency", "value", "window_from", "window_to", "document", "note")
# Last period's value, for orientation while the new one is entered, and compared with; nothing prints it.
PREVIOUS = "previous"
# Written by the intake of units' files: where the value stood, and what it was when it was read.
INTAKE_COLUMNS = ("source_cell", "imported")


@dataclass(frozen=True)
class Figure:
    """A value as stated by its source; None where the source has not given it yet.

    `agency` is empty for the whole locality. `file` and `row` say where it stands.
    `source_cell` is the cell of a unit's file that it was imported from, and `imported` the value then.
    `previous` is the value of the period before, where the row says it.
    """

    indicator: str
    agency: str
    value: Decimal | None
    window: Window
    document: str
    note: str
    file: str
    row: int
    source_cell: str = ""
    imported: Decimal | None = None
    previous: Decimal | None = None

    @property
    def in_words(self) -> str:
        """`“tthc.ho_so.tiep_nhan” của đơn vị “quan_1”`."""
        return f"“{self.indicator}”" + (f" của đơn vị “{self.agency}”" if self.agency else "")


@dataclass(frozen=True)
class FigureContext:
    """What the rows of figures.csv may refer to; None where its file cannot be read, so that nobody knows."""

    indicators: Mapping[str, Indicator] | None
    agencies: Mapping[str, Agency] | None
    documents: Collection[str] | None
    # Indicators of other years: their rows may stay, but are not asked for.
    dormant: Mapping[str, Indicator] = field(default_factory=dict)


def load_figures(path: Path, file: str, context: FigureContext) -> tuple[tuple[Figure, ...], list[Finding]]:
    """Read figures.csv: the figures in file order, and every problem met."""
    table = read_table(path, file, COLUMNS, optional=(PREVIOUS, *INTAKE_COLUMNS))
    table.rows = [_with_known_codes(row, context) for row in table.rows]
    values = ValueReader(table.rows, context.indicators or {})
    read = table.read_rows(lambda row: _figure(row, values))
    figures = tuple(f for f in read if f.value is not None or f.indicator not in context.dormant)
    for figure in figures:
        for explanation in _problems(figure, context):
            table.problem(figure.row, "so_lieu.khong_khop", explanation)
    taken = "Chỉ tiêu {later.in_words} đã có số liệu ở dòng {first.row}; mỗi số liệu chỉ một dòng."
    table.repeats(figures, lambda figure: (figure.indicator, figure.agency), "so_lieu.trung", taken)
    return figures, table.findings


def _with_known_codes(row: Row, context: FigureContext) -> Row:
    """The row, codes recognised that a spreadsheet program has damaged."""
    known = {"indicator": context.indicators, "agency": context.agencies, "document": context.documents}
    codes = {column: recognised(row[column], codes) for column, codes in known.items() if codes is not None}
    return replace(row, cells=row.cells | codes)


def _figure(row: Row, values: ValueReader) -> Figure:
    if may_be_month(row["window_to"]):
        day = read_day(row["window_to"])
        raise CellError(
            f"Ô “window_to” là ngày {day:%d/%m/%Y}: đúng ngày ấy, hay cả tháng {day:%m/%Y} mà bảng tính đã "
            f"đổi thành ngày đầu tháng. Định dạng ô là Text rồi gõ {day:%Y-%m-%d} (ngày) hoặc {day:%Y-%m} "
            "(tháng)."
        )
    window = Window(optional_moment(row, "window_from"), optional_moment(row, "window_to"))
    if window.backwards:
        raise CellError(f"Kỳ số liệu kết thúc trước khi bắt đầu: {window.in_short()}.")
    for moment in (window.start, window.end):
        if moment and moment.year not in YEARS:
            raise CellError(f"Kỳ số liệu có năm {moment.year}, không thể có. Sửa window_from, window_to.")
    return Figure(
        indicator=required(row, "indicator"),
        agency=row["agency"],
        value=values.read(row, "value"),
        window=window,
        document=row["document"],
        note=row["note"],
        file=row.file,
        row=row.number,
        source_cell=row["source_cell"],
        imported=values.read(row, "imported"),
        previous=_previous(row, values),
    )


def _previous(row: Row, values: ValueReader) -> Decimal | None:
    """For orientation alone: what cannot be read is no problem."""
    try:
        return values.read(row, PREVIOUS)
    except CellError:
        return None


def _problems(figure: Figure, context: FigureContext) -> Iterator[str]:
    indicator = context.indicators.get(figure.indicator) if context.indicators is not None else None
    if dormant := context.dormant.get(figure.indicator):
        yield f"{not_in_force(dormant)} Xóa dòng này, hoặc sửa cột valid_from, valid_to của chỉ tiêu."
    elif indicator is not None:
        if indicator.kind == "count" and figure.value is not None and decimals_of(figure.value):
            yield (
                f"“{figure.indicator}” là số đếm nhưng giá trị là {figure.value}. "
                "Viết liền các chữ số, không dấu phân cách hàng nghìn (1792, không phải 1.792)."
            )
    elif context.indicators is not None:
        yield unknown_indicator(figure.indicator)
    if figure.agency and context.agencies is not None and figure.agency not in context.agencies:
        yield f"Đơn vị “{figure.agency}” không có trong data/catalog/agencies.csv."
    if figure.document and context.documents is not None and figure.document not in context.documents:
        yield f"Văn bản “{figure.document}” không có trong documents.csv."
