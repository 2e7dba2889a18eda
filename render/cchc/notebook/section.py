"""What a notebook imports: one section of the report, its prose, figures, charts and tables."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from altair.vegalite.v6.api import TopLevelMixin
from IPython.display import display

from cchc.base.findings import Finding, InputError, Severity
from cchc.base.markdown import ascii_slug, escape, plain, preview
from cchc.base.period import Period
from cchc.checks.typed_prose import forbidden, hand_typed
from cchc.inputs.narrative import OPENING, Block, load_narrative
from cchc.inputs.workbook import Workbook
from cchc.inputs.workspace import Workspace
from cchc.notebook.charts import ReportChart
from cchc.notebook.shared_inputs import earlier_periods, mentions, open_workbook
from cchc.notebook.tables import (
    EarlierText,
    FigureText,
    column_titles,
    figure_frame,
    figures_in,
    is_wide,
    table_block,
    table_markdown,
    with_comparisons,
)
from cchc.prose.front_matter import closing_block, part_heading, section_heading
from cchc.prose.printer import Printer, Sources
from cchc.prose.templates import open_sources, render, render_block, render_note
from cchc.values.printed_figure import PrintedFigure
from cchc.values.values import UnknownCodeError, Value, Values


def source_line(values: Sequence[Value], workbook: Workbook) -> str:
    """`Nguồn: Văn phòng UBND thành phố. Kỳ số liệu: 16/12/2019 – 15/3/2020.` (Markdown)."""
    dates = workbook.house_style.date_style
    sources = _distinct([value.indicator.source for value in values])
    windows = _distinct([value.window.in_short(dates) or workbook.period_label for value in values])
    parts = [f"Nguồn: {'; '.join(sources)}."] if sources else []
    parts += [f"Kỳ số liệu: {'; '.join(windows)}."] if windows else []
    return escape(" ".join(parts))


def _distinct(texts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


# What the report is assembled from.
PANDOC = "text/x-pandoc-markdown"
# JupyterLab draws this offline by itself.
VEGALITE = "application/vnd.vegalite.v5+json"
FIGURES = "application/vnd.cchc.figures+json"


def show(markdown: str, figures: Sequence[PrintedFigure], spec: dict[str, Any] | None = None) -> None:
    """Display a piece: Pandoc Markdown for the report, a preview (or the chart) for the reader."""
    bundle: dict[str, Any] = {PANDOC: markdown, FIGURES: [figure.to_json() for figure in figures]}
    if spec is None:
        bundle["text/markdown"] = preview(markdown)
    else:
        bundle[VEGALITE] = spec
        bundle["text/plain"] = spec["description"]
    display(bundle, raw=True)


CHART_COLUMNS = ("name", "text", "unit")


def open_section(code: str, period: str, workspace: str | Path = "..") -> "Section":
    """Open one section of a period's report; InputError names every problem of its inputs."""
    return Section(code, open_workbook(Workspace(Path(workspace)), Period.parse(period)))


class Section:
    """One section: each method shows its part of the report below the cell that calls it."""

    def __init__(self, code: str, workbook: Workbook) -> None:
        if workbook.outline.section(code) is None:
            known = ", ".join(section.code for section in workbook.outline.sections)
            raise _refusal(f"Đề cương không có phần “{code}”. Các phần: {known}.")
        self.code = code
        self.workbook = workbook
        self.values = Values(workbook)
        self.periods = earlier_periods(workbook)

    def heading(self) -> None:
        """The part's heading (when the section opens it) and the section's own."""
        part = self.workbook.outline.part_of(self.code)
        lines = [part_heading(self.workbook, part)] if part.sections[0].code == self.code else []
        entry = self.workbook.outline.section(self.code)
        if entry is not None:
            lines.append(section_heading(entry))
        show("\n\n".join(filter(None, lines)), [])

    def opening(self) -> None:
        """The prose before the first heading."""
        self.narrative(OPENING)

    def narrative(self, key: str) -> None:
        """The prose under one heading, by its number (or its title where it has none)."""
        block = self.blocks.get(key)
        if block is None:
            headings = ", ".join(f"“{name}”" for name in self.blocks if name)
            raise _refusal(f"{self._narrative_file} không có đề mục “{key}”. Các đề mục: {headings}.")
        printer = self.printer(key)
        rendered = render_block(block, printer)
        text = block.anchored(self.code, rendered.markdown).strip()
        show("\n\n".join([text, *rendered.notes]), printer.figures)

    def frame(self, *codes: str | Mapping[str, str], so_sanh: Sequence[str] = ()) -> pd.DataFrame:
        """Figures as a tidy frame, in the order asked; `{"code": "Nhãn"}` relabels.

        Columns: code, name, value, text (as printed), unit, window, source; with `so_sanh`
        ("ky_truoc", "cung_ky", "muc_tieu") those of `with_comparisons` besides.
        """
        labels: dict[str, str | None] = {}
        for item in codes:
            labels.update({item: None} if isinstance(item, str) else item)
        printer = self.printer("")
        frame = figure_frame(
            (
                value,
                label or value.indicator.name,
                FigureText(printer.text(value), value),
                self._window(value),
            )
            for code, label in labels.items()
            for value in [self._value(code)]
        )
        return with_comparisons(frame, so_sanh, self.workbook, self.periods, printer) if so_sanh else frame

    def chart(
        self, chart: TopLevelMixin, *, id: str, data: pd.DataFrame, title: str, alt: str, source: str = ""
    ) -> None:
        """A chart with its finding as title, a text alternative, its data, source and window.

        `title`, `alt` and `source` are templates like the narrative; `data` is a frame of
        `frame()`, and says the source by itself where none is given.
        """
        missing = [column for column in CHART_COLUMNS if column not in data.columns]
        if missing:
            raise _refusal(
                f"Biểu đồ “{id}”: data thiếu cột {', '.join(missing)}; dùng bảng do frame() trả về."
            )
        identifier = f"hinh-{ascii_slug(self.code)}-{id}"
        rendered_title, printer = self._render(title, identifier)
        rendered_alt, alt_printer = self._render(alt, identifier)
        headers = {"name": "Chỉ tiêu", "text": "Số liệu", "unit": "Đơn vị"}
        table = table_markdown(data[list(CHART_COLUMNS)].rename(columns=headers))
        line = self._source_line(data, source, printer)
        block = ReportChart(identifier, rendered_title, plain(rendered_alt), line, table, chart)
        show(block.markdown(), [*printer.figures, *alt_printer.figures], spec=block.spec())

    def table(
        self, frame: pd.DataFrame, *, id: str, title: str, source: str = "", wide: bool | None = None
    ) -> None:
        """A numbered table; cells taken from a frame's `text` keep their provenance.

        On paper a wide table may stand in an appendix (params: placement); `wide` overrules the measure.
        """
        identifier = f"bang-{ascii_slug(self.code)}-{id}"
        rendered_title, printer = self._render(title, identifier)
        line = self._source_line(frame, source, printer)
        is_broad = is_wide(frame) if wide is None else wide
        block = table_block(identifier, rendered_title, table_markdown(frame), line, wide=is_broad)
        show(block, printer.figures)

    def figures_table(
        self,
        codes: list[str] | Mapping[str, str],
        *,
        id: str,
        title: str,
        so_sanh: Sequence[str] = (),
    ) -> None:
        """The usual table: indicator, unit, figure, data window; then what it is compared with."""
        asked = [codes] if isinstance(codes, Mapping) else codes
        frame = self.frame(*asked, so_sanh=so_sanh)
        columns = {"name": "Chỉ tiêu", "unit": "Đơn vị", "text": "Số liệu", "window": "Kỳ số liệu"}
        for name in so_sanh:
            columns |= column_titles(name, self.workbook, self.periods)
        self.table(frame[list(columns)].rename(columns=columns), id=id, title=title)

    def closing(self) -> None:
        """The recipients and the signature."""
        show(closing_block(self.workbook.params), [])

    @cached_property
    def blocks(self) -> dict[str, Block]:
        """The section's prose by heading."""
        path = self.workbook.workspace.narrative(self.workbook.period, self.code)
        return load_narrative(path, self._narrative_file)

    @property
    def _narrative_file(self) -> str:
        return self.workbook.file(self.workbook.workspace.narrative(self.workbook.period, self.code))

    def printer(self, place: str) -> Printer:
        """A printer for one place of this section."""
        return Printer(self._sources, self.code, place, render_note)

    @cached_property
    def _sources(self) -> Sources:
        return open_sources(self.workbook, self.values, self.periods, mentions)

    def _render(self, template: str, place: str) -> tuple[str, Printer]:
        names = self.workbook.proper_names
        if typed := [digits for _, digits in hand_typed(template, names)]:
            raise _refusal(
                f"“{place}” có con số gõ tay: {', '.join(typed)}. In bằng so() hoặc ty_le(); "
                "nếu là tên riêng, thêm vào data/catalog/proper_names.csv."
            )
        if problems := [explanation for _, explanation in forbidden(template)]:
            raise _refusal(f"“{place}”: {' '.join(problems)}")
        printer = self.printer(place)
        # A title or a text alternative has no place for a footnote.
        printer.notes_allowed = False
        printer.in_title = True
        return render(template, printer, file=f"notebooks ({self.code})"), printer

    def _source_line(self, frame: pd.DataFrame, source: str, printer: Printer) -> str:
        """The source given, else that of the figures in the frame, which count as printed."""
        figures = figures_in(frame)
        for figure in figures:
            printer.record(figure.value, str(figure), earlier=isinstance(figure, EarlierText))
        if source:
            line, source_printer = self._render(source, printer.place)
            printer.figures += source_printer.figures
            return line
        own = [figure.value for figure in figures if not isinstance(figure, EarlierText)]
        return source_line(own, self.workbook) if own else ""

    def _value(self, code: str) -> Value:
        try:
            return self.values.get(code)
        except UnknownCodeError as error:
            raise _refusal(str(error)) from None

    def _window(self, value: Value) -> str:
        return value.window.in_short(self.workbook.house_style.date_style) or self.workbook.period_label


def _refusal(explanation: str) -> InputError:
    return InputError([Finding(Severity.ERROR, "notebook.goi_sai", explanation)])
