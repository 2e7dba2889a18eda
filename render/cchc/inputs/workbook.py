"""Everything one period's report is made from, loaded and known to be well-formed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from cchc.base.findings import UNREADABLE, Finding, InputError, Severity, stop_on
from cchc.base.numbers import format_date
from cchc.base.period import Period
from cchc.base.windows import Window
from cchc.base.yaml_files import read_yaml_text, row_of_key
from cchc.inputs.catalog.agencies import Agency, load_agencies
from cchc.inputs.catalog.calendar import Calendar, load_calendar
from cchc.inputs.catalog.definitions import Definition, load_definitions
from cchc.inputs.catalog.indicators import FILE as INDICATORS
from cchc.inputs.catalog.indicators import (
    Indicator,
    formula_works,
    load_indicators,
    not_in_force,
    outside_sections,
    unknown_indicator,
)
from cchc.inputs.catalog.outline import Outline, load_outlines, outline_of, stand_in_outline
from cchc.inputs.catalog.proper_names import load_proper_names
from cchc.inputs.catalog.targets import Target, load_targets
from cchc.inputs.documents import Document, load_documents
from cchc.inputs.exhibits import Exhibit, load_exhibits
from cchc.inputs.figures import Figure, FigureContext, load_figures
from cchc.inputs.params import HouseStyle, Params, load_params, stand_in_params
from cchc.inputs.workspace import Workspace

T = TypeVar("T")
# What is said of codes of indicators where the catalogue of them is known.
UNKNOWN_CODE = "danh_muc.khong_khop"
# A report is dated within a year of its window's end.
DAYS_TO_REPORT = 366


@dataclass(frozen=True)
class Workbook:
    """One period of one workspace; `problems` only where it was loaded tolerantly.

    `indicators` are those of the period; `dormant` those that the catalogue has for other years.
    """

    workspace: Workspace
    period: Period
    params: Params
    outline: Outline
    indicators: Mapping[str, Indicator]
    agencies: Mapping[str, Agency]
    calendar: Calendar
    proper_names: tuple[str, ...]
    documents: Mapping[str, Document]
    figures: Sequence[Figure]
    problems: tuple[Finding, ...] = ()
    definitions: tuple[Definition, ...] = ()
    targets: tuple[Target, ...] = ()
    # By section, each in the order of the file.
    exhibits: Mapping[str, tuple[Exhibit, ...]] = field(default_factory=dict)
    dormant: Mapping[str, Indicator] = field(default_factory=dict)

    @property
    def catalogued(self) -> Mapping[str, Indicator]:
        """Every indicator of the catalogue, of whatever years."""
        return {**self.indicators, **self.dormant}

    @cached_property
    def figures_by_indicator(self) -> Mapping[str, tuple[Figure, ...]]:
        """The rows of each indicator, in the order of the file."""
        return by_indicator(self.figures)

    @property
    def default_window(self) -> Window:
        """The window that applies where a figure states none."""
        return self.params.own_window or self.calendar.window(self.period)

    @property
    def last_day(self) -> date | None:
        """The day with which that window ends, where it has an end."""
        end = self.default_window.end
        return end.last_day() if end else None

    def without_indicator(self, code: str) -> str:
        """Why the period has no indicator of this code: a sentence for users."""
        dormant = self.dormant.get(code)
        return not_in_force(dormant) if dormant else unknown_indicator(code)

    @property
    def house_style(self) -> HouseStyle:
        """The locality's choices of how counts, dates and citations are written."""
        return self.params.house_style

    @property
    def period_label(self) -> str:
        """`06 tháng đầu năm 2020`, in the house style."""
        return self.period.named(leading_zero=self.house_style.leading_zero)

    @property
    def following_label(self) -> str:
        """`06 tháng cuối năm 2020`, in the house style: the period of part IV."""
        return self.period.following.named(leading_zero=self.house_style.leading_zero)

    def file(self, path: Path) -> str:
        """The path as messages name it."""
        return self.workspace.relative(path)


def default_window(workspace: Workspace, period: Period) -> Window:
    """The default window of any period, by its parameters or the calendar; unstated where neither tells."""
    try:
        own = load_params(workspace, period).own_window
    except InputError:
        own = None
    return own or load_calendar(workspace.catalog / "calendar.csv")[0].window(period)


def by_indicator(figures: Iterable[Figure]) -> dict[str, tuple[Figure, ...]]:
    """Figures by their indicator, each in the order given."""
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.indicator, []).append(figure)
    return {code: tuple(rows) for code, rows in found.items()}


def load_workbook(
    workspace: Workspace, period: Period, *, tolerant: bool = False, past: bool = False
) -> Workbook:
    """Load all inputs of a period; InputError lists every problem of every file.

    `tolerant` leaves out the rows that cannot be used and lists their problems, so that the
    rest can still be checked; it raises only where nothing could be. A `past` period, to compare with,
    may have figures alone (Workspace.figures_alone).
    """
    stop_on(_absent(workspace, period))
    catalog, data = workspace.catalog, workspace.data(period)
    problems: list[Finding] = []
    alone = past and workspace.figures_alone(period)

    def usable(loaded: tuple[T, list[Finding]]) -> T:
        value, findings = loaded
        problems.extend(findings)
        return value

    def known(value: T, path: Path) -> T | None:
        stem = workspace.relative(path.with_suffix(""))
        unread = any(f.rule in UNREADABLE and f.file.rpartition(".")[0] == stem for f in problems)
        return None if unread else value

    params = _unless_malformed(
        lambda: stand_in_params(period) if alone else load_params(workspace, period), problems
    )
    stand_in = stand_in_outline(period.year) if alone else None
    outlines = _unless_malformed(lambda: load_outlines(catalog), problems)
    outline = outline_of(outlines or (), period.year) or stand_in
    catalogued = usable(load_indicators(catalog / "indicators.csv"))
    sections = {section.code for each in outlines or () for section in each.sections}
    problems += outside_sections(catalogued.values(), sections) if sections else []
    agencies = usable(load_agencies(catalog / "agencies.csv"))
    calendar = usable(load_calendar(catalog / "calendar.csv"))
    proper_names = usable(load_proper_names(catalog / "proper_names.csv"))
    definitions = usable(load_definitions(catalog / "definitions.csv", catalogued))
    targets = usable(load_targets(catalog / "targets.csv", catalogued))
    end = ((params and params.own_window) or calendar.window(period)).end
    indicators, dormant = _in_force(catalogued, end.last_day() if end else None)
    problems += _rest_on_dormant(indicators, dormant)
    cited = data / "documents.csv"
    documents = usable(load_documents(cited, workspace.relative(cited), needed=not alone))
    exhibits = {} if alone else usable(load_exhibits(workspace, period))
    context = FigureContext(
        known(indicators, catalog / "indicators.csv"),
        known(agencies, catalog / "agencies.csv"),
        known(documents, cited),
        dormant,
    )
    figures = usable(load_figures(data / "figures.csv", workspace.relative(data / "figures.csv"), context))
    if context.indicators is None:
        problems = [problem for problem in problems if problem.rule != UNKNOWN_CODE]
    if outline is None and not problems:
        text = f"Không có đề cương (outline-*.yml) nào trong data/catalog áp dụng cho năm {period.year}."
        problems.append(Finding(Severity.ERROR, "de_cuong.khong_co", text, file="data/catalog"))
    if params is not None:
        problems += _misfits(workspace, period, params, calendar)
    if params is None or outline is None or (problems and not tolerant):
        raise InputError(problems)
    workbook = Workbook(
        workspace,
        period,
        params,
        outline,
        indicators,
        agencies,
        calendar,
        proper_names,
        documents,
        figures,
        tuple(problems),
        definitions,
        targets,
        exhibits,
        dormant,
    )
    return _usable(workbook) if problems else workbook


def _in_force(
    catalogued: Mapping[str, Indicator], day: date | None
) -> tuple[dict[str, Indicator], dict[str, Indicator]]:
    """The indicators of a period that ends on this day, and the others."""
    here = {code: indicator for code, indicator in catalogued.items() if indicator.in_force(day)}
    return here, {code: indicator for code, indicator in catalogued.items() if code not in here}


def _rest_on_dormant(
    indicators: Mapping[str, Indicator], dormant: Mapping[str, Indicator]
) -> Iterator[Finding]:
    """A formula cannot be computed where what it calls is out of its years."""
    for indicator in indicators.values():
        for code in sorted(indicator.formula.codes & dormant.keys() if indicator.formula else ()):
            text = f"Công thức của “{indicator.code}” không tính được. {not_in_force(dormant[code])}"
            yield Finding(
                Severity.ERROR, "chi_tieu.cong_thuc", text, INDICATORS, indicator.row, indicator.section
            )


def _usable(workbook: Workbook) -> Workbook:
    """The workbook without formulas that cannot be followed and figures that belong nowhere."""
    indicators = {
        code: indicator if formula_works(indicator, workbook.indicators) else replace(indicator, formula=None)
        for code, indicator in workbook.indicators.items()
    }
    figures = {
        (figure.indicator, figure.agency): figure
        for figure in reversed(workbook.figures)
        if figure.indicator in indicators and (not figure.agency or figure.agency in workbook.agencies)
    }
    return replace(workbook, indicators=indicators, figures=tuple(reversed(figures.values())))


def _absent(workspace: Workspace, period: Period) -> list[Finding]:
    if not workspace.catalog.is_dir():
        explanation = f"“{workspace.root}” không phải sổ báo cáo: thiếu data/catalog. Kiểm tra --workspace."
        return [Finding(Severity.ERROR, "so_bao_cao.khong_co", explanation)]
    if not workspace.data(period).is_dir():
        have = ", ".join(workspace.periods) or "chưa có kỳ nào"
        explanation = f"Chưa có số liệu của kỳ {period}: thiếu thư mục data/{period}. Các kỳ đã có: {have}."
        return [Finding(Severity.ERROR, "ky.chua_co_so_lieu", explanation)]
    return []


def _unless_malformed(load: Callable[[], T | None], problems: list[Finding]) -> T | None:
    try:
        return load()
    except InputError as error:
        problems.extend(error.findings)
        return None


def _misfits(workspace: Workspace, period: Period, params: Params, calendar: Calendar) -> Iterator[Finding]:
    """Where the parameters do not fit the period: its name, and a date before the window has closed."""
    path = workspace.params(period)
    file = workspace.relative(path)
    if params.period != str(period):
        explanation = f"Mục “period” ghi {params.period}, phải là {period} như tên tệp."
        row = row_of_key(read_yaml_text(path, file), "period")
        yield Finding(Severity.ERROR, "tham_so.sai_ky", explanation, file, row)
    window = params.own_window or calendar.window(period)
    if params.date is None or window.end is None:
        return
    end = window.end.last_day()
    if not end <= params.date <= end + timedelta(days=DAYS_TO_REPORT):
        explanation = (
            f"Mục “date”: ngày ban hành {format_date(params.date)} không hợp với kỳ số liệu của kỳ {period}, "
            f"kết thúc ngày {format_date(end)}: phải từ ngày ấy và không quá một năm sau."
        )
        row = row_of_key(read_yaml_text(path, file), "date")
        yield Finding(Severity.ERROR, "tham_so.sai_ngay", explanation, file, row)
