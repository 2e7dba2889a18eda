"""Whether the checks name a mistake, and what ties the figure that it is in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from tests.mutation.mistakes import Mistake, mistakes

from cchc.base.findings import Finding
from cchc.base.numbers import decimals_of
from cchc.checks.arithmetic import check_arithmetic
from cchc.checks.context import CheckContext
from cchc.checks.earlier_periods import compare_periods
from cchc.checks.relations import check_relations
from cchc.checks.run import relations_of
from cchc.checks.shares_of_a_base import check_shares
from cchc.checks.single_figures import check_single_figures
from cchc.checks.windows import check_windows
from cchc.checks.windows_of_sums import check_windows_of_sums
from cchc.inputs.catalog.relations import Relation
from cchc.inputs.workbook import Workbook
from cchc.values.values import Values

Tie = Literal["đẳng thức", "giới hạn", "không ràng buộc"]
TIES: tuple[Tie, ...] = ("đẳng thức", "giới hạn", "không ràng buộc")
LOOKS = (
    *(check_arithmetic, check_relations, check_shares, check_single_figures),
    *(check_windows, check_windows_of_sums),
)
EQUALITIES = ("identity", "same_population", "shares", "ratio")


@dataclass(frozen=True)
class Bench:
    """A right workbook, its rules, the earlier period at hand if any, and what is found in it as it is."""

    workbook: Workbook
    earlier: Workbook | None = None
    relations: Sequence[Relation] = ()
    usual: frozenset[Finding] = field(default=frozenset())

    @classmethod
    def of(cls, workbook: Workbook, earlier: Workbook | None = None) -> "Bench":
        """With all that is found in the right one."""
        bench = cls(workbook, earlier, relations_of(workbook)[0])
        return cls(workbook, earlier, bench.relations, frozenset(bench.findings(workbook)))

    def findings(self, workbook: Workbook) -> Iterator[Finding]:
        """What the checks of figures find."""
        context = CheckContext(workbook, relations=self.relations)
        for look in LOOKS:
            yield from look(context)
        if self.earlier is not None:
            yield from compare_periods(context, self.earlier)

    def names(self, mistake: Mistake) -> bool:
        """Whether a finding that is not there otherwise, or the reading of the file, names a figure in it."""
        indicators = mistake.workbook.indicators
        if any(
            # Reading figures.csv refuses a count with decimals.
            indicators[figure.indicator].kind == "count" and decimals_of(figure.value)
            for figure in mistake.workbook.figures
            if figure.indicator in mistake.codes and figure.value is not None
        ):
            return True
        found = set(self.findings(mistake.workbook)) - self.usual
        return any(mistake.codes & set(finding.figures) for finding in found)

    def tie(self, code: str) -> Tie:
        """What the rules say of the figure: the closest tie it has."""
        tied = {c: r.kind for r in self.relations for c in r.comparison.codes if r.kind == "bound"}
        equal = {c for r in self.relations if r.kind in EQUALITIES for c in r.comparison.codes}
        rates = {c for c, indicator in self.workbook.indicators.items() if indicator.formula is not None}
        if code in equal or (code in rates and Values(self.workbook).get(code).origin == "computed"):
            return "đẳng thức"
        return "giới hạn" if code in tied else "không ràng buộc"

    def mistakes(self) -> Iterator[Mistake]:
        """Every mistake on every figure."""
        values = Values(self.earlier) if self.earlier else None
        known = [(code, values.get(code).value) for code in self.workbook.indicators] if values else []
        return mistakes(self.workbook, {code: number for code, number in known if number is not None})

    def judged(self, every: int = 1) -> Iterator[tuple[Mistake, bool]]:
        """Each mistake (or each so manieth), and whether it is named."""
        for mistake in islice(self.mistakes(), 0, None, every):
            yield mistake, self.names(mistake)


@dataclass
class Share:
    """How many of how many are named."""

    named: int = 0
    all: int = 0

    def add(self, *, named: bool) -> None:
        """One more mistake."""
        self.named += named
        self.all += 1

    @property
    def value(self) -> float:
        """The share, 1 where there is nothing to name."""
        return self.named / self.all if self.all else 1.0

    def __str__(self) -> str:
        return f"{self.named}/{self.all} ({100 * self.value:.0f}%)" if self.all else "–"


def counted(bench: Bench, judged: Iterable[tuple[Mistake, bool]]) -> dict[tuple[str, str], Share]:
    """The shares by kind and tie; an empty name stands for all."""
    shares: dict[tuple[str, str], Share] = {}
    for mistake, named in judged:
        tie = bench.tie(mistake.figure.indicator)
        for key in [(mistake.kind, tie), (mistake.kind, ""), ("", tie), ("", "")]:
            shares.setdefault(key, Share()).add(named=named)
    return shares
