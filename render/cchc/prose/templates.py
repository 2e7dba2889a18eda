"""Running the templates of narrative, notes and titles in a sandbox."""

import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import jinja2
from jinja2 import nodes

from cchc.base.findings import Finding, InputError, ReportError, Rule, Severity
from cchc.base.typed_blocks import laid_out
from cchc.inputs.documents import Document
from cchc.inputs.narrative import Block, highlighted
from cchc.inputs.workbook import Workbook
from cchc.prose.functions import cites, functions_of, known_names, variables
from cchc.prose.language import parsed, run
from cchc.prose.narratives import Prose, load_prose
from cchc.prose.printer import Printer, Sources
from cchc.prose.slips import complaint, mended
from cchc.prose.steps import LanguageError
from cchc.values.earlier import EarlierPeriods
from cchc.values.values import Values

WRONG_TEMPLATE = Rule(
    "loi_van.mau_sai",
    Severity.ERROR,
    "Mẫu trong lời văn viết sai",
    "Sai cú pháp, gọi hàm, chỉ tiêu, văn bản hay chú thích không có, hoặc in thẳng một giá trị gõ tay. "
    "Sửa theo danh sách hàm dùng được và mã trong danh mục.",
    acknowledgeable=False,
)


@dataclass(frozen=True)
class RefusedBlock:
    """One block whose template cannot run, and why."""

    block: Block
    problems: tuple[Finding, ...]


@dataclass(frozen=True)
class RenderedBlock:
    """One block of a section's prose: its Markdown, and the printer that knows its footnotes."""

    section: str
    block: Block
    markdown: str
    printer: Printer

    @property
    def notes(self) -> list[str]:
        """The definitions of the footnotes (Markdown)."""
        return [f"[^{identifier}]: {note}" for identifier, note in self.printer.notes.items()]


@lru_cache(maxsize=4096)
def calls(text: str) -> tuple[tuple[str, str, int], ...]:
    """Function, typed argument and row of each call in a template; nothing where it is malformed."""
    if "{" not in text:
        return ()
    try:
        tree = parsed(text)
    except jinja2.TemplateSyntaxError:
        return ()
    return tuple(
        (call.node.name, argument.value, call.lineno)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name)
        for argument in call.args
        if isinstance(argument, nodes.Const) and isinstance(argument.value, str)
    )


def cited(text: str) -> list[str]:
    """The documents that a template cites, in the order of its calls."""
    return [argument for name, argument, _ in calls(text) if cites(name)]


def render(text: str, printer: Printer, *, file: str, first_row: int = 1) -> str:
    """Run a template; InputError with file and row on any mistake.

    `first_row` is the row of the file on which `text` begins.
    """
    try:
        names = {**functions_of(printer), **variables(printer.sources.workbook)}
        return run(highlighted(text), names)
    except jinja2.TemplateSyntaxError as error:
        slips = [(slip.row, slip.explanation) for slip in mended(text, parsed)[1]]
        # Jinja knows filters and tests only as it compiles.
        found = slips or [(error.lineno, f"Mẫu viết sai cú pháp: {complaint(error)}.")]
        raise InputError(
            [finding for slip in found for finding in _stop(file, first_row, *slip).findings]
        ) from None
    except jinja2.UndefinedError as error:
        explanation = f"Không có tên này trong mẫu ({error.message}). {known_names()}"
        raise _stop(file, first_row, _line(error), explanation) from None
    except (InputError, MemoryError):
        raise
    except LanguageError as error:
        raise _stop(file, first_row, error.row or _line(error), str(error)) from None
    except ReportError as error:
        raise _stop(file, first_row, _line(error), str(error)) from None
    except Exception as error:
        explanation = f"Mẫu gọi hàm không đúng cách ({error}). {known_names()}"
        raise _stop(file, first_row, _line(error), explanation) from None


def render_note(printer: Printer, document: Document) -> str:
    """The note of a document after its template has run."""
    return render(document.note, printer, file=document.file, first_row=document.row)


def open_sources(
    workbook: Workbook,
    values: Values,
    periods: EarlierPeriods | None = None,
    mentions: Callable[[Workbook, Values], Mapping[str, tuple[str, str]]] | None = None,
) -> Sources:
    """What the sections of this workbook print from; `periods` where they are loaded already."""
    periods = periods or EarlierPeriods(workbook)
    first: Mapping[str, tuple[str, str]] = {}
    if workbook.house_style.first_mention:
        first = (mentions or first_mentions)(workbook, values)
    return Sources(workbook, values, periods.default, first, periods.named)


def render_block(block: Block, printer: Printer) -> RenderedBlock:
    """Run the block's template, heading first (InputError)."""
    printer.in_title = True
    heading = render(block.heading(), printer, file=block.file, first_row=block.row)
    printer.in_title = False
    first_row = block.row + (1 if heading else 0)
    body = laid_out(render(block.body, printer, file=block.file, first_row=first_row))
    return RenderedBlock(printer.section, block, f"{heading}\n{body}" if heading else body, printer)


def run_prose(sources: Sources, prose: Prose) -> Iterator[RenderedBlock | RefusedBlock]:
    """Every block in the order of the report, rendered or refused."""
    for section, blocks in prose.items():
        for block in blocks.values():
            try:
                yield render_block(block, Printer(sources, section, block.key, render_note))
            except InputError as error:
                yield RefusedBlock(block, error.findings)


def rendered_prose(sources: Sources, prose: Prose) -> Iterator[RenderedBlock]:
    """Every block that can be rendered, in the order of the report; a check names the others."""
    return (block for block in run_prose(sources, prose) if isinstance(block, RenderedBlock))


def first_mentions(workbook: Workbook, values: Values) -> dict[str, tuple[str, str]]:
    """Section and place that first name each document, in sentence or footnote.

    The order is the outline's and that of the narrative files, so that each notebook, which
    runs alone, decides alike.
    """
    first: dict[str, tuple[str, str]] = {}
    sources = Sources(workbook, values, lambda: None)
    for rendered in rendered_prose(sources, load_prose(workbook)[0]):
        for identifier in rendered.printer.mentioned:
            first.setdefault(identifier, (rendered.section, rendered.block.key))
    return first


def _line(error: BaseException) -> int | None:
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == "<template>"), None)


def _stop(file: str, first_row: int, line: int | None, explanation: str) -> InputError:
    row = None if line is None else first_row + line - 1
    return InputError([WRONG_TEMPLATE.finding(explanation, file, row)])
