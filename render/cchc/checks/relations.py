"""Rules as data: every relation of checks.csv and of the official forms, wherever it is filled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cchc.base.findings import Finding, Severity
from cchc.base.formulas import Formula, FormulaError, spell
from cchc.base.numbers import (
    DateStyle,
    Verdict,
    decimals_of,
    format_count,
    format_number,
    format_rate,
    judge,
    rounded,
)
from cchc.base.windows import Window
from cchc.inputs.catalog.relations import CATALOGUE, Relation
from cchc.inputs.workbook import Workbook
from cchc.values.values import Values

MOST_DECIMALS = 2


@dataclass(frozen=True)
class Term:
    """One figure of a rule; `exact` is the recomputed value of a stated rate."""

    code: str
    name: str
    value: Decimal
    decimals: int
    is_rate: bool
    window: Window
    file: str
    row: int | None
    exact: Decimal | None = None


@dataclass(frozen=True)
class Side:
    """One side of a comparison, computed and written out."""

    value: Decimal
    text: str
    spelled: str
    single: Term | None
    constant: bool

    def named(self) -> str:
        """`“Quận - huyện” 24`, or the sum with its parts."""
        if self.single:
            return f"“{self.single.name}” {self.text}"
        return self.text if self.spelled == self.text else f"{self.spelled} = {self.text}"


class Terms:
    """Looks up the figures of rules, for the locality and for its units."""

    def __init__(self, workbook: Workbook, values: Values) -> None:
        self._workbook = workbook
        self._values = values
        self._units: dict[str, dict[str, None]] = {}
        for figure in workbook.figures:
            if figure.agency:
                self._units.setdefault(figure.indicator, {})[figure.agency] = None

    @property
    def today(self) -> date | None:
        """The last day of the reporting period."""
        end = self._workbook.default_window.end
        return end.last_day() if end else None

    @property
    def dates(self) -> DateStyle:
        """How the report writes dates."""
        return self._workbook.house_style.date_style

    def units(self, codes: Sequence[str]) -> list[str]:
        """The units that have a figure of their own for every one of the codes."""
        first = self._units.get(codes[0], {})
        return [unit for unit in first if all(unit in self._units.get(code, {}) for code in codes)]

    def find(self, codes: Iterable[str], agency: str = "") -> dict[str, Term] | None:
        """The terms by code, or None when a value is not known."""
        found = {code: self._term(code, agency) for code in codes}
        known = {code: term for code, term in found.items() if term is not None}
        return known if len(known) == len(found) else None

    def number(self, value: Decimal, decimals: int, *, is_rate: bool) -> str:
        """A number as findings write it: 1.794, 02, 98,91%."""
        if is_rate:
            # 0,8% stays 0,8%: the decimals stated are part of the finding.
            return f"{format_number(value, 0 if value in (0, 100) else decimals)}%"
        padded = self._workbook.house_style.leading_zero
        return format_count(value, decimals, leading_zero=padded)

    def side(self, formula: Formula, terms: Mapping[str, Term], *, is_rate: bool) -> Side:
        """Compute and spell one side; FormulaError on a division by zero."""
        value = formula.evaluate({code: term.value for code, term in terms.items()})
        decimals = max((terms[code].decimals for code in formula.codes), default=decimals_of(value))
        if value != rounded(value, decimals):
            decimals = max(decimals, MOST_DECIMALS)
        single = terms.get(formula.single_code)

        def number_of(code: str) -> str:
            term = terms[code]
            return self.number(term.value, term.decimals, is_rate=term.is_rate)

        def constant(number: Decimal) -> str:
            if is_rate and not formula.codes:
                return format_rate(number, decimals_of(number))
            return format_number(number, decimals_of(number))

        spelled = spell(formula.text, number_of, constant)
        text = self.number(value, decimals, is_rate=is_rate)
        return Side(value, text, spelled, single, constant=not formula.codes)

    def _term(self, code: str, agency: str) -> Term | None:
        if code.startswith(f"{CATALOGUE}."):
            return self._catalogue(code) if not agency else None
        value = self._values.get(code, agency)
        indicator, stated = value.indicator, value.stated
        is_rate = indicator.kind == "rate"
        if is_rate and stated and stated.value is not None:
            # What the source says is compared; the report prints the recomputed one.
            number, decimals = stated.value, decimals_of(stated.value)
        elif value.value is None:
            return None
        else:
            number = rounded(value.value, indicator.decimals) if is_rate else value.value
            decimals = indicator.decimals
        return Term(
            code,
            indicator.name,
            number,
            decimals,
            is_rate,
            value.window,
            value.file,
            value.row,
            value.value if value.origin == "computed" else None,
        )

    def _catalogue(self, code: str) -> Term:
        level, day = code.partition(".")[2], self.today
        count = sum(
            agency.level == level and agency.in_force(day) for agency in self._workbook.agencies.values()
        )
        file = "data/catalog/agencies.csv"
        return Term(code, f"Danh mục đơn vị, cấp {level}", Decimal(count), 0, False, Window(), file, None)


RULES = {
    "quan_he.doi_cho": "Hai số cùng nhãn đổi chỗ cho nhau ở hai nơi",
    "quan_he.khong_tinh_duoc": "Quy tắc không tính được với số liệu của kỳ này",
    "so_hoc.cap_ty_le": "Các tỷ lệ cộng lại đủ 100% nhưng không suy ra từ số đếm bên cạnh",
}
OPPOSITE = {"<=": ">", ">=": "<", "<": "≥", ">": "≤"}
ADVICE = {
    Severity.ERROR: "Đối chiếu lại nguồn, sửa số sai.",
    Severity.WARNING: "Cần kiểm tra, nêu lý do.",
    Severity.NOTE: "",
}

Pair = tuple[Relation, Side, Side]


def check_relations(terms: Terms, relations: Sequence[Relation]) -> list[Finding]:
    """A finding for each rule that does not hold, for the locality and for its units."""
    findings: list[Finding] = []
    unequal: list[Pair] = []
    for relation in relations:
        if relation.kind != "change" and relation.in_force(terms.today):
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
        comparison = relation.comparison
        is_rate = all(term.is_rate for term in found.values())
        self.left = terms.side(comparison.left, found, is_rate=is_rate)
        self.right = terms.side(comparison.right, found, is_rate=is_rate)
        self.gap = abs(self.left.value - self.right.value)
        decimals = max((term.decimals for term in found.values()), default=0)
        self.gap_text = terms.number(self.gap, max(decimals, 2) if self.gap % 1 else 0, is_rate=is_rate)

    def rate_text(self, code: str, number: Decimal) -> str:
        """A recomputed rate at the decimals with which the stated one is written."""
        return self._number(number, self.found[code].decimals, is_rate=True)

    def finding(self, severity: Severity, numbers: str, found: str, expected: str, rule: str = "") -> Finding:
        """The finding, anchored at the figure that the text states."""
        stated = next((side.single for side in (self.left, self.right) if side.single), None)
        terms = list(self.found.values())
        anchor = stated if stated and stated.file else next((t for t in terms if t.file), terms[0])
        parts = [
            f"Đơn vị “{self.agency}”:" if self.agency else "",
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
            Finding(
                Severity.ERROR,
                "quan_he.khong_tinh_duoc",
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
    """Shares that must add up: exactly, or short of it by no more than rounding allows."""
    left, right = case.left, case.right
    if case.gap == 0:
        return _unfounded(case)
    # Each share may be off by half a unit of its last digit.
    allowed = sum((Decimal(1).scaleb(-t.decimals) / 2 for t in case.found.values()), Decimal(0))
    numbers = f"{left.spelled} = {left.text}, lệch {case.gap_text} so với {right.text}"
    if case.gap <= allowed:
        return [case.finding(Severity.NOTE, f"{numbers}, trong mức do làm tròn", left.text, right.text)]
    return [case.finding(case.relation.severity, numbers, left.text, right.text)]


def _unfounded(case: _Case) -> list[Finding]:
    """Shares that add up among themselves, while the counts beside them say otherwise."""
    wrong = {
        term.code: term.exact
        for term in case.found.values()
        if term.exact is not None and judge(term.value, term.exact) is Verdict.WRONG
    }
    if not wrong:
        return []
    exact = "; ".join(
        f"{case.found[code].name} {case.rate_text(code, number)}" for code, number in wrong.items()
    )
    numbers = f"{case.left.spelled} = {case.left.text} nhưng không suy ra từ số đếm, tính lại được {exact}"
    return [case.finding(Severity.ERROR, numbers, case.left.spelled, exact, "so_hoc.cap_ty_le")]


def _ratio(case: _Case) -> list[Finding]:
    """A stated ratio against the recomputed one: rounded, cut, or wrong."""
    term = case.left.single
    assert term is not None
    verdict = judge(term.value, case.right.value)
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
                    Finding(
                        relation.severity,
                        "quan_he.doi_cho",
                        explanation,
                        a.single.file,
                        a.single.row,
                        a.single.code.partition(".")[0],
                        codes,
                        found=f"{a.text}; {b.text}; {c.text}; {d.text}",
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
