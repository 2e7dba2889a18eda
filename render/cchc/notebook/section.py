"""One section of the report as a notebook prints it: prose, charts, tables, and the figures behind them."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import pandas as pd
from altair.vegalite.v6.api import TopLevelMixin

from cchc.base.findings import InputError
from cchc.base.markdown import ascii_slug, plain
from cchc.base.period import Period
from cchc.checks.notebook_mistakes import CALLED_WRONG, IDENTIFIER, NO_ALT, odd_identifier
from cchc.checks.typed_prose import hand_typed_in, refused_in_title
from cchc.inputs.catalog.indicators import FAMILY
from cchc.inputs.narrative import OPENING, Block, load_narrative
from cchc.inputs.workbook import Workbook
from cchc.inputs.workspace import Workspace
from cchc.notebook.cell_output import show
from cchc.notebook.charts import chart_block, titled_spec
from cchc.notebook.shared_inputs import earlier_periods, mentions, open_workbook
from cchc.notebook.tables import (
    OF_ANOTHER,
    EarlierGap,
    FigureText,
    column_titles,
    figure_frame,
    figures_in,
    is_wide,
    names_in_data,
    source_line,
    table_block,
    table_markdown,
    unsaid_remarks,
    with_comparisons,
)
from cchc.prose.front_matter import closing_block, part_heading, section_heading
from cchc.prose.printer import Printer, Sources
from cchc.prose.templates import open_sources, render, render_block, render_note
from cchc.values.printed_figure import PrintedFigure
from cchc.values.values import UnknownCodeError, Value, Values

# Columns of a frame by their titles: in the data of a chart, in the usual table.
CHART_DATA = {"name": "Chỉ tiêu", "text": "Số liệu", "unit": "Đơn vị"}
USUAL_TABLE = {"name": "Chỉ tiêu", "unit": "Đơn vị", "text": "Số liệu", "window": "Kỳ số liệu"}


def open_section(code: str, period: str, workspace: str | Path = "..") -> "Section":
    """Mở một phần của báo cáo; mỗi notebook bắt đầu bằng lời gọi này.

    Ví dụ:
        muc = open_section("tthc", period, workspace)
        muc.heading()
        muc.narrative("2.1")

    Tham số:
        code: mã phần trong đề cương (`data/catalog/outline-*.yml`), ví dụ "tthc".
        period: kỳ báo cáo: "2020-H1" (6 tháng đầu năm), "2020-Q1", "2020-9M", "2020-Y" (cả năm), …
        workspace: thư mục sổ báo cáo, nơi có params/, data/ và notebooks/; từ notebook là "..".

    Trả về: một `Section`.

    Lỗi: InputError nêu từng chỗ sai của dữ liệu (tệp, dòng), hoặc các phần hiện có khi mã không đúng.
    """
    return Section(code, open_workbook(Workspace(Path(workspace)), Period.parse(period)))


class Section:
    """Một phần của báo cáo: mỗi hàm in phần việc của mình ngay dưới ô gọi nó.

    Ví dụ:
        muc = open_section("tthc", period, workspace)
        muc.heading()
        muc.narrative("2.5")
        muc.figures_table(["tthc.ho_so.dung_han", "tthc.ho_so.qua_han"], id="ho-so", title="Hồ sơ")

    In lời văn: `heading`, `opening`, `narrative`, `closing`. In hình và bảng: `chart`, `table`,
    `figures_table`. Lấy số liệu để tính và vẽ: `frame`. Mọi dữ liệu của kỳ báo cáo: `workbook`.
    """

    def __init__(self, code: str, workbook: Workbook) -> None:
        entry = workbook.outline.section(code)
        if entry is None:
            known = ", ".join(section.code for section in workbook.outline.sections)
            raise _refusal(f"Đề cương không có phần “{code}”. Các phần: {known}.")
        self.code = code
        self.workbook = workbook
        self.values = Values(workbook)
        self.periods = earlier_periods(workbook)
        self._entry = entry

    def heading(self) -> None:
        """In tên phần theo đề cương; phần đứng đầu một mục lớn (I, II, …) thì in cả tên mục lớn ấy.

        Ví dụ:
            muc.heading()
        """
        part = self.workbook.outline.part_of(self.code)
        lines = [part_heading(self.workbook, part)] if part.sections[0].code == self.code else []
        show("\n\n".join(filter(None, [*lines, section_heading(self._entry)])), [])

    def opening(self) -> None:
        """In đoạn lời văn đứng trước đề mục đầu tiên của tệp `data/<kỳ>/narrative/<phần>.md`.

        Ví dụ:
            muc.opening()

        Lỗi: như `narrative`.
        """
        self.narrative(OPENING)

    def narrative(self, key: str) -> None:
        """In một đề mục cùng lời văn của nó, lấy từ tệp `data/<kỳ>/narrative/<phần>.md`.

        Ví dụ:
            muc.narrative("2.5")
            muc.narrative("Mức độ sử dụng dịch vụ công trực tuyến")

        Tham số:
            key: số của đề mục; đề mục không đánh số thì ghi tên của nó.

        Lỗi: InputError khi tệp không có đề mục ấy, hoặc khi mẫu trong lời văn gọi sai (nêu tệp và dòng).
        """
        block = self.blocks.get(key)
        if block is None:
            headings = ", ".join(f"“{name}”" for name in self.blocks if name)
            file = self.workbook.file(self._narrative_path)
            raise _refusal(f"{file} không có đề mục “{key}”. Các đề mục: {headings}.")
        show(*printed_block(self, block))

    def frame(self, *codes: str | Mapping[str, str], so_sanh: Sequence[str] = ()) -> pd.DataFrame:
        """Lấy số liệu thành bảng pandas, mỗi chỉ tiêu một dòng, theo thứ tự đã nêu.

        Ví dụ:
            bang = muc.frame("tthc.ho_so.dung_han", "tthc.ho_so.qua_han")
            bang = muc.frame({"tthc.ho_so.dung_han": "Đúng hạn", "tthc.ho_so.qua_han": "Quá hạn"})
            bang = muc.frame("tthc.ho_so.tiep_nhan", so_sanh=("cung_ky", "muc_tieu"))
            bang = muc.frame("tthc.cong_bo.*")

        Tham số:
            codes: mã chỉ tiêu của `data/catalog/indicators.csv`; viết {mã: tên} để đặt tên khác; viết
                "tthc.cong_bo.*" để lấy mọi chỉ tiêu của nhóm ấy đã có số liệu.
            so_sanh: so với "ky_truoc" (kỳ trước), "cung_ky" (cùng kỳ năm trước), "muc_tieu" (mục tiêu năm).

        Trả về: bảng không có dòng của chỉ tiêu ngoài thời gian hiệu lực (valid_from, valid_to của danh mục),
            có các cột
            code, name, unit, source: mã, tên, đơn vị tính, nơi cung cấp.
            value: số để tính và vẽ; trống khi chưa có số liệu.
            text: số như in trong báo cáo; đưa vào bảng thì vẫn nhớ nguồn của mình.
            window: kỳ số liệu.
            previous, year_before (khi so với kỳ khác): số của kỳ ấy; thêm `…_text` số như in,
                `…_change` chênh lệch, `…_change_text` chênh lệch bằng lời.
            target (khi so với mục tiêu): mức được giao; thêm `target_text` mức ấy bằng lời,
                `target_change_text` đã đạt hay chưa.

        Lỗi: InputError khi danh mục không có mã ấy; ReportError khi `so_sanh` có tên khác ba tên trên.
        """
        labels: dict[str, str | None] = {}
        for item in codes:
            named = {item: None} if isinstance(item, str) else item
            labels |= {code: label for name, label in named.items() for code in self._codes(name)}
        printer = self.printer("")
        asked = {code: label for code, label in labels.items() if code not in self.workbook.dormant}
        values = [(label, self._value(code)) for code, label in asked.items()]
        figures = [
            (label or value.indicator.name, FigureText(printer.text(value), value)) for label, value in values
        ]
        frame = figure_frame(figures, self.workbook)
        return with_comparisons(frame, so_sanh, self.workbook, self.periods, printer) if so_sanh else frame

    def chart(
        self, chart: TopLevelMixin, *, id: str, data: pd.DataFrame, title: str, alt: str, source: str = ""
    ) -> None:
        """Đưa một biểu đồ Altair vào báo cáo: xem được tương tác ở HTML, thành hình ở PDF và DOCX.

        Ví dụ:
            bang = muc.frame("tthc.ho_so.dung_han", "tthc.ho_so.qua_han")
            hinh = alt.Chart(bang).mark_bar(color=ACCENT).encode(x="value:Q", y=alt.Y("name:N", sort=None))
            muc.chart(
                hinh,
                id="ho-so",
                data=bang,
                title="{{ ty_le('tthc.ho_so.ty_le_dung_han') }} hồ sơ được giải quyết đúng hạn",
                alt="Biểu đồ thanh: đúng hạn {{ so('tthc.ho_so.dung_han') }} hồ sơ,"
                " quá hạn {{ so('tthc.ho_so.qua_han') }} hồ sơ.",
            )

        Tham số:
            chart: biểu đồ Altair bất kỳ; phông chữ và cách viết số tiếng Việt đã có sẵn.
            id: tên riêng của hình trong phần này, không dấu: "ho-so".
            data: số liệu của hình, do `frame` trả về; được in thành bảng và dùng để ghi nguồn.
            title: tên hình, nên nói điều hình cho thấy; không gõ số mà gọi so(), ty_le() như trong lời văn.
            alt: lời mô tả hình cho người không nhìn thấy, viết như `title`.
            source: dòng nguồn; để trống thì lấy nơi cung cấp và kỳ số liệu của `data`.

        Lỗi: InputError khi `data` thiếu cột name, text, unit, khi thiếu lời mô tả, hoặc khi có con số gõ tay.
        """
        missing = [column for column in CHART_DATA if column not in data.columns]
        if missing:
            raise _refusal(
                f"Biểu đồ “{id}”: data thiếu cột {', '.join(missing)}; dùng bảng do frame() trả về."
            )
        identifier = self._identifier("hinh", id)
        rendered_title, printer = self._render(title, identifier)
        rendered_alt, alt_printer = self._render(alt, identifier)
        if not rendered_alt.strip():
            raise _refusal(NO_ALT)
        table = self._table_markdown(data[list(CHART_DATA)].rename(columns=CHART_DATA))
        line = self._source_line(data, source, printer, shown=data[list(CHART_DATA)])
        block = chart_block(identifier, rendered_title, plain(rendered_alt), line, table)
        spec = titled_spec(chart, rendered_title, line, plain(rendered_alt))
        show(block, [*printer.figures, *alt_printer.figures], spec)

    def table(
        self, frame: pd.DataFrame, *, id: str, title: str, source: str = "", wide: bool | None = None
    ) -> None:
        """In một bảng có đánh số; mỗi cột của `frame` là một cột của bảng.

        Ví dụ:
            bang = muc.frame("tthc.ho_so.dung_han", "tthc.ho_so.qua_han")
            muc.table(
                bang[["name", "text"]].rename(columns={"name": "Kết quả", "text": "Số hồ sơ"}),
                id="ket-qua",
                title="Hồ sơ đã giải quyết trong {{ ky_bao_cao }}",
            )

        Tham số:
            frame: bảng pandas; số lấy từ cột `text` của `frame()` vẫn nhớ nguồn của mình.
            id: tên riêng của bảng trong phần này, không dấu: "ket-qua".
            title: tên bảng; không gõ số mà gọi so(), ty_le() như trong lời văn.
            source: dòng nguồn; để trống thì lấy nơi cung cấp và kỳ số liệu của các số trong bảng.
            wide: có phải bảng rộng không (bản in có thể đưa bảng rộng vào phụ lục, trên trang ngang); để
                trống thì đo theo các cột.

        Lỗi: InputError khi tên bảng có con số gõ tay hoặc gọi mẫu sai.
        """
        identifier = self._identifier("bang", id)
        rendered_title, printer = self._render(title, identifier)
        line = self._source_line(frame, source, printer, shown=frame)
        is_broad = is_wide(frame) if wide is None else wide
        block = table_block(identifier, rendered_title, self._table_markdown(frame), line, wide=is_broad)
        show(block, printer.figures)

    def figures_table(
        self, codes: list[str] | Mapping[str, str], *, id: str, title: str, so_sanh: Sequence[str] = ()
    ) -> None:
        """In bảng thường dùng: chỉ tiêu, đơn vị, số liệu; thêm kỳ số liệu khi các dòng khác kỳ, cột so sánh.

        Ví dụ:
            muc.figures_table(
                ["tthc.ho_so.tiep_nhan", "tthc.ho_so.dung_han"],
                id="ho-so",
                title="Tình hình giải quyết hồ sơ",
                so_sanh=("cung_ky", "muc_tieu"),
            )

        Tham số:
            codes: mã các chỉ tiêu, mỗi chỉ tiêu một dòng; viết {mã: tên} để đặt tên khác. Không chỉ tiêu nào
                còn hiệu lực thì không in gì.
            id, title: như `table`.
            so_sanh: như `frame`.

        Lỗi: như `frame` và `table`.
        """
        asked = [codes] if isinstance(codes, Mapping) else codes
        frame = self.frame(*asked, so_sanh=so_sanh)
        if frame.empty:
            return
        columns = dict(USUAL_TABLE)
        if frame["window"].nunique() == 1:
            # The source line says it for all of them.
            del columns["window"]
        for name in so_sanh:
            columns |= column_titles(name, self.workbook, self.periods)
        self.table(frame[list(columns)].rename(columns=columns), id=id, title=title)

    def closing(self) -> None:
        """In nơi nhận và chữ ký, khai ở `params/<kỳ>.yml`; thường là ô cuối của phần cuối.

        Ví dụ:
            muc.closing()
        """
        show(closing_block(self.workbook.params), [])

    @cached_property
    def blocks(self) -> dict[str, Block]:
        """Lời văn của phần theo từng đề mục, chưa điền số.

        Ví dụ:
            list(muc.blocks)  # các đề mục gọi được bằng muc.narrative()
        """
        return load_narrative(self._narrative_path, self.workbook.file(self._narrative_path))

    def printer(self, place: str) -> Printer:
        """Lấy các hàm của lời văn (so, ty_le, ky, so_sanh, …) để gọi trong ô Python; ít khi cần tới.

        Ví dụ:
            muc.printer("thu").so("tthc.ho_so.tiep_nhan")

        Tham số:
            place: tên của chỗ in, để phân biệt chú thích.

        Trả về: một Printer; hàm của nó trả về Markdown như trong lời văn.
        """
        return Printer(self._sources, self.code, place, render_note)

    @cached_property
    def _sources(self) -> Sources:
        return open_sources(self.workbook, self.values, self.periods, mentions)

    @property
    def _narrative_path(self) -> Path:
        return self.workbook.workspace.narrative(self.workbook.period, self.code)

    def _codes(self, name: str) -> list[str]:
        """The code itself; for `tthc.dvc.*` those of the family that have a value."""
        if not name.endswith(FAMILY):
            return [name]
        family = [code for code in self.workbook.indicators if code.startswith(name.removesuffix("*"))]
        return [code for code in family if self._value(code).value is not None]

    def _value(self, code: str) -> Value:
        try:
            return self.values.get(code)
        except UnknownCodeError as error:
            raise _refusal(str(error)) from None

    def _identifier(self, kind: str, name: str) -> str:
        if not IDENTIFIER.fullmatch(name):
            raise _refusal(odd_identifier(name))
        return f"{kind}-{ascii_slug(self.code)}-{name}"

    def _render(self, template: str, place: str) -> tuple[str, Printer]:
        """A title, a text alternative or a source (Markdown), and the printer that knows its figures."""
        if problems := refused_in_title(template, self.workbook):
            raise _refusal(f"“{place}”: {' '.join(problems)}")
        printer = self.printer(place)
        # A title or a text alternative has no place for a footnote.
        printer.notes_allowed = False
        printer.in_title = True
        return render(template, printer, file=f"notebooks ({self.code})"), printer

    def _table_markdown(self, frame: pd.DataFrame) -> str:
        """The table, numbers that are typed into it marked: the checks find them, a draft shows them."""
        return table_markdown(frame, lambda text: bool(hand_typed_in(text, self.workbook, names_in_data)))

    def _source_line(self, frame: pd.DataFrame, source: str, printer: Printer, *, shown: pd.DataFrame) -> str:
        """The source given, else that of the figures in the frame, which count as printed.

        Then what has to be said of comparisons, unless it is said in what is `shown` of the frame.
        """
        figures = figures_in(frame)
        for figure in figures:
            file = figure.file if isinstance(figure, EarlierGap) else ""
            printer.record(figure.value, str(figure), earlier=isinstance(figure, OF_ANOTHER), file=file)
        if source:
            line, source_printer = self._render(source, printer.place)
            printer.figures += source_printer.figures
        else:
            own = [figure.value for figure in figures if not isinstance(figure, OF_ANOTHER)]
            line = source_line(own, self.workbook) if own else ""
        return " ".join(filter(None, [line, unsaid_remarks(figures, shown)]))


def printed_block(section: Section, block: Block) -> tuple[str, list[PrintedFigure]]:
    """A heading with its prose as it goes into the report, and the figures in it (Markdown; InputError)."""
    printer = section.printer(block.key)
    rendered = render_block(block, printer)
    text = block.anchored(section.code, rendered.markdown).strip()
    return "\n\n".join([text, *rendered.notes]), printer.figures


def _refusal(explanation: str) -> InputError:
    return InputError([CALLED_WRONG.finding(explanation)])
