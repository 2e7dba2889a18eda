"""Entries of exhibits.yml put in and taken out; the rest of the file, remarks included, stays."""

from collections.abc import Sequence

import yaml

from cchc.base.findings import ReportError
from cchc.base.yaml_nodes import composed

INDENT = "  "


def with_entry(text: str, section: str, entry: Sequence[str]) -> str:
    """The text with an entry after the last one of the section, which is added where there is none.

    `entry` are its lines, the first beginning with `- `. ReportError where the section is in brackets.
    """
    lines, ending = _lines(text)
    key, value = _section(text, section)
    if key is None or value is None:
        while lines and not lines[-1].strip():
            lines.pop()
        gap = [""] if lines else []
        lines += [*gap, f"{section}:", *(INDENT + line for line in entry)]
    elif not isinstance(value, yaml.SequenceNode) or not value.value:
        if value.start_mark.index != value.end_mark.index:
            raise _in_brackets(section)
        at = key.start_mark.line + 1
        lines[at:at] = [INDENT + line for line in entry]
    elif value.flow_style:
        raise _in_brackets(section)
    else:
        at = _end(lines, _after(text, section, len(value.value) - 1, len(lines)))
        indent = " " * (value.value[0].start_mark.column - len("- "))
        lines[at:at] = ["", *(indent + line for line in entry)]
    return ending.join([*lines, ""])


def without_entry(text: str, section: str, number: int) -> str:
    """The text without the entry of this number, from 0; a section that had no other goes with it.

    The file's only section stays: a file of nothing at all cannot be read.
    """
    lines, ending = _lines(text)
    key, value = _section(text, section)
    assert key is not None
    assert isinstance(value, yaml.SequenceNode)
    sections = composed(text)
    alone = len(value.value) == 1 and sections is not None and len(sections.value) > 1
    first = key.start_mark.line if alone else value.value[number].start_mark.line
    end = _end(lines, _after(text, section, number, len(lines)))
    while first and not lines[first - 1].strip():
        first -= 1
    del lines[first:end]
    return ending.join([*lines, ""])


def _lines(text: str) -> tuple[list[str], str]:
    """The lines without their ends, and what ends them."""
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(ending)
    return (lines[:-1] if not lines[-1] else lines), ending


def _section(text: str, section: str) -> tuple[yaml.Node | None, yaml.Node | None]:
    root = composed(text)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    found = ((key, value) for key, value in pairs if key.value == section)
    return next(found, (None, None))


def _after(text: str, section: str, number: int, end: int) -> int:
    """The line on which what follows the entry begins; the text's end where nothing does."""
    root = composed(text)
    assert isinstance(root, yaml.MappingNode)
    names = [key.value for key, _ in root.value]
    at = names.index(section)
    entries = root.value[at][1].value
    if number + 1 < len(entries):
        return int(entries[number + 1].start_mark.line)
    return int(root.value[at + 1][0].start_mark.line) if at + 1 < len(names) else end


def _end(lines: Sequence[str], following: int) -> int:
    """Where the entry before ends: empty lines and remarks belong to what follows."""
    while following and (not lines[following - 1].strip() or lines[following - 1].lstrip().startswith("#")):
        following -= 1
    return following


def _in_brackets(section: str) -> ReportError:
    return ReportError(
        f"Phần “{section}” của exhibits.yml viết trong ngoặc [ ]; chưa sửa gì. "
        "Viết mỗi hình một mục “- id: …” ở dòng riêng rồi chạy lại."
    )
