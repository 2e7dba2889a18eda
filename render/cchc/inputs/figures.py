"""The figures of one period: one value a row, each with its own window and source."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from cchc.base.csv_tables import CellError, Row, optional_moment, optional_number, read_table, required
from cchc.base.findings import Finding
from cchc.base.numbers import decimals_of
from cchc.base.windows import YEARS, Window
from cchc.inputs.catalog.agencies import Agency
from cchc.inputs.catalog.indicators import Indicator, unknown_indicator

COLUMNS = ("indicator", "agency", "value", "window_from", "window_to", "document", "note")
# Last period's value, for orientation while the new one is entered; nothing prints it.
PREVIOUS = "previous"
# Written by the intake of units' files: where the value stood, and what it was when it was read.
INTAKE_COLUMNS = ("source_cell", "imported")


@dataclass(frozen=True)
class Figure:
    """A value as stated by its source; None where the source has not given it yet.

    `agency` is empty for the whole locality. `file` and `row` say where it stands.
    `source_cell` is the cell of a unit's file that it was imported from, and `imported` the value then.
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

    @property
    def in_words(self) -> str:
        """`“tthc.ho_so.tiep_nhan” của đơn vị “quan_1”`."""
        return f"“{self.indicator}”" + (f" của đơn vị “{self.agency}”" if self.agency else "")


@dataclass(frozen=True)
class FigureContext:
    """What the rows of figures.csv may refer to."""

    indicators: Mapping[str, Indicator]
    agencies: Mapping[str, Agency]
    documents: Collection[str]


def load_figures(path: Path, file: str, context: FigureContext) -> tuple[tuple[Figure, ...], list[Finding]]:
    """Read figures.csv: the figures in file order, and every problem met."""
    table = read_table(path, file, COLUMNS, optional=(PREVIOUS, *INTAKE_COLUMNS))
    figures = tuple(table.read_rows(_figure))
    for figure in figures:
        for explanation in _problems(figure, context):
            table.problem(figure.row, "so_lieu.khong_khop", explanation)
    taken = "Chỉ tiêu {later.in_words} đã có số liệu ở dòng {first.row}; mỗi số liệu chỉ một dòng."
    table.repeats(figures, lambda figure: (figure.indicator, figure.agency), "so_lieu.trung", taken)
    return figures, table.findings


def _figure(row: Row) -> Figure:
    window = Window(optional_moment(row, "window_from"), optional_moment(row, "window_to"))
    if window.backwards:
        raise CellError(f"Kỳ số liệu kết thúc trước khi bắt đầu: {window.in_short()}.")
    for moment in (window.start, window.end):
        if moment and moment.year not in YEARS:
            raise CellError(f"Kỳ số liệu có năm {moment.year}, không thể có. Sửa window_from, window_to.")
    return Figure(
        indicator=required(row, "indicator"),
        agency=row["agency"],
        value=optional_number(row, "value"),
        window=window,
        document=row["document"],
        note=row["note"],
        file=row.file,
        row=row.number,
        source_cell=row["source_cell"],
        imported=optional_number(row, "imported"),
    )


def _problems(figure: Figure, context: FigureContext) -> Iterator[str]:
    indicator = context.indicators.get(figure.indicator)
    if indicator is None:
        yield unknown_indicator(figure.indicator)
    elif indicator.kind == "count" and figure.value is not None and decimals_of(figure.value):
        yield (
            f"“{figure.indicator}” là số đếm nhưng giá trị là {figure.value}. "
            "Viết liền các chữ số, không dấu phân cách hàng nghìn (1792, không phải 1.792)."
        )
    if figure.agency and figure.agency not in context.agencies:
        yield f"Đơn vị “{figure.agency}” không có trong data/catalog/agencies.csv."
    if figure.document and figure.document not in context.documents:
        yield f"Văn bản “{figure.document}” không có trong documents.csv."
