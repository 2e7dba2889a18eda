"""What is left to do for a period: figures owed and by whom, marks, and what still reads like last period."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce

from cchc.base.characters import clean_text
from cchc.base.findings import InputError, by_gravity
from cchc.base.period import Period
from cchc.base.sentences import sentences
from cchc.base.yaml_files import row_of_key
from cchc.checks.consequences import figures_known, without_consequences
from cchc.checks.context import CheckContext
from cchc.checks.nothing_to_compare import check_comparisons
from cchc.checks.registry import BLOCKING
from cchc.checks.typed_prose import check_reading
from cchc.inputs.catalog.agencies import office_of
from cchc.inputs.figures import Figure
from cchc.inputs.narrative import marks, unmarked
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace, earlier_period
from cchc.prose.functions import cites
from cchc.prose.narratives import TemplateText, load_prose, narrative_texts, template_texts
from cchc.prose.templates import calls
from cchc.turnover.carried_documents import recurs
from cchc.turnover.new_period import old_things
from cchc.turnover.params_text import OPEN
from cchc.turnover.signs_of_age import signs_of_age
from cchc.values.values import Values

LONGEST = 80
NOBODY = "chưa rõ nơi cung cấp"


class State(StrEnum):
    """Why an item is on the list; the value is the word that users read."""

    UNREADABLE = "không đọc được"
    STOPPING = "chặn báo cáo"
    PARAMETER = "tham số chưa điền"
    MISSING = "số liệu còn thiếu"
    NOTHING_TO_COMPARE = "thiếu số để so sánh"
    MARKED = "chỗ còn dấu cần cập nhật"
    UNREAD = "lời văn chưa đọc lại"
    SAME_SENTENCE = "câu như kỳ trước"
    OLD_DOCUMENT = "chỗ dẫn văn bản kỳ trước"
    SAME_VALUE = "số liệu bằng kỳ trước"


@dataclass(frozen=True)
class ToDo:
    """One thing to do or to confirm; `owner` is the office that supplies it, where it is known."""

    state: State
    section: str
    text: str
    owner: str = ""
    file: str = ""
    row: int | None = None


@dataclass(frozen=True)
class SectionStatus:
    """How far one section is: figures with a value, of all its figures; marks left; whether it was read."""

    section: str
    filled: int
    asked: int
    marked: int
    unread: bool


@dataclass(frozen=True)
class Supplier:
    """How far a unit or office is: figures owed, of all asked of it; whether any came in its form."""

    name: str
    owed: int
    asked: int
    sent_form: bool


@dataclass(frozen=True)
class Status:
    """The whole checklist; `base` is the period that is compared with, if there is one."""

    workbook: Workbook
    base: Period | None
    items: tuple[ToDo, ...]
    sections: tuple[SectionStatus, ...]
    suppliers: tuple[Supplier, ...]


def status(workspace: Workspace, period: Period, base: Period | None = None) -> Status:
    """The checklist of a period, beside `base` or the period before it (InputError: cannot be read)."""
    workbook = load_workbook(workspace, period, tolerant=True)
    base = base or _made_from(workbook) or earlier_period(workspace, period)
    before: Workbook | None = None
    items = [ToDo(State.UNREADABLE, f.section, f.explanation, "", f.file, f.row) for f in workbook.problems]
    if base is not None:
        try:
            before = load_workbook(workspace, base, tolerant=True)
        except InputError as error:
            f = error.findings[0]
            items.append(ToDo(State.UNREADABLE, "", f"Kỳ {base}: {f.explanation}", "", f.file, f.row))
    prose, unreadable = load_prose(workbook, required=True)
    items += [
        ToDo(State.UNREADABLE, section, f.explanation, "", f.file, f.row)
        for section, findings in unreadable.items()
        for f in findings
    ]
    texts = [text for text in template_texts(workbook, prose) if text.part not in ("heading", "exhibit")]
    context = CheckContext(workbook, prose)
    items += [
        ToDo(State.STOPPING, f.section, f.explanation, "", f.file, f.row)
        for f in by_gravity(without_consequences(BLOCKING.run(context), workbook.problems))
    ]
    items += [*_parameters(workbook), *_uncompared(context), *_marked(texts), *_unread(context)]
    if figures_known(workbook.problems):
        items += _missing(workbook)
    if before is not None:
        items += _same_sentences(workbook, before, texts)
        items += _old_documents(workbook, before, texts)
        items += _same_values(workbook, before)
    sections = tuple(_section_statuses(workbook, items))
    suppliers = _suppliers(workbook) if figures_known(workbook.problems) else ()
    return Status(workbook, base, tuple(items), sections, tuple(suppliers))


def _made_from(workbook: Workbook) -> Period | None:
    """The period whose inputs this one began with, where its parameters say so and it is still there."""
    made_from = workbook.params.made_from
    if made_from is None:
        return None
    period = Period.parse(made_from)
    return period if workbook.workspace.data(period).is_dir() else None


def _parameters(workbook: Workbook) -> Iterator[ToDo]:
    params = workbook.workspace.params(workbook.period)
    text = clean_text(params.read_text(encoding="utf-8-sig"))
    for path, name in OPEN.items():
        if reduce(getattr, path, workbook.params) is None:
            row, words = row_of_key(text, *path), f"{'.'.join(path)}: {name}"
            yield ToDo(State.PARAMETER, "", words, "", workbook.file(params), row)


@dataclass(frozen=True)
class _Asked:
    """A figure that has to be stated, by its row where there is one; whether it is."""

    code: str
    owner: str
    figure: Figure | None
    filled: bool


def _asked(workbook: Workbook) -> Iterator[_Asked]:
    """Every row, code without a row and unit of its levels; what is computed follows from its inputs."""
    values = Values(workbook)
    rows = {(f.indicator, f.agency): f for f in workbook.figures}
    units = [unit for unit in workbook.agencies.values() if unit.in_force(workbook.last_day)]
    of_levels = [
        (code, unit.code)
        for code, indicator in workbook.indicators.items()
        # A total may be stated in place of the units' figures.
        if values.get(code).origin != "stated"
        for unit in units
        if unit.level in indicator.levels
    ]
    by_unit = {code for code, agency in (*rows, *of_levels) if agency}
    for code, agency in dict.fromkeys([*rows, *((code, "") for code in workbook.indicators), *of_levels]):
        indicator = workbook.indicators[code]
        if indicator.formula is not None or (not agency and code in by_unit):
            continue
        unit = workbook.agencies.get(agency) or office_of(indicator.source, units)
        owner = unit.name if unit else indicator.source
        filled = values.get(code, agency).value is not None
        yield _Asked(code, owner or NOBODY, rows.get((code, agency)), filled)


def _missing(workbook: Workbook) -> Iterator[ToDo]:
    file = workbook.file(workbook.workspace.figures(workbook.period))
    for asked in _asked(workbook):
        if not asked.filled:
            indicator, figure = workbook.indicators[asked.code], asked.figure
            text = f"{indicator.name} ({asked.code})"
            row = figure.row if figure else None
            yield ToDo(State.MISSING, indicator.section, text, asked.owner, file, row)


def _suppliers(workbook: Workbook) -> Iterator[Supplier]:
    """Who is asked for figures, those who owe most first."""
    by_owner: dict[str, list[_Asked]] = {}
    for asked in _asked(workbook):
        by_owner.setdefault(asked.owner, []).append(asked)
    found = [
        Supplier(
            owner,
            sum(not asked.filled for asked in of),
            len(of),
            any(asked.figure is not None and asked.figure.source_cell for asked in of),
        )
        for owner, of in by_owner.items()
    ]
    yield from sorted(found, key=lambda supplier: -supplier.owed)


def _uncompared(context: CheckContext) -> Iterator[ToDo]:
    for finding in without_consequences(check_comparisons(context), context.workbook.problems):
        text = finding.explanation
        yield ToDo(State.NOTHING_TO_COMPARE, finding.section, text, "", finding.file, finding.row)


def _marked(texts: Sequence[TemplateText]) -> Iterator[ToDo]:
    for text in texts:
        for row, reason, sentence in marks(text.text, text.row):
            words = _shortened(sentence or text.document, reason)
            yield ToDo(State.MARKED, text.section, words, "", text.file, text.row_of(row))


def _unread(context: CheckContext) -> Iterator[ToDo]:
    for finding in check_reading(context):
        yield ToDo(State.UNREAD, finding.section, finding.explanation, "", finding.file, finding.row)


def _same_sentences(workbook: Workbook, before: Workbook, texts: Sequence[TemplateText]) -> Iterator[ToDo]:
    """Sentences taken over word by word that are provably old and have no mark."""
    old_ones = old_things(before, workbook.outline, workbook.period)
    prose, _ = load_prose(before)
    old = {
        (body.section, _spaced(sentence.text))
        for body in narrative_texts(prose)
        if body.part == "body"
        for sentence in sentences(unmarked(body.text))
    }
    for body in texts:
        if body.part == "note" or not workbook.outline.part_of(body.section).number:
            continue
        for sentence in sentences(body.text):
            text = unmarked(sentence.text)
            if (
                text == sentence.text
                and (body.section, _spaced(text)) in old
                and not sentence.heading
                and signs_of_age(text, old_ones)
            ):
                row = body.row + sentence.row - 1
                yield ToDo(State.SAME_SENTENCE, body.section, _shortened(text), "", body.file, row)


def _old_documents(workbook: Workbook, before: Workbook, texts: Sequence[TemplateText]) -> Iterator[ToDo]:
    year = workbook.period.year
    for body in texts:
        for name, argument, row in calls(body.text) if body.part == "body" else ():
            document = workbook.documents.get(argument)
            if cites(name) and document and argument in before.documents and not recurs(document, year):
                text = f"{document.short_citation()} ({argument})"
                yield ToDo(State.OLD_DOCUMENT, body.section, text, "", body.file, body.row + row - 1)


def _same_values(workbook: Workbook, before: Workbook) -> Iterator[ToDo]:
    stated = {(f.indicator, f.agency): f.value for f in before.figures if f.value is not None}
    for figure in workbook.figures:
        indicator = workbook.indicators[figure.indicator]
        if figure.value is not None and stated.get((figure.indicator, figure.agency)) == figure.value:
            unit = workbook.agencies.get(figure.agency)
            owner = unit.name if unit else indicator.source
            text = f"{indicator.name} ({figure.indicator}) = {figure.value:f}"
            yield ToDo(State.SAME_VALUE, indicator.section, text, owner, figure.file, figure.row)


def _section_statuses(workbook: Workbook, items: list[ToDo]) -> Iterator[SectionStatus]:
    values = Values(workbook)
    for entry in workbook.outline.sections:
        own = [i for i in workbook.indicators.values() if i.section == entry.code and i.formula is None]
        filled = sum(values.get(i.code).value is not None for i in own)
        states = [item.state for item in items if item.section == entry.code]
        marked, unread = states.count(State.MARKED), State.UNREAD in states
        yield SectionStatus(entry.code, filled, len(own), marked, unread)


def _shortened(sentence: str, reason: str = "") -> str:
    text = _spaced(sentence)
    short = text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
    return f"{short} [{reason}]" if reason else short


def _spaced(text: str) -> str:
    return " ".join(text.split())
