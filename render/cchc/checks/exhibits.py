"""Declared charts and tables: what they name must be there and fit together, and have something to show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.markdown import ascii_slug
from cchc.checks.context import CheckContext
from cchc.checks.house_style.spots import names_in_data
from cchc.checks.links import PREFIXES
from cchc.checks.registry import BLOCKING, INPUTS, Topic
from cchc.checks.typed_prose import hand_typed_in
from cchc.inputs.catalog.indicators import FAMILY, Indicator, in_family, unknown_indicator
from cchc.inputs.exhibits import Exhibit, Line, Place, exhibit_rows, exhibits_path
from cchc.prose.narratives import template_texts
from cchc.values.earlier import EarlierPeriods
from cchc.values.exhibit_data import in_period, known_points, least_points, out_of_years

WRONG = Rule(
    "hinh_bang.khai_sai",
    Severity.ERROR,
    "Hình, bảng khai sai trong exhibits.yml",
    "Phần, đề mục, mã chỉ tiêu không có; hai hình cùng tên; các chỉ tiêu không vẽ chung được; tên dòng có số "
    "gõ tay. Thông báo nêu hình nào, dòng nào và điều phải sửa.",
    acknowledgeable=False,
)
NO_DATA = Rule(
    "hinh_bang.chua_co_so_lieu",
    Severity.WARNING,
    "Hình, bảng chưa có số liệu",
    "Bản dự thảo có một dòng nói vậy ở chỗ của hình; bản chính thức bỏ hình ấy. Nhập số liệu, hoặc bỏ hình "
    "khỏi exhibits.yml. Lời văn còn nhắc tới hình ấy thì là LỖI.",
    at_times=Severity.ERROR,
)
# Bars of one chart are measured by one scale.
ONE_SCALE = ("thanh", "phan_cua_tong", "hai_chuoi", "theo_ky")


@BLOCKING.check(Topic.FILES, WRONG)
def check_exhibits(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each thing that a declared chart or table names and that is not there, or does not fit."""
    taken: set[tuple[str, str]] = set()
    for place in _declared(context):
        if (place.section, place.exhibit.id) in taken:
            yield place.wrong("tên này đã có ở trên; mỗi hình, bảng của một phần có tên riêng.", "id")
        taken.add((place.section, place.exhibit.id))
        yield from _misplaced(context, place)
        yield from _unknown_codes(context, place)
        yield from _typed_labels(context, place)


@INPUTS.check(Topic.FILES, NO_DATA)
def check_exhibit_data(context: CheckContext) -> Iterator[Finding]:
    """A finding for each chart or table that has nothing to show: LỖI where the prose refers to it."""
    workbook = context.workbook
    periods = EarlierPeriods(workbook)
    texts = [text.text for text in template_texts(workbook, context.prose)]
    nothing_yet = all(figure.value is None for figure in workbook.figures)
    for place in _declared(context):
        exhibit = in_period(place.exhibit, workbook, context.values)
        if out_of_years(place.exhibit, workbook) or not workbook.indicators.keys() >= set(exhibit.lines):
            continue
        points = known_points(exhibit, workbook, context.values, periods)
        if points >= least_points(exhibit):
            continue
        address = f"#{exhibit.prefix}-{ascii_slug(place.section)}-{exhibit.id}"
        referred = any(f"({address})" in text for text in texts)
        # What shows what it can in every period lacks nothing but figures, and those are told one by one;
        # that there are none at all is told once.
        if not referred and (nothing_yet or place.standing):
            continue
        lacks = "chưa có số liệu" if not points else "cần số liệu của ít nhất hai kỳ"
        words = f"{lacks}: bản chính thức sẽ bỏ, bản dự thảo nói vậy ở chỗ của nó."
        if referred:
            words = f"{lacks} mà lời văn nhắc tới ({address}): nhập số liệu, hoặc bỏ lời nhắc."
        severity = Severity.ERROR if referred else Severity.WARNING
        explanation, codes = place.told(words), tuple(exhibit.lines)
        yield NO_DATA.finding(
            explanation, place.file, place.row(), place.section, codes, found=exhibit.id, severity=severity
        )


@dataclass(frozen=True)
class _Place:
    """A declared exhibit, and where its file says what of it; whether it is there for every period."""

    rows: Mapping[Place, int]
    file: str
    section: str
    number: int
    exhibit: Exhibit
    standing: bool

    def row(self, *keys: str) -> int:
        whole = self.rows[self.section, self.number]
        return self.rows.get((self.section, self.number, *keys), whole)

    def told(self, words: str) -> str:
        return f"{'Hình' if self.exhibit.is_chart else 'Bảng'} “{self.exhibit.id}” {words}"

    def wrong(self, words: str, *keys: str) -> Finding:
        return WRONG.finding(self.told(words), self.file, self.row(*keys), self.section)


def _declared(context: CheckContext) -> Iterator[_Place]:
    workbook = context.workbook
    if not workbook.exhibits:
        return
    path = exhibits_path(workbook.workspace, workbook.period)
    rows = exhibit_rows(path, workbook.exhibits)
    standing = path.parent == workbook.workspace.catalog
    for section, exhibits in workbook.exhibits.items():
        for number, exhibit in enumerate(exhibits):
            yield _Place(rows, workbook.file(path), section, number, exhibit, standing)


def _misplaced(context: CheckContext, place: _Place) -> Iterator[Finding]:
    outline, heading = context.workbook.outline, place.exhibit.heading
    if outline.section(place.section) is None:
        known = ", ".join(entry.code for entry in outline.sections)
        yield place.wrong(f"thuộc phần “{place.section}”, đề cương không có. Các phần: {known}.")
        return
    blocks = context.prose.get(place.section)
    if blocks is not None and heading not in blocks:
        headings = ", ".join(f"“{key}”" for key in blocks if key)
        words = f"đứng dưới đề mục “{heading}”, lời văn không có. Các đề mục: {headings}."
        yield place.wrong(words, "heading")
    notebook = context.notebooks.get(place.section)
    for call in notebook.calls if notebook else ():
        drawn = PREFIXES.get(call.name) == place.exhibit.prefix
        if notebook and drawn and notebook.literal(call.keyword("id")) == place.exhibit.id:
            words = f"có tên mà ô thứ {call.cell} của notebook cũng đặt: đổi tên một bên, hoặc bỏ một bên."
            yield place.wrong(words, "id")


def _unknown_codes(context: CheckContext, place: _Place) -> Iterator[Finding]:
    exhibit, indicators = place.exhibit, context.workbook.indicators
    named: dict[str, tuple[str, ...]] = dict.fromkeys(exhibit.also, ("also",))
    named |= {exhibit.total: ("total",)} if exhibit.total else {}
    for keys, lines in _line_groups(exhibit):
        for code, line in lines.items():
            named |= dict.fromkeys((*line.named, code), (*keys, code))
    catalogued = context.workbook.catalogued
    for code, keys in named.items():
        if code.endswith(FAMILY):
            if not in_family(code, catalogued):
                words = f"gọi nhóm “{code}”: danh mục không có chỉ tiêu nào của nhóm ấy. Sửa, hoặc bỏ dòng."
                yield place.wrong(words, *keys)
        elif code not in catalogued:
            yield place.wrong(f"gọi mã “{code}”: {unknown_indicator(code)}", *keys)
    known = [indicators[code] for code in exhibit.lines if code in indicators]
    scales = list(dict.fromkeys(map(_scale, known)))
    if exhibit.kind in ONE_SCALE and len(scales) > 1:
        said = ", ".join(f"“{scale}”" for scale in scales)
        yield place.wrong(f"đặt cạnh nhau những số khác loại: {said}. Tách ra, hoặc dùng nhieu_o.")
    for code, line in exhibit.codes.items():
        indicator = indicators.get(code)
        if exhibit.kind == "ty_le" and indicator is not None and indicator.unit != "%" and not line.whole:
            words = (
                f"kind “ty_le” cần tỷ lệ (%), hoặc số đếm có whole; “{code}” tính bằng “{indicator.unit}”."
            )
            yield place.wrong(words, "codes", code)


def _line_groups(exhibit: Exhibit) -> list[tuple[tuple[str, ...], dict[str, Line]]]:
    """The lines of codes, and those of each group, with the keys that lead to them."""
    return [(("codes",), exhibit.codes), *((("groups", title), own) for title, own in exhibit.groups.items())]


def _scale(indicator: Indicator) -> str:
    """What a bar of it is measured by: counts of different things stand side by side."""
    return "số đếm" if indicator.kind == "count" else indicator.unit


def _typed_labels(context: CheckContext, place: _Place) -> Iterator[Finding]:
    for keys, lines in _line_groups(place.exhibit):
        for code, line in lines.items():
            label = line.label or ""
            if "{{" in label:
                words = f"có tên dòng “{label}” viết như mẫu: tên dòng in nguyên văn, số đứng ở cuối thanh."
                yield place.wrong(words, *keys, code)
            elif typed := hand_typed_in(label, context.workbook, names_in_data):
                words = (
                    f"có con số gõ tay trong tên dòng “{label}”: {', '.join(typed)}. Bỏ số; nếu là tên "
                    "riêng, thêm vào data/catalog/proper_names.csv."
                )
                yield place.wrong(words, *keys, code)
