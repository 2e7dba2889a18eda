"""Where things are in a workspace: any folder with params/, data/ and notebooks/."""

from dataclasses import dataclass
from pathlib import Path

from cchc.base.period import KINDS, Period

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

    def params(self, period: Period) -> Path:
        """The period's parameter file."""
        return self.root / "params" / f"{period}.yml"

    @property
    def periods(self) -> list[str]:
        """The names of the periods that have a parameter file."""
        return sorted(path.stem for path in (self.root / "params").glob("*.yml"))

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
        return not report and (data / "figures.csv").is_file()

    def narrative(self, period: Period, section: str) -> Path:
        """The prose of one section."""
        return self.data(period) / "narrative" / f"{section}.md"

    def output(self, period: Period) -> Path:
        """Where the period's report is published."""
        return self.root / "output" / str(period)

    def editions(self, period: Period) -> Path:
        """The period's numbered editions."""
        return self.output(period) / "editions"

    @property
    def cache(self) -> Path:
        """Results of earlier runs that can all be made again."""
        return self.root / ".cchc-cache"

    def relative(self, path: Path) -> str:
        """The path as messages and the ledger name it, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.name


def earlier_period(workspace: Workspace, period: Period) -> Period | None:
    """The period just before, the same a year before, or else the last one that has been reported on."""
    known = [
        period
        for path in sorted((workspace.root / "data").glob("20*-*"))
        if path.is_dir() and path.name.partition("-")[2] in KINDS
        if not workspace.figures_alone(period := Period.parse(path.name))
    ]
    for candidate in (period.previous, period.year_before):
        if candidate in known and candidate != period:
            return candidate
    before = [other for other in known if other != period and other.year <= period.year]
    return max(before, key=lambda other: (other.year, KINDS.index(other.kind)), default=None)
