"""`cchc init`: the workbook of another locality, with everything that is not one locality's own."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cchc.catalog.agencies import COLUMNS as AGENCY_COLUMNS
from cchc.catalog.agencies import SUCCESSOR
from cchc.catalog.outline import load_outline
from cchc.catalog.targets import COLUMNS as TARGET_COLUMNS
from cchc.period import Period
from cchc.turnover.cited import next_documents
from cchc.turnover.empty_figures import EmptyRow, unused, write_rows
from cchc.turnover.locality_texts import params_text, readme_text
from cchc.turnover.neutral import Neutral
from cchc.turnover.status import earlier_period
from cchc.turnover.traces import OldThings
from cchc.turnover.writing import ScaffoldError, put_in_place, refuse_existing
from cchc.workbook import Workbook, load_workbook
from cchc.workspace import Workspace

TOPS = ("README.md", "params", "data", "notebooks")
# Kept by every locality alike; agencies and targets are each one's own.
SHARED = ("indicators.csv", "calendar.csv", "checks.csv", "forms.csv", "proper_names.csv", "definitions.csv")


def current_half_year(today: date) -> Period:
    """The half-year in which this day lies."""
    return Period(today.year, "H1" if today.month <= 6 else "H2")


def new_workspace(source: Workspace, target: Workspace, locality: str, period: Period) -> list[Path]:
    """Make the workspace `target` for `locality`; ReportError where something is in the way."""
    name = " ".join(locality.split())
    if not name:
        raise ScaffoldError("Tên địa phương còn trống; nêu sau --locality, ví dụ “tỉnh Lâm Đồng”.")
    refuse_existing([target.root / top for top in TOPS], "Chọn một thư mục mới hoặc còn trống.")
    workbook = _pattern(source, period)
    outline = load_outline(source.catalog, period.year)
    if outline is None:
        raise ScaffoldError(f"Không có đề cương nào trong data/catalog áp dụng cho năm {period.year}.")
    data = f"data/{period}"
    neutral = Neutral(workbook, outline, period)
    narrative = {f"{data}/narrative/{e.code}.md": neutral.narrative(e) for e in outline.sections}
    files = {
        "README.md": readme_text(name, period),
        f"params/{period}.yml": params_text(workbook, name, period),
        **_catalog(source),
        f"{data}/figures.csv": write_rows([EmptyRow(c, "") for c in unused(workbook.indicators, set())]),
        f"{data}/documents.csv": _documents(workbook, neutral, list(narrative.values())),
        **narrative,
        **{f"notebooks/{e.notebook}.ipynb": neutral.notebook(e.notebook) for e in outline.sections},
    }
    return put_in_place(target.root, files, list(TOPS))


def _pattern(source: Workspace, period: Period) -> Workbook:
    """The source's period nearest before the first one of the new workspace, else any."""
    known = sorted(path.stem for path in (source.root / "params").glob("*.yml"))
    if not known:
        raise ScaffoldError(f"“{source.root}” không có kỳ nào để lấy mẫu. Kiểm tra --workspace.")
    base = earlier_period(source, period) or Period.parse(known[0])
    return load_workbook(source, base, tolerant=True)


def _catalog(source: Workspace) -> dict[str, str]:
    paths = [source.catalog / name for name in SHARED]
    paths += sorted(source.catalog.glob("outline-*.yml"))
    files = {f"data/catalog/{p.name}": p.read_text(encoding="utf-8-sig") for p in paths if p.is_file()}
    files["data/catalog/agencies.csv"] = ",".join((*AGENCY_COLUMNS, SUCCESSOR)) + "\n"
    files["data/catalog/targets.csv"] = ",".join(TARGET_COLUMNS) + "\n"
    return files


def _documents(workbook: Workbook, neutral: Neutral, narrative: Sequence[str]) -> str:
    """Only what the notebooks and the kept sentences cite."""
    cited = neutral.cited(narrative)
    kept = [document for document in workbook.documents.values() if document.id in cited]
    return next_documents(kept, cited, OldThings())
