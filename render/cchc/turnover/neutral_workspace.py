"""`cchc init`: a locality's first workbook, made from the neutral one that comes with the program."""

from datetime import date
from pathlib import Path

import nbformat

from cchc.base.findings import ReportError
from cchc.base.installation import SKELETON
from cchc.base.period import Period
from cchc.base.scaffold import ScaffoldError, put_in_place, refuse_existing
from cchc.inputs.catalog.calendar import load_calendar
from cchc.inputs.catalog.indicators import Indicator, load_indicators
from cchc.inputs.catalog.outline import Outline, load_outline
from cchc.inputs.workspace import PANEL, Workspace
from cchc.turnover.empty_figures import EmptyRow, unused, write_rows
from cchc.turnover.locality_name import LocalityName
from cchc.turnover.panel_notebook import panel_notebook
from cchc.turnover.params_text import params_of_locality

TOPS = ("README.md", "params", "data", "notebooks")
CATALOG = SKELETON / "catalog"
ABOUT = (
    "Nội dung theo Nghị quyết 76/NQ-CP (giai đoạn 2021 - 2030).\n\n"
    "**Chưa tìm thấy danh mục chỉ tiêu chính thức của báo cáo này.** Danh mục đi kèm là của sổ, cột `basis` "
    "nói mỗi chỉ tiêu dựa vào đâu."
)
OFFICES_THERE = (
    "đã có những cơ quan tỉnh, thành phố nào cũng có; thêm sở, ban riêng và các xã, phường, đặc khu."
)
NO_OFFICES = "còn trống; mỗi dòng một đơn vị phải báo cáo."
# The period that the parameter file of the neutral workbook is written for.
WRITTEN_FOR = Period(2026, "H1")
# The tag of the cell that sets a notebook's period.
PARAMETERS = "parameters"
TOO_EARLY = (
    "Sổ mẫu đi kèm theo chương trình cải cách hành chính {first} - {last}, không có kỳ {period}. "
    "Kỳ của chương trình khác thì lấy mẫu từ một sổ đã có: thêm --workspace THƯ_MỤC."
)


def neutral_workspace(target: Workspace, locality: LocalityName, period: Period) -> list[Path]:
    """Make the workspace `target` for `locality`; ReportError where something is in the way."""
    refuse_existing([target.root / top for top in TOPS], "Chọn một thư mục mới hoặc còn trống.")
    outline = neutral_outline(period)
    data = f"data/{period}"
    codes = unused(neutral_indicators(period), set())
    files = {
        "README.md": readme(locality, period, ABOUT, OFFICES_THERE if locality.is_province else NO_OFFICES),
        f"params/{period}.yml": params_of_locality(_text("params.yml"), WRITTEN_FOR, locality, period),
        **{f"data/catalog/{path.name}": _text(f"catalog/{path.name}") for path in sorted(CATALOG.iterdir())},
        "data/catalog/agencies.csv": _agencies(locality),
        f"{data}/figures.csv": write_rows([EmptyRow(code, "") for code in codes]),
        f"{data}/documents.csv": _text("documents.csv"),
        **{f"{data}/narrative/{e.code}.md": _text(f"narrative/{e.code}.md") for e in outline.sections},
        f"notebooks/{PANEL}.ipynb": panel_notebook(),
        **{
            f"notebooks/{path.name}": opened_at(path, None, period)
            for path in (SKELETON / "notebooks" / f"{e.notebook}.ipynb" for e in outline.sections)
        },
    }
    return put_in_place(target.root, files, list(TOPS))


def neutral_outline(period: Period) -> Outline:
    """The outline of the neutral workbook (ScaffoldError for a period of another programme)."""
    outline = load_outline(CATALOG, period.year)
    if outline is None:
        raise ScaffoldError(TOO_EARLY.format(first=2021, last=2030, period=period))
    return outline


def neutral_indicators(period: Period) -> dict[str, Indicator]:
    """The indicators that the neutral workbook has for the period."""
    end = load_calendar(CATALOG / "calendar.csv")[0].window(period).end
    day = end.last_day() if end else date(period.year, 12, 31)
    every, _ = load_indicators(CATALOG / "indicators.csv")
    return {code: indicator for code, indicator in every.items() if indicator.in_force(day)}


def readme(locality: LocalityName, period: Period, about: str, agencies: str = NO_OFFICES) -> str:
    """What a new workbook says of itself: what it is made from, what to fill in, and how to run."""
    text = _text("README.md")
    return text.format(locality=locality.full, period=period, about=about, agencies=agencies)


def opened_at(path: Path, before: Period | None, period: Period) -> str:
    """The notebook without outputs, its parameters at `period` in place of `before` (None: no period)."""
    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception as error:
        raise ReportError(f"Không đọc được notebooks/{path.name} ({type(error).__name__}).") from None
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            if PARAMETERS in cell.metadata.get("tags", []):
                old, new = (f'period = "{name}"' for name in (before or "", period))
                cell.source = cell.source.replace(old, new)
    return str(nbformat.writes(notebook)) + "\n"


def _agencies(locality: LocalityName) -> str:
    """The offices that every province has; a commune's own are its own to list."""
    header, _, offices = _text("catalog/agencies.csv").partition("\n")
    return f"{header}\n" + (offices.format(cap=locality.kind) if locality.is_province else "")


def _text(name: str) -> str:
    return (SKELETON / name).read_text(encoding="utf-8")
