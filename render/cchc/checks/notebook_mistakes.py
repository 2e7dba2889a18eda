"""What a notebook asks of its section that cannot be: found by reading its calls, cell and line named.

What depends on what a cell computes shows only in a run: `cchc check --notebooks`.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cchc.base.findings import Finding, Rule, Severity
from cchc.checks.context import CheckContext
from cchc.checks.notebook_calls import OPEN, UNKNOWN, NotebookCalls, SectionCall
from cchc.checks.registry import BLOCKING, Topic
from cchc.checks.template_mistakes import mistakes
from cchc.checks.typed_prose import refused_in_title
from cchc.inputs.catalog.indicators import FAMILY
from cchc.inputs.catalog.outline import Outline, SectionEntry
from cchc.inputs.exhibits import exhibits_path
from cchc.inputs.narrative import OPENING
from cchc.inputs.workbook import Workbook
from cchc.prose.printer import Printer
from cchc.prose.templates import render_note
from cchc.values.earlier import BASES

CALLED_WRONG = Rule(
    "notebook.goi_sai",
    Severity.ERROR,
    "Ô gọi hàm của sổ không đúng cách",
    "Phần, đề mục, mã, tham số không có; tên, lời mô tả, id không dùng được. Thông báo nêu ô, dòng và điều "
    "phải sửa.",
    acknowledgeable=False,
)
UNREADABLE_CELL = Rule(
    "notebook.cu_phap",
    Severity.ERROR,
    "Ô viết sai cú pháp Python",
    "Mở notebook, sửa dòng được nêu rồi chạy ô ấy.",
    acknowledgeable=False,
)
# What a chart or a table may be called: it goes into addresses.
IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
KINDS = {"chart": "Hình", "table": "Bảng", "figures_table": "Bảng"}
# By which of its fields each call finds what exhibits.yml declares.
DECLARED = {"exhibits": "heading", "exhibit": "id"}
TEMPLATES = ("title", "alt", "source")


@dataclass(frozen=True)
class Signature:
    """What one method takes: by position or name, by name alone, and of these what may be left out."""

    positional: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    # Any number by position.
    several: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that may be given by name."""
        return (*self.positional, *self.keywords, *self.optional)


# As notebook.section.Section has them: that module takes long to load.
METHODS = {
    "heading": Signature(),
    "opening": Signature(),
    "narrative": Signature(("key",)),
    "frame": Signature(optional=("so_sanh", "theo"), several=True),
    "chart": Signature(("chart",), ("id", "data", "title", "alt"), ("source", "narrow")),
    "table": Signature(("frame",), ("id", "title"), ("source", "wide")),
    "figures_table": Signature(("codes",), ("id", "title"), ("so_sanh",)),
    "exhibits": Signature(("heading",)),
    "exhibit": Signature(("id",)),
    "closing": Signature(),
    "printer": Signature(("place",)),
}


@BLOCKING.check(Topic.NOTEBOOKS, CALLED_WRONG, UNREADABLE_CELL)
def check_notebook_calls(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each call of a section that a run would refuse, and for each cell that Python cannot read."""
    for entry in context.workbook.outline.sections:
        notebook = context.notebooks.get(entry.code)
        if notebook is not None:
            yield from _Notebook(context, entry, notebook).findings()


@dataclass(frozen=True)
class _Notebook:
    context: CheckContext
    entry: SectionEntry
    read: NotebookCalls

    def findings(self) -> Iterator[Finding]:
        for cell in self.read.broken:
            words = f"Python không đọc được “{cell.text}”."
            yield self._finding(UNREADABLE_CELL, cell.cell, cell.line, words)
        for call, words in [*self._sections(), *self._repeated()]:
            yield self._finding(CALLED_WRONG, call.cell, call.line, words)
        for call in self.read.calls:
            for words in [] if call.name == OPEN else self._problems(call):
                yield self._finding(CALLED_WRONG, call.cell, call.line, words)

    def _finding(self, rule: Rule, cell: int, line: int, words: str) -> Finding:
        file = f"notebooks/{self.entry.notebook}.ipynb"
        return rule.finding(f"Ô thứ {cell}, dòng {line}: {words}", file, section=self.entry.code)

    def _sections(self) -> Iterator[tuple[SectionCall, str]]:
        """A section that the outline does not have; or, nowhere, the one whose notebook this is."""
        outline, own = self.context.workbook.outline, self.entry.code
        opened = [(call, self.read.literal(call.code)) for call in self.read.calls if call.name == OPEN]
        for call, code in opened:
            if isinstance(code, str) and outline.section(code) is None:
                yield call, no_section(outline, code)
            elif code is not UNKNOWN and own not in (other for _, other in opened):
                yield call, f"Mở phần “{code}”, nhưng đây là notebook của phần “{own}”."

    def _repeated(self) -> Iterator[tuple[SectionCall, str]]:
        """What would have one address twice."""
        met: set[tuple[object, str, str]] = set()
        for call in self.read.calls:
            if not call.always:
                continue
            code = self.read.literal(call.code)
            for what, name in self._addresses(call, code):
                if (code, what, name) in met:
                    yield call, f"{what} “{name}” đã in ở trên; mỗi thứ chỉ in một lần."
                met.add((code, what, name))

    def _addresses(self, call: SectionCall, code: object) -> Iterator[tuple[str, str]]:
        """What a call prints, and its name, as far as that is typed."""
        declared = self.context.workbook.exhibits.get(code, ()) if isinstance(code, str) else ()
        if call.name == "narrative":
            what, value = "Đề mục", call.argument(0, "key")
        elif call.name in KINDS:
            what, value = KINDS[call.name], call.keyword("id")
        elif call.name in DECLARED:
            wanted = self.read.literal(call.argument(0, DECLARED[call.name]))
            for exhibit in declared:
                if wanted == getattr(exhibit, DECLARED[call.name]):
                    yield ("Hình" if exhibit.is_chart else "Bảng"), exhibit.id
            return
        else:
            return
        name = self.read.literal(value)
        if isinstance(name, str):
            yield what, name

    def _problems(self, call: SectionCall) -> Iterator[str]:
        signature = METHODS.get(call.name)
        if signature is None:
            yield f"Không có hàm {call.name}(). Có thể gọi: {', '.join(f'{name}()' for name in METHODS)}."
            return
        yield from _misfits(call, signature)
        if call.name in ("narrative", "opening"):
            key = OPENING if call.name == "opening" else self.read.literal(call.argument(0, "key"))
            yield from self._unknown_heading(self.read.literal(call.code), key)
        if call.name == "exhibits":
            heading = self.read.literal(call.argument(0, "heading"))
            yield from self._unknown_heading(self.read.literal(call.code), heading)
        if call.name == "exhibit":
            yield from self._undeclared(
                self.read.literal(call.code), self.read.literal(call.argument(0, "id"))
            )
        if call.name == "frame":
            yield from self._unknown_codes(self.read.texts(call.node.args))
        if call.name == "figures_table":
            codes = call.argument(0, "codes")
            if self.read.literal(codes) in ([], {}):
                yield "Bảng không có chỉ tiêu nào."
            yield from self._unknown_codes(self.read.texts([codes]))
        for base in self.read.texts([call.keyword("so_sanh")]):
            if base not in BASES:
                yield f"So sánh với “{base}” không có; dùng một trong: {', '.join(BASES)}."
        if call.name in KINDS:
            yield from self._exhibit(call)

    def _unknown_heading(self, code: object, key: object) -> Iterator[str]:
        workbook = self.context.workbook
        if not isinstance(key, str) or not isinstance(code, str) or workbook.outline.section(code) is None:
            return
        path = workbook.workspace.narrative(workbook.period, code)
        blocks = self.context.prose.get(code)
        if (blocks is None and path.exists()) or key in (blocks or {}):
            return
        if blocks is None:
            yield f"Không có tệp lời văn {workbook.file(path)}."
        elif key == OPENING:
            yield f"{workbook.file(path)} không có đoạn nào trước đề mục đầu tiên: bỏ muc.opening()."
        else:
            yield no_heading(workbook.file(path), key, blocks)

    def _undeclared(self, code: object, name: object) -> Iterator[str]:
        workbook = self.context.workbook
        if not isinstance(code, str) or not isinstance(name, str):
            return
        if all(exhibit.id != name for exhibit in workbook.exhibits.get(code, ())):
            yield not_declared(workbook, code, name)

    def _unknown_codes(self, codes: Iterator[str]) -> Iterator[str]:
        workbook = self.context.workbook
        for code in codes:
            # A frame leaves out what is out of its years, and of a family takes what there is.
            if code not in workbook.catalogued and not code.endswith(FAMILY):
                yield workbook.without_indicator(code)

    def _exhibit(self, call: SectionCall) -> Iterator[str]:
        identifier = self.read.literal(call.keyword("id"))
        if isinstance(identifier, str) and not IDENTIFIER.fullmatch(identifier):
            yield odd_identifier(identifier)
        for name in TEMPLATES:
            text = self.read.literal(call.keyword(name))
            # What code puts together of pieces is no literal: it is judged once it is printed.
            if isinstance(text, str):
                yield from self._template(name, text)

    def _template(self, name: str, text: str) -> Iterator[str]:
        workbook = self.context.workbook
        if name == "alt" and not text.strip():
            yield NO_ALT
        yield from (f"{name}: {words}" for words in refused_in_title(text, workbook))
        # Each call by itself: to compile a template takes longer than all the rest.
        for _, words in mistakes(text, workbook, self._printer()):
            yield f"{name}: {words}"

    def _printer(self) -> Printer:
        return Printer(
            self.context.sources, self.entry.code, "", render_note, notes_allowed=False, in_title=True
        )


NO_ALT = "Biểu đồ thiếu lời mô tả (alt) cho người không nhìn thấy hình."


def odd_identifier(identifier: str) -> str:
    """What is wrong with an id (Vietnamese)."""
    return f"id “{identifier}” chỉ được gồm chữ không dấu, chữ số và gạch nối, ví dụ “ho-so”."


def _misfits(call: SectionCall, signature: Signature) -> Iterator[str]:
    """Arguments too many, too few or unknown."""
    given = [keyword.arg for keyword in call.node.keywords]
    takes = ", ".join(signature.names) or "không có"
    for name in given:
        if name is not None and name not in signature.names:
            yield f"{call.name}() không có tham số “{name}”; các tham số: {takes}."
    count = len(call.node.args)
    if count > len(signature.positional) and not signature.several:
        yield f"{call.name}() nhận thừa tham số; các tham số: {takes}."
    spread = None in given or any(isinstance(argument, ast.Starred) for argument in call.node.args)
    wanted = (*signature.positional[count:], *signature.keywords)
    if missing := [name for name in wanted if name not in given and not spread]:
        yield f"{call.name}() thiếu tham số {', '.join(missing)}."


def no_section(outline: Outline, code: str) -> str:
    """What is said of a section that the outline does not have."""
    return f"Đề cương không có phần “{code}”. Các phần: {', '.join(s.code for s in outline.sections)}."


def no_heading(file: str, key: str, headings: Iterable[str]) -> str:
    """What is said of a heading that the section's prose does not have."""
    listed = ", ".join(f"“{name}”" for name in headings if name)
    return f"{file} không có đề mục “{key}”. Các đề mục: {listed}."


def not_declared(workbook: Workbook, section: str, name: str) -> str:
    """What is said of a chart or table that exhibits.yml does not have in the section."""
    file = workbook.file(exhibits_path(workbook.workspace, workbook.period))
    declared = workbook.exhibits.get(section, ())
    known = ", ".join(f"“{exhibit.id}”" for exhibit in declared) or "chưa có"
    return f"{file} không có hình, bảng “{name}” của phần “{section}”. Đang có: {known}."
