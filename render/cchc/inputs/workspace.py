"""Where things are in a workspace: any folder with params/, data/ and notebooks/."""

from dataclasses import dataclass
from pathlib import Path

from cchc.base.cache import FileCache, workspace_cache
from cchc.base.characters import clean_text
from cchc.base.files import shown_name
from cchc.base.period import KINDS, Period, periods_among
from cchc.base.table_files import in_place

DATA_TABLES = ("figures", "documents", "acknowledged")
CATALOG_TABLES = (
    *("indicators", "agencies", "calendar", "checks", "forms", "targets", "definitions"),
    *("proper_names", "intake"),
)

PANEL = "00_bang_dieu_khien"


@dataclass(frozen=True)
class Workspace:
    """The folders of one locality's workbook."""

    root: Path

    @property
    def catalog(self) -> Path:
        """Indicators, agencies, calendar, outlines: what outlives a period."""
        return self.root / "data" / "catalog"

    @property
    def notebooks(self) -> Path:
        """One notebook a section."""
        return self.root / "notebooks"

    @property
    def panel(self) -> Path:
        """The notebook that steers the others: no section of the report."""
        return self.notebooks / f"{PANEL}.ipynb"

    def notebook(self, name: str) -> Path:
        """The notebook that an outline calls by this name."""
        return _as_named(self.notebooks / f"{name}.ipynb")

    def params(self, period: Period) -> Path:
        """The period's parameter file."""
        return _as_named(self.root / "params" / f"{period}.yml")

    @property
    def periods(self) -> list[str]:
        """The names of the periods that have a parameter file."""
        return sorted(clean_text(path.stem) for path in (self.root / "params").glob("*.yml"))

    def data(self, period: Period) -> Path:
        """The period's figures, documents and narrative."""
        return self.root / "data" / str(period)

    def has_data(self, period: Period) -> bool:
        """Whether there is anything of that period."""
        return self.data(period).is_dir()

    def figures_alone(self, period: Period) -> bool:
        """Whether it is a past period to compare with: figures.csv, neither parameters nor prose."""
        data = self.data(period)
        report = self.params(period).exists() or (data / "narrative").exists()
        return not report and self.figures(period).is_file()

    def figures(self, period: Period) -> Path:
        """The period's figures: figures.csv, or the workbook in its place."""
        return in_place(self.data(period) / "figures.csv")

    def tables(self, period: Period) -> list[Path]:
        """The CSV files of the catalogue and the period, by name even where a workbook is in their place."""
        found = {path for folder in (self.data(period), self.catalog) for path in folder.glob("*.csv")}
        books = {folder / f"{name}.csv" for folder, names in self._tables(period) for name in names}
        return sorted(found | {path for path in books if in_place(path).is_file()})

    def _tables(self, period: Period) -> tuple[tuple[Path, tuple[str, ...]], ...]:
        return (self.data(period), DATA_TABLES), (self.catalog, CATALOG_TABLES)

    def narrative(self, period: Period, section: str) -> Path:
        """The prose of one section."""
        return _as_named(self.data(period) / "narrative" / f"{section}.md")

    def output(self, period: Period) -> Path:
        """Where the period's report is published."""
        return self.root / "output" / str(period)

    def editions(self, period: Period) -> Path:
        """The period's numbered editions."""
        return self.output(period) / "editions"

    def forms(self, period: Period) -> Path:
        """The forms made for the units, unless the user has them made elsewhere."""
        return self.output(period) / "intake" / "mau"

    def questions(self, period: Period) -> Path:
        """What has to be asked of the units after an import."""
        return self.output(period) / "intake" / "can-hoi-lai.csv"

    @property
    def cache(self) -> FileCache:
        """Results of the user's earlier runs, which can all be made again."""
        return workspace_cache(self.root)

    def relative(self, path: Path) -> str:
        """The path as messages and the ledger name it, with forward slashes."""
        try:
            return shown_name(path.relative_to(self.root).as_posix())
        except ValueError:
            return shown_name(path.name)


def _as_named(path: Path) -> Path:
    """The path, or the one beside it whose name looks the same: letters in parts, something invisible."""
    if not path.exists():
        try:
            there = sorted(path.parent.iterdir())
        except OSError:
            return path
        looks = clean_text(path.name)
        return next((other for other in there if clean_text(other.name) == looks), path)
    return path


def earlier_period(workspace: Workspace, period: Period) -> Period | None:
    """The period just before, the same a year before, or else the last one that has been reported on."""
    known = [there for there in _periods_with_data(workspace) if not workspace.figures_alone(there)]
    for candidate in (period.previous, period.year_before):
        if candidate in known and candidate != period:
            return candidate
    before = [other for other in known if other != period and other.end <= period.end]
    return max(before, key=lambda other: (other.year, KINDS.index(other.kind)), default=None)


def periods_before(workspace: Workspace, period: Period) -> list[Period]:
    """Those with data that end earlier: the same a year before, the previous, then the latest first."""
    near = period.year_before, period.previous
    before = [there for there in _periods_with_data(workspace) if there.end < period.end]
    others = sorted(
        (there for there in before if there not in near), key=lambda there: there.end, reverse=True
    )
    return [*(there for there in dict.fromkeys(near) if there in before), *others]


def _periods_with_data(workspace: Workspace) -> list[Period]:
    folders = sorted((workspace.root / "data").glob("20*-*"))
    return periods_among(path.name for path in folders if path.is_dir())
