"""An indicator as it is asked for, and why it cannot be had so."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from cchc.base.findings import ReportError
from cchc.base.markdown import ascii_slug
from cchc.base.yaml_nodes import in_quotes
from cchc.inputs.catalog.agencies import LEVELS
from cchc.inputs.catalog.indicators import PERCENT, Direction, Indicator, IndicatorKind
from cchc.inputs.exhibit_kinds import KINDS
from cchc.inputs.exhibits import Exhibit
from cchc.turnover.names.known_names import not_there

# Words of a name that a proposed code takes.
MOST_WORDS = 5


@dataclass(frozen=True)
class NewIndicator:
    """What is to be written of it; codes of others where it is a part or a rate of them.

    `part_of` is the total that it is a part of, `rate_of` part and whole of the rate that it is. `heading`
    is where its chart or table (`exhibit`, a kind; `beside`, what else is drawn in it) and its sentence go.
    """

    code: str
    name: str
    unit: str
    kind: IndicatorKind = "count"
    decimals: int = 0
    direction: Direction = "none"
    definition: str = ""
    source: str = ""
    levels: tuple[str, ...] = ()
    basis: str = ""
    part_of: str = ""
    rate_of: tuple[str, str] | None = None
    heading: str = ""
    exhibit: str = ""
    beside: tuple[str, ...] = ()
    sentence: bool = False

    @property
    def section(self) -> str:
        """The section that prints it."""
        return self.code.partition(".")[0]

    @property
    def formula(self) -> str:
        """How it is computed from the two counts; empty for what is entered."""
        if self.rate_of is None:
            return ""
        part, whole = self.rate_of
        return f"100 * {part} / {whole}" if self.unit == PERCENT else f"{part} / {whole}"

    @property
    def call(self) -> str:
        """How a template prints it."""
        function = "ty_le" if self.kind == "rate" else "so"
        unit = "" if self.kind == "rate" else f" {self.unit}"
        return f'{{{{ {function}("{self.code}") }}}}{unit}'


def proposed_code(section: str, name: str, taken: Collection[str]) -> str:
    """`tthc.ho_so_nop_qua_buu` for “Hồ sơ nộp qua bưu chính”, with a number where that is taken."""
    words = "_".join(ascii_slug(name).split("-")[:MOST_WORDS])
    code = f"{section}.{words}"
    return next(c for n in range(1, len(taken) + 2) if (c := code if n == 1 else f"{code}_{n}") not in taken)


def misfits(new: NewIndicator, known: Mapping[str, Indicator], levels: Collection[str]) -> Iterator[str]:
    """Why it cannot be added, a sentence each; `levels` are those that units of the catalogue have."""
    if new.code in known:
        row = known[new.code].row
        yield f"Mã “{new.code}” đã có ở data/catalog/indicators.csv:{row}. Chọn mã khác."
    for column, text in (("tên", new.name), ("đơn vị tính", new.unit), ("định nghĩa", new.definition)):
        if not text.strip():
            yield f"Thiếu {column} của chỉ tiêu."
    for level in new.levels:
        if level not in LEVELS:
            yield f"Cấp “{level}” không có; chọn trong: {', '.join(LEVELS)}."
        elif level not in levels:
            yield f"Cấp “{level}” chưa có đơn vị nào trong data/catalog/agencies.csv. Thêm đơn vị trước."
    others = (*((new.part_of,) if new.part_of else ()), *(new.rate_of or ()), *new.beside)
    for code in dict.fromkeys(others):
        if code not in known:
            yield str(not_there(f"Chỉ tiêu “{code}” không có trong danh mục.", code, known))
    yield from _relations(new, known)
    if (new.exhibit or new.sentence) and not new.heading:
        yield "Hình, bảng hay câu phải đứng dưới một đề mục: nêu đề mục (--de-muc)."
    if new.exhibit and new.exhibit not in KINDS:
        yield f"Không có kiểu hình, bảng “{new.exhibit}”; chọn trong: {', '.join(KINDS)}."
    if new.beside and not new.exhibit:
        yield "--hinh-cung đi cùng --hinh: nêu kiểu hình, bảng."


def _relations(new: NewIndicator, known: Mapping[str, Indicator]) -> Iterator[str]:
    if new.rate_of and new.kind != "rate":
        yield "Chỉ tiêu tính từ hai số đếm là tỷ lệ: loại (--loai) phải là rate."
    if new.rate_of and new.levels:
        yield "Tỷ lệ tính từ hai số đếm thì không thu thập: bỏ cấp đơn vị (--cap)."
    if new.kind == "rate" and new.unit == PERCENT and new.part_of:
        yield "Tỷ lệ không phải một phần của tổng nào: dùng --ty-le-cua PHẦN TỔNG."
    total = known.get(new.part_of)
    if total and total.kind != new.kind:
        yield f"“{total.code}” là {total.kind}, chỉ tiêu mới là {new.kind}: không thể là một phần của nó."
    for code in new.rate_of or ():
        if code in known and known[code].kind == "rate":
            yield f"“{code}” là tỷ lệ: tỷ lệ tính từ hai số đếm hay hai số tiền."


def exhibit_entry(new: NewIndicator, identifier: str) -> list[str]:
    """The lines of its chart or table in exhibits.yml (ReportError where the kind does not fit)."""
    fields: dict[str, object] = {"id": identifier, "heading": new.heading, "kind": new.exhibit}
    own: dict[str, str] | None = None
    if new.exhibit == "ty_le" and new.rate_of:
        own = {"part": new.rate_of[0], "whole": new.rate_of[1]}
    codes: dict[str, dict[str, str] | None] = {**dict.fromkeys(new.beside), new.code: own}
    if new.exhibit == "hai_chuoi":
        fields["so_sanh"] = "cung_ky"
    if new.exhibit == "phan_cua_tong" and new.part_of:
        fields["total"] = new.part_of
    if new.exhibit == "nhieu_o":
        fields["theo"] = "don_vi"
    if new.exhibit in ("xep_hang", "bang_don_vi", "nhieu_o") and not new.levels:
        raise ReportError(
            f"Kiểu “{new.exhibit}” vẽ theo từng đơn vị: nêu cấp đơn vị báo số này (--cap), hoặc chọn kiểu "
            "khác."
        )
    try:
        Exhibit.model_validate({**fields, "codes": codes})
    except ValidationError as error:
        words = "; ".join(str(detail.get("ctx", {}).get("error", detail["msg"])) for detail in error.errors())
        raise ReportError(f"Hình, bảng không hợp: {words}.") from None
    lines = [f"- id: {identifier}", f"  heading: {in_quotes(new.heading)}", f"  kind: {new.exhibit}"]
    lines += [f"  {name}: {fields[name]}" for name in ("so_sanh", "total", "theo") if name in fields]
    lines.append("  codes:")
    for code, line in codes.items():
        inside = ", ".join(f"{key}: {value}" for key, value in line.items()) if line else ""
        lines.append(f"    {code}: {{{inside}}}" if inside else f"    {code}:")
    return lines
