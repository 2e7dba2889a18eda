"""A chart or a table as it goes into the report: title, words and source rendered, figures recorded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd
from altair.vegalite.v6.api import TopLevelMixin

from cchc.base.findings import InputError
from cchc.base.markdown import ascii_slug, div, missing_span, plain
from cchc.checks.house_style.spots import names_in_data
from cchc.checks.notebook_mistakes import CALLED_WRONG, IDENTIFIER, NO_ALT, odd_identifier
from cchc.checks.typed_prose import hand_typed_in, refused_in_title
from cchc.inputs.workbook import Workbook
from cchc.notebook.charts import chart_block, titled_spec
from cchc.notebook.tables import (
    OF_ANOTHER,
    EarlierGap,
    figures_in,
    is_wide,
    source_line,
    table_block,
    table_markdown,
    unsaid_remarks,
)
from cchc.prose.printer import Printer
from cchc.prose.templates import render
from cchc.values.printed_figure import PrintedFigure

# Columns of a frame by their titles, in the data of a chart.
CHART_DATA = {"name": "Chỉ tiêu", "text": "Số liệu", "unit": "Đơn vị"}

NOT_YET = "chưa có số liệu"


class Piece(NamedTuple):
    """What a cell hands on: Markdown, the figures in it, the spec of a chart."""

    markdown: str
    figures: Sequence[PrintedFigure]
    spec: dict[str, Any] | None = None


@dataclass(frozen=True)
class Captions:
    """Makes the pieces of one section's charts and tables (InputError for what cannot be printed)."""

    code: str
    workbook: Workbook
    printer: Callable[[str], Printer]

    def chart(
        self,
        chart: TopLevelMixin,
        *,
        name: str,
        data: pd.DataFrame,
        title: str,
        alt: str,
        source: str = "",
        narrow: TopLevelMixin | None = None,
        made: bool = False,
    ) -> Piece:
        """A numbered chart with its data; `made`: the texts were made here, from data alone."""
        if missing := [column for column in CHART_DATA if column not in data.columns]:
            raise refusal(
                f"Biểu đồ “{name}”: data thiếu cột {', '.join(missing)}; dùng bảng do frame() trả về."
            )
        identifier = self.identifier("hinh", name)
        rendered_title, printer = self.render(title, identifier, made=made)
        rendered_alt, alt_printer = self.render(alt, identifier, made=made)
        if not rendered_alt.strip():
            raise refusal(NO_ALT)
        shown = data[list(CHART_DATA)]
        figures = figures_in(data)
        if figures and all(
            figure.value.value is None and not figure.value.nothing_occurred for figure in figures
        ):
            return self.left_out("hinh", name=name, title="; ".join(dict.fromkeys(data["name"])))
        line = self.source_line(data, source, printer, shown=shown)
        described = plain(rendered_alt)
        table = self.table_markdown(shown.rename(columns=CHART_DATA))
        block = chart_block(identifier, rendered_title, described, line, table)
        spec = titled_spec(chart, rendered_title, line, described, narrow)
        return Piece(block, [*printer.figures, *alt_printer.figures], spec)

    def table(
        self,
        frame: pd.DataFrame,
        *,
        name: str,
        title: str,
        source: str = "",
        wide: bool | None = None,
        made: bool = False,
    ) -> Piece:
        """A numbered table."""
        identifier = self.identifier("bang", name)
        rendered_title, printer = self.render(title, identifier, made=made)
        line = self.source_line(frame, source, printer, shown=frame)
        is_broad = is_wide(frame) if wide is None else wide
        block = table_block(identifier, rendered_title, self.table_markdown(frame), line, wide=is_broad)
        return Piece(block, printer.figures)

    def left_out(self, kind: str, *, name: str, title: str, lacks: str = NOT_YET) -> Piece:
        """The line that says in a draft what there was nothing to draw from; a final has nothing there."""
        identifier = self.identifier(kind, name)
        rendered, _ = self.render(title, identifier, made=True)
        what = "Bảng" if kind == "bang" else "Hình"
        words = f"{what} “{plain(rendered)}” {lacks}: bản chính thức sẽ không có {what.lower()} này."
        return Piece(div(".left-out", missing_span(words), identifier=identifier), [])

    def identifier(self, kind: str, name: str) -> str:
        """The address of a chart (`hinh`) or a table (`bang`)."""
        if not IDENTIFIER.fullmatch(name):
            raise refusal(odd_identifier(name))
        return f"{kind}-{ascii_slug(self.code)}-{name}"

    def render(self, template: str, place: str, *, made: bool = False) -> tuple[str, Printer]:
        """A title, a text alternative or a source (Markdown), and the printer that knows its figures."""
        if problems := [] if made else refused_in_title(template, self.workbook):
            raise refusal(f"“{place}”: {' '.join(problems)}")
        printer = self.printer(place)
        # A title or a text alternative has no place for a footnote.
        printer.notes_allowed = False
        printer.in_title = True
        return render(template, printer, file=f"notebooks ({self.code})"), printer

    def table_markdown(self, frame: pd.DataFrame) -> str:
        """The table, numbers that are typed into it marked: the checks find them, a draft shows them."""
        return table_markdown(frame, lambda text: bool(hand_typed_in(text, self.workbook, names_in_data)))

    def source_line(self, frame: pd.DataFrame, source: str, printer: Printer, *, shown: pd.DataFrame) -> str:
        """The source given, else that of the figures in the frame, which count as printed.

        Then what has to be said of comparisons, unless it is said in what is `shown` of the frame.
        """
        figures = figures_in(frame)
        for figure in figures:
            file = figure.file if isinstance(figure, EarlierGap) else ""
            printer.record(figure.value, str(figure), earlier=isinstance(figure, OF_ANOTHER), file=file)
        if source:
            line, source_printer = self.render(source, printer.place)
            printer.figures += source_printer.figures
        else:
            own = [figure.value for figure in figures if not isinstance(figure, OF_ANOTHER)]
            line = source_line(own, self.workbook) if own else ""
        return " ".join(filter(None, [line, unsaid_remarks(figures, shown)]))


def refusal(explanation: str) -> InputError:
    """What a call was refused for (Vietnamese)."""
    return InputError([CALLED_WRONG.finding(explanation)])
