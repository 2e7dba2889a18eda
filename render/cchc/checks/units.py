"""Reporting units: who sent nothing, fewer than the catalogue has, units that no longer exist."""

from collections.abc import Iterator
from datetime import date

from cchc.base.findings import Finding, Rule, Severity
from cchc.checks.context import CheckContext
from cchc.checks.registry import INPUTS, Topic
from cchc.inputs.catalog.agencies import Agency, units_of
from cchc.inputs.figures import Figure
from cchc.inputs.workbook import Workbook
from cchc.values.earlier import successors

SILENT = Rule(
    "don_vi.khong_gui",
    Severity.WARNING,
    "Đơn vị không gửi số liệu nào",
    "Ở mỗi cấp có đơn vị báo cáo, tìm đơn vị của danh mục chưa có con số nào. Đôn đốc đơn vị.",
)
SHORT = Rule(
    "don_vi.thieu",
    Severity.WARNING,
    "Chỉ tiêu có ít đơn vị hơn danh mục",
    "Với từng chỉ tiêu, tìm đơn vị đã báo cáo chỉ tiêu khác mà thiếu chỉ tiêu này: tổng số chưa đủ.",
)
NOT_IN_FORCE = Rule(
    "don_vi.het_hieu_luc",
    Severity.WARNING,
    "Số liệu của đơn vị không còn (hoặc chưa có) trong kỳ",
    "So với valid_from, valid_to của agencies.csv vào ngày cuối kỳ. Ghi số liệu vào đơn vị thay thế, "
    "hoặc sửa hai cột ấy.",
)


@INPUTS.check(Topic.UNITS, SILENT, SHORT, NOT_IN_FORCE)
def check_units(context: CheckContext) -> Iterator[Finding]:
    """Findings about units, where figures come unit by unit."""
    workbook = context.workbook
    end = workbook.default_window.end
    day = end.last_day() if end else None
    valid = {agency.code: agency for agency in workbook.agencies.values() if agency.in_force(day)}
    rows = [figure for figure in workbook.figures if figure.agency]
    yield from _gone(workbook, rows, valid, day)
    yield from _silent(workbook, rows, valid)
    yield from _short(workbook, rows, valid)


def _gone(
    workbook: Workbook, rows: list[Figure], valid: dict[str, Agency], day: date | None
) -> Iterator[Finding]:
    for figure in rows:
        if figure.agency not in valid:
            agency = workbook.agencies[figure.agency]
            text = (
                f"“{agency.name}” không có trong danh mục đơn vị vào ngày cuối kỳ báo cáo. "
                f"Ghi số liệu vào đơn vị thay thế{_named(workbook, agency, day)}, "
                "hoặc sửa valid_from, valid_to trong agencies.csv."
            )
            yield _finding(NOT_IN_FORCE, text, [figure], agency.code, agency.code)


def _named(workbook: Workbook, agency: Agency, day: date | None) -> str:
    names = ", ".join(unit.name for unit in successors(workbook.agencies, agency.code, day))
    return f" ({names})" if names else ""


def _silent(workbook: Workbook, rows: list[Figure], valid: dict[str, Agency]) -> Iterator[Finding]:
    """Units of a reporting level without a single value."""
    for level, reporting in _levels(workbook, rows).items():
        sent = {figure.agency for figure in reporting if figure.value is not None}
        silent = [agency for agency in valid.values() if agency.level == level and agency.code not in sent]
        total = sum(agency.level == level for agency in valid.values())
        if silent:
            names = ", ".join(agency.name for agency in silent)
            text = f"{len(silent)}/{total} {units_of(level)} không gửi số liệu nào: {names}. Đôn đốc đơn vị."
            codes = ", ".join(agency.code for agency in silent)
            yield _finding(SILENT, text, reporting, codes)


def _short(workbook: Workbook, rows: list[Figure], valid: dict[str, Agency]) -> Iterator[Finding]:
    """Indicators that lack some of the units which do report others."""
    for level, reporting in _levels(workbook, rows).items():
        active = {f.agency for f in reporting if f.value is not None} & valid.keys()
        by_indicator: dict[str, list[Figure]] = {}
        for figure in reporting:
            by_indicator.setdefault(figure.indicator, []).append(figure)
        for code, group in by_indicator.items():
            lacking = sorted(active - {figure.agency for figure in group if figure.value is not None})
            if lacking:
                name = workbook.indicators[code].name
                names = ", ".join(workbook.agencies[agency].name for agency in lacking)
                text = (
                    f"“{name}” mới có số liệu của {len(active) - len(lacking)}/{len(active)} "
                    f"{units_of(level)} đã báo cáo; còn thiếu: {names}. Tổng số chưa đủ."
                )
                yield _finding(SHORT, text, group, ", ".join(lacking))


def _levels(workbook: Workbook, rows: list[Figure]) -> dict[str, list[Figure]]:
    levels: dict[str, list[Figure]] = {}
    for figure in rows:
        levels.setdefault(workbook.agencies[figure.agency].level, []).append(figure)
    return levels


def _finding(rule: Rule, text: str, figures: list[Figure], found: str, agency: str = "") -> Finding:
    codes = tuple(dict.fromkeys(figure.indicator for figure in figures))
    first = figures[0]
    section = first.indicator.partition(".")[0]
    return rule.finding(text, first.file, first.row, section, codes, found=found, agency=agency)
