"""Relations between figures: every rule of checks.csv and of the official forms, wherever it is filled."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.formulas import FormulaError
from cchc.base.numbers import DateStyle, Verdict, judge
from cchc.base.windows import Window
from cchc.checks.context import CheckContext
from cchc.checks.feasibility import total, written_as
from cchc.checks.registry import INPUTS, Topic
from cchc.checks.terms import Side, Term, Terms
from cchc.inputs.catalog.relations import CATALOGUE, OVER_TIME, Relation

SWAPPED = Rule(
    "quan_he.doi_cho",
    Severity.ERROR,
    "Hai số cùng nhãn đổi chỗ cho nhau ở hai nơi",
    "Hai đẳng thức cùng sai mà đổi chỗ hai số ở một nơi thì cùng đúng. Đối chiếu lại nhãn với nguồn.",
    at_times=Severity.WARNING,
)
NOT_COMPUTED = Rule(
    "quan_he.khong_tinh_duoc",
    Severity.ERROR,
    "Quy tắc không tính được với số liệu của kỳ này",
    "Một dòng của checks.csv hay một đẳng thức của biểu mẫu chia cho 0 hoặc ra số quá lớn. "
    "Kiểm tra số liệu của mẫu số.",
)
UNFOUNDED_SHARES = Rule(
    "so_hoc.cap_ty_le",
    Severity.ERROR,
    "Các tỷ lệ cộng lại đủ 100% nhưng không suy ra từ số đếm bên cạnh",
    "Tính lại từng tỷ lệ từ số đếm. Khi chúng cộng đủ 100% mà vẫn lệch thì số đếm hoặc cả cặp tỷ lệ đã ghi "
    "sai.",
)
OPPOSITE = {"<=": ">", ">=": "<", "<": "≥", ">": "≤"}
ADVICE = {
    Severity.ERROR: "Đối chiếu lại nguồn, sửa số sai.",
    Severity.WARNING: "Cần kiểm tra, nêu lý do.",
    Severity.NOTE: "",
}

Pair = tuple[Relation, Side, Side]


@INPUTS.check(Topic.FIGURES, SWAPPED, NOT_COMPUTED, UNFOUNDED_SHARES)
def check_relations(context: CheckContext) -> list[Finding]:
    """A finding for each relation that does not hold, for the locality and for its units."""
    terms = Terms(context.workbook, context.values)
    findings: list[Finding] = []
    unequal: list[Pair] = []
    for relation in context.relations:
        if relation.kind not in OVER_TIME and relation.in_force(context.workbook.last_day):
            for agency in ("", *_units(relation, terms)):
                found = terms.find(relation.comparison.codes, agency)
                if found is not None:
                    findings += _evaluated(relation, agency, found, terms, unequal)
    return [*findings, *_swapped(unequal)]


class _Case:
    """One rule with the figures of one unit (or of the locality); FormulaError on a division by zero."""

    def __init__(self, relation: Relation, agency: str, found: Mapping[str, Term], terms: Terms) -> None:
        self.relation = relation
        self.agency = agency
        self.found = found
        self._number = terms.number
        self._dates = terms.dates
        self._unit = terms.unit_name(agency)
        comparison = relation.comparison
        is_rate = all(term.is_rate for term in found.values())
        self.left = terms.side(comparison.left, found, is_rate=is_rate)
        self.right = terms.side(comparison.right, found, is_rate=is_rate)
        self.gap = abs(self.left.value - self.right.value)
        decimals = max((term.decimals for term in found.values()), default=0)
        self.gap_text = terms.number(self.gap, max(decimals, 2) if self.gap % 1 else 0, is_rate=is_rate)

    @property
    def plain_sum(self) -> bool:
        """Whether the left side is nothing but its figures added up."""
        return self.left.value == sum((term.value for term in self.found.values()), Decimal(0))

    def rate_text(self, code: str, number: Decimal) -> str:
        """A recomputed rate at the decimals with which the stated one is written."""
        return self._number(number, self.found[code].decimals, is_rate=True)

    def finding(self, severity: Severity, numbers: str, found: str, expected: str, rule: str = "") -> Finding:
        """The finding, anchored at the figure that the text states."""
        stated = next((side.single for side in (self.left, self.right) if side.single), None)
        terms = list(self.found.values())
        anchor = stated if stated and stated.file else next((t for t in terms if t.file), terms[0])
        parts = [
            f"{self._unit}:" if self.agency else "",
            f"{self.relation.explanation}: {numbers}.",
            _windows_note(terms, self._dates),
            ADVICE[severity],
        ]
        return Finding(
            severity,
            rule or self.relation.id,
            " ".join(filter(None, parts)),
            anchor.file,
            anchor.row,
            anchor.code.partition(".")[0],
            tuple(code for code in self.found if not code.startswith(f"{CATALOGUE}.")),
            expected,
            found,
            self.agency,
        )


def _evaluated(
    relation: Relation, agency: str, found: Mapping[str, Term], terms: Terms, unequal: list[Pair]
) -> list[Finding]:
    try:
        case = _Case(relation, agency, found, terms)
    except FormulaError as error:
        explanation = f"Quy tắc “{relation.id}” không tính được với số liệu của kỳ này: {error}"
        section = next(iter(found)).partition(".")[0]
        return [
            NOT_COMPUTED.finding(
                explanation,
                relation.file,
                relation.row,
                section,
                tuple(found),
                found=str(error),
                agency=agency,
            )
        ]
    if relation.kind == "shares":
        return _shares(case)
    if relation.kind == "ratio":
        return _ratio(case)
    if relation.comparison.holds(case.left.value, case.right.value):
        return []
    if relation.comparison.operator == "==" and case.left.single and case.right.single:
        unequal.append((relation, case.left, case.right))
    return [_broken(case)]


def _broken(case: _Case) -> Finding:
    """The rule does not hold: say so with the numbers."""
    operator, left, right = case.relation.comparison.operator, case.left, case.right
    severity = case.relation.severity
    if bool(left.single) != bool(right.single):
        stated, computed = (left, right) if left.single else (right, left)
        name = stated.single.name if stated.single else ""
        turned = operator if stated is left else operator.translate(str.maketrans("<>", "><"))
        if computed.constant:
            # Nothing but a number to compare with.
            must = _limit(turned, computed.text)
            return case.finding(severity, f"“{name}” ghi {stated.text}, phải {must}", stated.text, must)
        numbers = f"{computed.spelled} = {computed.text}, văn bản ghi {stated.text} (“{name}”)"
        numbers += f", lệch {case.gap_text}"
        expected = computed.text if operator == "==" else _limit(turned, computed.text)
        return case.finding(severity, numbers, stated.text, expected)
    if operator == "==":
        numbers = f"{left.named()}, {right.named()}, lệch {case.gap_text}"
        return case.finding(severity, numbers, left.text, right.text)
    numbers = f"{left.named()} {OPPOSITE[operator]} {right.named()}, lệch {case.gap_text}"
    return case.finding(severity, numbers, left.text, _limit(operator, right.text))


def _limit(operator: str, number: str) -> str:
    words = {"==": "là", "<=": "không quá", ">=": "không dưới", "<": "dưới", ">": "trên"}
    return f"{words[operator]} {number}"


def _shares(case: _Case) -> list[Finding]:
    """Shares that must add up: what can be computed counts as computed, the rest as what it may stand for."""
    left, right = case.left, case.right
    if wrong := _wrong_shares(case):
        if case.gap == 0:
            return [_unfounded(case, wrong)]
        return [case.finding(case.relation.severity, _sum_text(case), left.text, right.text)]
    if not case.plain_sum:
        # Each share may be off by half a unit of its last digit.
        allowed = sum((Decimal(1).scaleb(-t.decimals) / 2 for t in case.found.values()), Decimal(0))
        fits = case.gap <= allowed
    else:
        open_terms = [term for term in case.found.values() if term.exact is None]
        rest = right.value - sum((t.exact for t in case.found.values() if t.exact is not None), Decimal(0))
        if len(open_terms) == 1 and len(case.found) > 1:
            return _remainder(case, open_terms[0], rest)
        # Where all are computed, their counts need not add up: a rule of its own says so.
        ranges = [written_as(term.value) for term in open_terms or case.found.values()]
        fits = total(ranges).holds(rest if open_terms else right.value)
    if not fits:
        return [case.finding(case.relation.severity, _sum_text(case), left.text, right.text)]
    return _rounding(case)


def _remainder(case: _Case, term: Term, rest: Decimal) -> list[Finding]:
    """The one share that is not computed against what the others leave over."""
    verdict = judge(term.value, rest, rate=term.is_rate)
    if verdict is Verdict.ROUNDED:
        return _rounding(case)
    severity = Severity.WARNING if verdict is Verdict.CUT else case.relation.severity
    must, found = case.rate_text(term.code, rest), case.rate_text(term.code, term.value)
    numbers = f"các tỷ lệ kia tính lại từ số đếm, còn lại {must}, “{term.name}” ghi {found} ({verdict})"
    return [case.finding(severity, numbers, found, must)]


def _rounding(case: _Case) -> list[Finding]:
    """Shares that miss their sum by what rounding alone explains."""
    if case.gap == 0:
        return []
    numbers = f"{_sum_text(case)}, trong mức do làm tròn"
    return [case.finding(Severity.NOTE, numbers, case.left.text, case.right.text)]


def _sum_text(case: _Case) -> str:
    return f"{case.left.spelled} = {case.left.text}, lệch {case.gap_text} so với {case.right.text}"


def _wrong_shares(case: _Case) -> dict[str, Decimal]:
    """What the shares that do not follow from their counts should be, by code."""
    return {
        term.code: term.exact
        for term in case.found.values()
        if term.exact is not None and judge(term.value, term.exact, rate=True) is Verdict.WRONG
    }


def _unfounded(case: _Case, wrong: Mapping[str, Decimal]) -> Finding:
    """Shares that add up among themselves, while the counts beside them say otherwise."""
    exact = "; ".join(
        f"{case.found[code].name} {case.rate_text(code, number)}" for code, number in wrong.items()
    )
    numbers = f"{case.left.spelled} = {case.left.text} nhưng không suy ra từ số đếm, tính lại được {exact}"
    return case.finding(Severity.ERROR, numbers, case.left.spelled, exact, UNFOUNDED_SHARES.code)


def _ratio(case: _Case) -> list[Finding]:
    """A stated ratio against the recomputed one: rounded, cut, or wrong."""
    term = case.left.single
    assert term is not None
    verdict = judge(term.value, case.right.value, rate=term.is_rate)
    if verdict is Verdict.ROUNDED:
        return []
    severity = Severity.WARNING if verdict is Verdict.CUT else case.relation.severity
    numbers = f"{case.right.spelled} = {case.right.text}, văn bản ghi {case.left.text} ({verdict})"
    return [case.finding(severity, numbers, case.left.text, case.right.text)]


def _swapped(unequal: Sequence[Pair]) -> list[Finding]:
    """Two pairs that would agree if the numbers of one place changed places."""
    findings = []
    for n, (relation, a, b) in enumerate(unequal):
        for _, c, d in unequal[n + 1 :]:
            if a.value == d.value and b.value == c.value and a.single and b.single and c.single and d.single:
                codes = tuple(side.single.code for side in (a, b, c, d) if side.single)
                explanation = (
                    f"“{a.single.name}” ghi {a.text} và {b.text}, “{c.single.name}” ghi {c.text} "
                    f"và {d.text}: hai số có thể đã đổi chỗ cho nhau ở một trong hai nơi. "
                    "Đối chiếu lại nhãn với nguồn."
                )
                findings.append(
                    SWAPPED.finding(
                        explanation,
                        a.single.file,
                        a.single.row,
                        a.single.code.partition(".")[0],
                        codes,
                        found=f"{a.text}; {b.text}; {c.text}; {d.text}",
                        severity=relation.severity,
                    )
                )
    return findings


def _units(relation: Relation, terms: Terms) -> list[str]:
    """Where the rule applies unit by unit: not to populations of the whole locality."""
    codes = relation.comparison.codes
    whole = relation.kind == "same_population" or any(code.startswith(f"{CATALOGUE}.") for code in codes)
    constant = relation.kind != "shares" and not relation.comparison.right.codes
    return [] if whole or constant else terms.units(codes)


def _windows_note(terms: Sequence[Term], dates: DateStyle) -> str:
    windows: dict[Window, None] = {term.window: None for term in terms if term.window.stated}
    if len(windows) < 2:
        return ""
    return f"Lưu ý: các số lấy từ những kỳ khác nhau ({'; '.join(w.in_short(dates) for w in windows)})."
