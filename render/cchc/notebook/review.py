"""What the appendix shows a reviewer: findings, recomputed values, missing ones and data windows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import pandas as pd

from cchc.base.findings import WORKLIST_ID, Finding, Severity, finding_ids
from cchc.base.markdown import ascii_slug, finding_span, where_span
from cchc.base.numbers import format_count, judge
from cchc.base.windows import Window
from cchc.checks.run import Checked, check
from cchc.checks.single_figures import MISSING as MISSING_FIGURE
from cchc.inputs.catalog.indicators import Indicator
from cchc.inputs.workbook import Workbook
from cchc.notebook.recorder import current, unrecorded
from cchc.notebook.section import Section
from cchc.notebook.shared_inputs import MEMO
from cchc.notebook.tables import DataText, FigureText, MarkdownText
from cchc.prose.printer import MISSING

ACKNOWLEDGED = " (đã giải trình)"
GENERAL = "Chung cho cả báo cáo"
NO_WINDOW = "không nêu riêng"
MOST_PLACES = 4
# Missing figures that are named one by one: in a section, in the whole report.
FEW = 3
MOST_MISSING = 20


def findings_frame(section: Section) -> pd.DataFrame:
    """Lập bảng mọi điều cần xem lại của kỳ, nặng trước nhẹ sau, điều đã giải trình đứng cuối.

    Ví dụ:
        can_xem = findings_frame(muc)
        for phan in worklist(muc, can_xem):
            muc.table(phan.findings, id=phan.id, title=phan.title)

    Trả về: bảng có các cột Mức, Phần, Nội dung, Trong báo cáo, Vị trí; khớp với lệnh `cchc check`. Phần nào
    thiếu nhiều số liệu thì một dòng nói chung: từng chỉ tiêu ở bảng của `missing_frame`.
    """
    checked = _checked(section.workbook)
    listed = [(f.severity.value, f, f.explanation) for f in _shortened(checked.all)]
    for item in checked.acknowledged:
        explanation = f"{item.finding.explanation} Giải trình: {item.acknowledgement.reason}"
        listed.append((f"{item.finding.severity}{ACKNOWLEDGED}", item.finding, explanation))
    ids = finding_ids([finding for _, finding, _ in listed])
    rows = [
        (
            label,
            _section_name(section, f.section),
            MarkdownText(finding_span(explanation, identifier)),
            # Links to where the figures are printed; they are made when the report is whole.
            MarkdownText(where_span(f.figures[:MOST_PLACES])) if f.figures else "",
            DataText(f.place),
        )
        for identifier, (label, f, explanation) in zip(ids, listed, strict=True)
    ]
    return pd.DataFrame(rows, columns=["Mức", "Phần", "Nội dung", "Trong báo cáo", "Vị trí"], dtype=object)


@dataclass(frozen=True)
class SectionFindings:
    """Điều cần xem lại của một phần, để đưa cho `muc.table`: `id`, `title` và bảng `findings`."""

    id: str
    title: str
    findings: pd.DataFrame


def worklist(section: Section, findings: pd.DataFrame) -> Iterator[SectionFindings]:
    """Chia bảng của `findings_frame` theo từng phần, đúng thứ tự trong báo cáo; điều chung đứng đầu.

    Ví dụ:
        for phan in worklist(muc, findings_frame(muc)):
            muc.table(phan.findings, id=phan.id, title=phan.title)

    Trả về: lần lượt từng phần có điều cần xem, mỗi phần gồm `id`, `title` và bảng `findings`.
    """
    titles = _titles(section)
    order = list(titles)
    for name in sorted(findings["Phần"].unique(), key=order.index):
        found = findings[findings["Phần"] == name]
        found = found.loc[found["Mức"].map(_rank).sort_values(kind="stable").index]
        identifier = f"{WORKLIST_ID}-{ascii_slug(name or GENERAL)}"
        yield SectionFindings(identifier, f"Cần xem lại: {titles[name]}", found.drop(columns="Phần"))


def recomputed_frame(section: Section) -> pd.DataFrame:
    """Đặt mỗi giá trị ghi trong văn bản cạnh giá trị tính lại theo công thức của danh mục.

    Ví dụ:
        tinh_lai = recomputed_frame(muc)
        if len(tinh_lai):
            muc.table(tinh_lai, id="tinh-lai", title="Tỷ lệ ghi trong văn bản so với tỷ lệ tính lại")

    Trả về: bảng có các cột Chỉ tiêu, Văn bản ghi, Tính lại, Kết luận; không dòng nào nếu không có gì để so.
    """
    rows = []
    for figure in section.workbook.figures:
        value = section.values.recomputed(figure.indicator, figure.agency)
        if value is None or value.value is None or value.origin == "unchecked" or figure.value is None:
            continue
        verdict = judge(figure.value, value.value, rate=value.indicator.kind == "rate")
        printer = section.printer("")
        stated = FigureText(printer.format(value, figure.value), value)
        rows.append((value.indicator.name, stated, FigureText(printer.text(value), value), verdict.value))
    return pd.DataFrame(rows, columns=["Chỉ tiêu", "Văn bản ghi", "Tính lại", "Kết luận"], dtype=object)


def missing_frame(section: Section) -> pd.DataFrame:
    """Kê các chỉ tiêu của danh mục còn chưa có số liệu trong kỳ, kèm nơi phải cung cấp.

    Ví dụ:
        con_thieu = missing_frame(muc)
        if len(con_thieu):
            muc.table(con_thieu, id="con-thieu", title="Chỉ tiêu chưa có số liệu")

    Trả về: bảng có các cột Chỉ tiêu, Nguồn, Số liệu; không dòng nào nếu đã đủ; thiếu nhiều thì mỗi nguồn
    một dòng, chỉ tiêu tính từ chỉ tiêu khác không kể.
    """
    values = (section.values.get(code) for code in section.workbook.indicators)
    lacking = [v.indicator for v in values if v.value is None and not v.nothing_occurred]
    rows = [(indicator.name, indicator.source, MISSING) for indicator in lacking]
    if len(rows) > MOST_MISSING:
        rows = list(_missing_by_source(indicator for indicator in lacking if indicator.formula is None))
    return pd.DataFrame(rows, columns=["Chỉ tiêu", "Nguồn", "Số liệu"])


def windows_frame(section: Section) -> pd.DataFrame:
    """Kê mọi kỳ số liệu đang dùng, theo phần rồi theo ngày bắt đầu, để vẽ thành hình.

    Ví dụ:
        khung = windows_frame(muc).query("stated")
        alt.Chart(khung).mark_bar().encode(x="start:T", x2="end:T", y=alt.Y("name:N", sort=None))

    Trả về: bảng có các cột
        section, name: phần; kỳ số liệu như in trong báo cáo.
        start, end: ngày đầu và ngày cuối (2019-12-16); để ngỏ thì lấy của kỳ báo cáo.
        point: True nếu là số liệu tính đến một ngày. stated: True nếu nguồn có nêu kỳ số liệu.
        count, text, unit: có bao nhiêu số liệu như thế, dạng số và dạng in.
    """
    counts = Counter((f.indicator.partition(".")[0], f.window) for f in section.workbook.figures)
    rows = [_window_row(section, code, window, count) for (code, window), count in counts.items()]
    frame = pd.DataFrame(rows)
    # A column of strings would forget where the counts come from.
    frame["text"] = pd.Series([row["text"] for row in rows], dtype=object)
    return frame.sort_values(["order", "start", "end"], ignore_index=True).drop(columns="order")


def _missing_by_source(lacking: Iterable[Indicator]) -> Iterator[tuple[str, str, str]]:
    """Name, source and count: a few names of each source's indicators."""
    by_source: dict[str, list[str]] = {}
    for indicator in lacking:
        by_source.setdefault(indicator.source, []).append(indicator.name)
    for source, names in by_source.items():
        more = f"; và {len(names) - FEW} chỉ tiêu khác" if len(names) > FEW else ""
        yield DataText("; ".join(names[:FEW]) + more), source, DataText(f"thiếu {len(names)}")


def _shortened(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings; of many figures that one section lacks, one that says how many."""
    lacking = Counter(f.section for f in findings if f.rule == MISSING_FIGURE.code)
    said: set[str] = set()
    for finding in findings:
        count = lacking[finding.section] if finding.rule == MISSING_FIGURE.code else 0
        if count <= FEW:
            yield finding
        elif finding.section not in said:
            said.add(finding.section)
            text = f"Còn {count} chỉ tiêu của phần này chưa có số liệu, xem bảng “Chỉ tiêu chưa có số liệu”."
            yield replace(finding, explanation=text, figures=())


def _checked(workbook: Workbook) -> Checked:
    """As check(), for a workbook that has just been loaded and not been changed since."""
    if (recorder := current()) is not None:
        recorder.everything()
    with unrecorded():
        return MEMO.get(workbook.workspace, workbook.period, "checked", lambda: check(workbook))


def _rank(label: str) -> tuple[bool, int]:
    """The acknowledged after the open, each gravest first."""
    return label.endswith(ACKNOWLEDGED), Severity(label.removesuffix(ACKNOWLEDGED)).rank


def _section_name(section: Section, code: str) -> str:
    """`II.2`, as tables name a section; empty where a finding has none."""
    entry = section.workbook.outline.section(code)
    if entry is None:
        return ""
    part = section.workbook.outline.part_of(code)
    return f"{part.number}.{entry.number}" if entry.number else part.number


def _titles(section: Section) -> dict[str, str]:
    """What each section is called, by the name that findings have for it; a count would be hand-typed."""
    outline = section.workbook.outline
    titles = {"": GENERAL}
    for entry in outline.sections:
        # The appendix has no number: what has no section is not about it.
        name = _section_name(section, entry.code)
        titles.setdefault(name, entry.title or outline.part_of(entry.code).title)
    return titles


def _window_row(section: Section, code: str, window: Window, count: int) -> dict[str, object]:
    default, style = section.workbook.default_window, section.workbook.house_style
    order = {entry.code: i for i, entry in enumerate(section.workbook.outline.sections)}
    start, end = window.start or window.end or default.start, window.end or default.end
    return {
        "order": order.get(code, len(order)),
        "section": _section_name(section, code),
        "name": window.in_short(style.date_style) or NO_WINDOW,
        "start": start.first_day().isoformat() if start else "",
        "end": end.last_day().isoformat() if end else "",
        "point": window.start is None and window.end is not None,
        "stated": window.stated,
        "count": count,
        "text": DataText(format_count(Decimal(count), leading_zero=style.leading_zero)),
        "unit": "số liệu",
    }
