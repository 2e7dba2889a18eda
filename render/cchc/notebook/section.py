"""One section of the report as a notebook prints it: prose, charts, tables, and the figures behind them."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import pandas as pd
from altair.vegalite.v6.api import TopLevelMixin

from cchc.base.period import Period
from cchc.checks.notebook_mistakes import no_heading, no_section, not_declared
from cchc.inputs.exhibits import Exhibit
from cchc.inputs.narrative import OPENING, Block, load_narrative
from cchc.inputs.workbook import Workbook
from cchc.inputs.workspace import Workspace
from cchc.notebook.captions import Captions, Piece, refusal
from cchc.notebook.cell_output import show
from cchc.notebook.exhibits.declared import printed_exhibit
from cchc.notebook.exhibits.tables import figures_frame
from cchc.notebook.frames import Frames, named_codes
from cchc.notebook.shared_inputs import earlier_periods, mentions, open_workbook
from cchc.prose.front_matter import closing_block, part_heading, section_heading
from cchc.prose.printer import Printer, Sources
from cchc.prose.templates import open_sources, render_block, render_note
from cchc.values.printed_figure import PrintedFigure
from cchc.values.values import Values


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
    `figures_table`; những thứ đã khai trong `exhibits.yml`: `exhibits`, `exhibit`. Lấy số liệu để tính và
    vẽ: `frame`. Mọi dữ liệu của kỳ báo cáo: `workbook`.
    """

    def __init__(self, code: str, workbook: Workbook) -> None:
        entry = workbook.outline.section(code)
        if entry is None:
            raise refusal(no_section(workbook.outline, code))
        self.code = code
        self.workbook = workbook
        self.values = Values(workbook)
        self.periods = earlier_periods(workbook)
        self._entry = entry
        self.frames = Frames(workbook, self.values, self.periods, lambda: self.printer(""))
        self.captions = Captions(code, workbook, self.printer)

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
            raise refusal(no_heading(self.workbook.file(self._narrative_path), key, self.blocks))
        show(*printed_block(self, block))

    def frame(
        self, *codes: str | Mapping[str, str], so_sanh: Sequence[str] = (), theo: str = ""
    ) -> pd.DataFrame:
        """Lấy số liệu thành bảng pandas, mỗi chỉ tiêu một dòng, theo thứ tự đã nêu.

        Ví dụ:
            bang = muc.frame("tthc.ho_so.dung_han", "tthc.ho_so.qua_han")
            bang = muc.frame({"tthc.ho_so.dung_han": "Đúng hạn", "tthc.ho_so.qua_han": "Quá hạn"})
            bang = muc.frame("tthc.ho_so.tiep_nhan", so_sanh=("cung_ky", "muc_tieu"))
            bang = muc.frame("tthc.ho_so.tiep_nhan", theo="don_vi")
            bang = muc.frame("tthc.cong_bo.*")

        Tham số:
            codes: mã chỉ tiêu của `data/catalog/indicators.csv`; viết {mã: tên} để đặt tên khác; viết
                "tthc.cong_bo.*" để lấy mọi chỉ tiêu của nhóm ấy đã có số liệu.
            so_sanh: so với "ky_truoc" (kỳ trước), "cung_ky" (cùng kỳ năm trước), "muc_tieu" (mục tiêu năm).
            theo: "don_vi": mỗi đơn vị có số liệu một dòng, theo thứ tự của danh mục đơn vị; "ky": mỗi kỳ
                cùng loại của các năm trước một dòng, kỳ này đứng cuối.

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
            agency, agency_name, agency_short, indicator (theo đơn vị): mã, tên, tên ngắn của đơn vị; tên
                chỉ tiêu.
            period, period_label, indicator (theo kỳ): mã và tên của kỳ; tên chỉ tiêu.

        Lỗi: InputError khi danh mục không có mã ấy; ReportError khi `so_sanh`, `theo` có tên khác.
        """
        return self.frames.make(named_codes(codes), so_sanh, theo)

    def chart(
        self,
        chart: TopLevelMixin,
        *,
        id: str,
        data: pd.DataFrame,
        title: str,
        alt: str,
        source: str = "",
        narrow: TopLevelMixin | None = None,
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
            narrow: cùng hình ấy, vẽ cho bề ngang điện thoại; để trống thì điện thoại thu nhỏ hình.

        Lỗi: InputError khi `data` thiếu cột name, text, unit, khi thiếu lời mô tả, hoặc khi có con số gõ tay.
        """
        piece = self.captions.chart(
            chart, name=id, data=data, title=title, alt=alt, source=source, narrow=narrow
        )
        show(*piece)

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
        piece = self.captions.table(frame, name=id, title=title, source=source, wide=wide)
        show(piece.markdown, piece.figures)

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
        asked = named_codes([codes] if isinstance(codes, Mapping) else codes)
        table = figures_frame(self.frames, asked, so_sanh)
        if not table.empty:
            self.table(table, id=id, title=title)

    def exhibits(self, heading: str) -> None:
        """In mọi hình và bảng mà tệp `exhibits.yml` của kỳ xếp dưới một đề mục, theo thứ tự của tệp.

        Ví dụ:
            muc.narrative("2.5")
            muc.exhibits("2.5")

        Tham số:
            heading: đề mục, ghi như ở `narrative`.

        Lỗi: InputError khi một hình, một bảng khai sai; `cchc check` nêu trước dòng phải sửa.
        """
        for exhibit in self.declared:
            if exhibit.heading == heading:
                show(*printed_declared(self, exhibit))

    def exhibit(self, id: str) -> None:
        """In một hình hay một bảng đã khai trong tệp `exhibits.yml` của kỳ.

        Ví dụ:
            muc.exhibit("truc-tuyen")

        Tham số:
            id: tên của hình, của bảng trong tệp ấy.

        Lỗi: InputError khi tệp không có tên ấy, hoặc như `exhibits`.
        """
        exhibit = next((each for each in self.declared if each.id == id), None)
        if exhibit is None:
            raise refusal(not_declared(self.workbook, self.code, id))
        show(*printed_declared(self, exhibit))

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

    @property
    def declared(self) -> tuple[Exhibit, ...]:
        """Hình và bảng của phần theo tệp `exhibits.yml` của kỳ, chưa vẽ.

        Ví dụ:
            [each.id for each in muc.declared]  # các tên gọi được bằng muc.exhibit()
        """
        return self.workbook.exhibits.get(self.code, ())

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


def printed_block(section: Section, block: Block) -> tuple[str, list[PrintedFigure]]:
    """A heading with its prose as it goes into the report, and the figures in it (Markdown; InputError)."""
    printer = section.printer(block.key)
    rendered = render_block(block, printer)
    text = block.anchored(section.code, rendered.markdown).strip()
    return "\n\n".join([text, *rendered.notes]), printer.figures


def printed_declared(section: Section, exhibit: Exhibit) -> Piece:
    """A declared exhibit as it goes into the report (InputError)."""
    block = section.blocks.get(exhibit.heading)
    return printed_exhibit(exhibit, section.frames, section.captions, block.title if block else "")
