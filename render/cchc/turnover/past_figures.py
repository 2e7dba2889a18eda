"""`cchc new --so-lieu-cu`: figures.csv of a past period, with what a report compares itself with."""

from collections.abc import Iterator
from datetime import date

from cchc.base.csv_writing import csv_text
from cchc.base.period import Period, periods_among
from cchc.base.scaffold import ScaffoldError, put_in_place, refuse_existing
from cchc.base.table_files import form_of
from cchc.checks.comparisons import comparisons
from cchc.inputs.figures import COLUMNS
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.prose.narratives import load_prose
from cchc.turnover.empty_figures import cumulative_start
from cchc.turnover.new_period import Scaffold, last_day
from cchc.values.earlier import succession

NO_REPORT = "Không kỳ nào trong sổ so sánh với kỳ {period}. Lập kỳ báo cáo trước, ví dụ {example}."
NOT_COMPARED = "Báo cáo kỳ {report} chỉ so sánh với kỳ {previous} và kỳ {year_before}, không với kỳ {period}."
NOTHING = "Báo cáo kỳ {report} chưa so sánh chỉ tiêu nào với kỳ {period}: chưa có gì để điền."
ADVICE = "Thêm dòng còn thiếu vào figures.csv của kỳ ấy; còn thiếu gì thì xem: cchc check {report}."
NO_WINDOW = (
    "Lịch data/catalog/calendar.csv không có kỳ {period}: thêm kỳ ấy vào lịch, hoặc ghi ngày ở window_from, "
    "window_to của từng dòng."
)


def scaffold_past(workspace: Workspace, period: Period, report: Period | None = None) -> Scaffold:
    """Make data/<period>/figures.csv for `report`, or for the last one that compares itself with the period.

    ScaffoldError where the period is there already, or nothing is compared with it.
    """
    report = report or _comparing(workspace, period)
    if period not in (report.previous, report.year_before):
        raise ScaffoldError(
            NOT_COMPARED.format(
                report=report, previous=report.previous, year_before=report.year_before, period=period
            )
        )
    refuse_existing([workspace.data(period)], ADVICE.format(report=report))
    workbook = load_workbook(workspace, report, tolerant=True)
    rows = list(dict.fromkeys(_figures(workbook, period)))
    if not rows:
        raise ScaffoldError(NOTHING.format(report=report, period=period))
    starts = {f.indicator: cumulative_start(f) for f in workbook.figures if not f.agency}
    cells = [(code, agency, "", starts.get(code) or "", "", "", "") for code, agency in rows]
    form = form_of(workspace.data(report) / "figures.csv", COLUMNS)
    name = f"data/{period}/figures.csv"
    arrived = put_in_place(workspace.root, {name: csv_text(COLUMNS, cells, form)}, [f"data/{period}"])
    remarks = [] if workbook.calendar.window(period).stated else [NO_WINDOW.format(period=period)]
    return Scaffold(tuple(path / "figures.csv" for path in arrived), tuple(remarks))


def _comparing(workspace: Workspace, period: Period) -> Period:
    """The last period of the workspace that is compared with this one (ScaffoldError)."""
    found = [p for p in periods_among(workspace.periods) if period in (p.previous, p.year_before)]
    if not found:
        raise ScaffoldError(NO_REPORT.format(period=period, example=Period(period.year + 1, period.kind)))
    return max(found)


def _figures(workbook: Workbook, period: Period) -> Iterator[tuple[str, str]]:
    """Code and unit of each figure that comparisons with the period rest on."""
    own = workbook.period
    named = {"cung_ky": own.year_before, "ky_truoc": own.previous}
    bases = {name for name, base in named.items() if base == period}
    if period == own.year_before or not workbook.workspace.has_data(own.year_before):
        bases.add("")
    days = last_day(workbook, period), last_day(workbook, own)
    asked = [(c.code, c.agency, c.base) for c in comparisons(workbook, load_prose(workbook)[0])]
    asked += [(key.indicator, "", "") for key in workbook.params.key_figures]
    for code, agency, base in asked:
        if base in bases and code in workbook.indicators:
            made_of = succession(workbook.agencies, agency, *days).predecessors
            for unit in [unit.code for unit in made_of] if agency else [""]:
                yield from ((needed, unit) for needed in _made_from(workbook, code, days[0]))


def _made_from(workbook: Workbook, code: str, day: date) -> list[str]:
    """The codes without a formula, in force on `day`, that it rests on; itself where it has none."""
    if not workbook.indicators[code].in_force(day):
        return []
    formula = workbook.indicators[code].formula
    if formula is None:
        return [code]
    return [found for needed in sorted(formula.codes) for found in _made_from(workbook, needed, day)]
