"""Pandoc Markdown in small pieces: escaping, ids, spans, divs, pipe tables, and the plain text of them."""

import re
import unicodedata
from collections.abc import Sequence

HEADING = re.compile(r"^(#{1,6})[ \t]+(?:(\d+(?:\.\d+)*)\.[ \t]+)?(.+?)[ \t]*$")
SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~^$@#&\"'])")
SPAN = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\{\.(?:num|missing|where|finding)[^}]*\}")
# A sentence not yet renewed holds figures and footnotes in its turn.
STALE = re.compile(r"\[(\\\[cần cập nhật(?:[^\[\]\\]|\\.|\[\^[^\]]*\])*)\]\{\.stale\}")
STALE_LABEL = re.compile(r"\[\\\[cần cập nhật(?:[^\[\]\\]|\\[^\]])*\\\] ?")
# A mark alone, as on a document whose footnote it ends.
STALE_ALONE = re.compile(rf"(?:; )?{STALE_LABEL.pattern}\]\{{\.stale\}}")
STALE_END = "]{.stale}"
FENCE = re.compile(r"^:{3,}.*$", re.MULTILINE)
HEADING_ID = re.compile(r" \{#[a-z0-9-]+\}$", re.MULTILINE)
FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")
# A fence that opens a cell, as Quarto knows one: with the name of a language in braces.
CELL = re.compile(r"^([ \t>]*)(`{3,})[ \t]*\{([=A-Za-z].*)\}[ \t]*$", re.MULTILINE)
SHORTCODE = re.compile(r"\{\{(?=<)")
# The definition of a footnote, below the text.
NOTE = re.compile(r"^\[\^([^\]\s]+)\]: (.*)$", re.MULTILINE)


def escape(text: str) -> str:
    """Text from data as literal Markdown: no markup, no link, no HTML can come of it."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def not_run(text: str) -> str:
    """Our Markdown with nothing in it that Quarto would run or replace: cells are code to read, no more."""
    return SHORTCODE.sub(r"{\{", CELL.sub(r"\1\2\n\1\3", text))


def ascii_slug(text: str) -> str:
    """`Đào tạo, bồi dưỡng` → `dao-tao-boi-duong`."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    ascii_only = "".join(char for char in bare if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def number_span(text: str, code: str, agency: str = "") -> str:
    """A printed figure, which pages can ask where it comes from."""
    unit = f' data-agency="{agency}"' if agency else ""
    return f'[{text}]{{.num data-code="{code}"{unit}}}'


def phrase_span(text: str, code: str, agency: str = "") -> str:
    """A phrase around a figure, which may break over lines."""
    return number_span(text, code, agency).replace("{.num ", "{.num .phrase ")


def where_span(codes: Sequence[str]) -> str:
    """A place for links to where the figures are printed: only the whole report knows that."""
    return f'[{escape("; ".join(codes))}]{{.where data-figures="{" ".join(codes)}"}}'


def finding_span(text: str, identifier: str) -> str:
    """A finding of the appendix, which has an address in the page."""
    return f"[{escape(text)}]{{.finding #{identifier}}}"


def missing_span(text: str) -> str:
    """A figure that is not there yet."""
    return f"[{escape(text)}]{{.missing}}"


def div(classes: str, body: str, *, identifier: str = "", colons: int = 3) -> str:
    """A fenced div; outer divs need more colons than those inside."""
    fence = ":" * colons
    name = f"#{identifier} " if identifier else ""
    return f"{fence} {{{name}{classes}}}\n{body.strip()}\n{fence}"


def pipe_table(header: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool]) -> str:
    """A pipe table of cells that are Markdown already; `right` columns are right-aligned."""
    widths = _relative_widths(header, rows)
    rule = [("-" * (n - 1) + ":") if r else "-" * n for n, r in zip(widths, right, strict=True)]
    lines = [_line(header), "|" + "|".join(rule) + "|", *(_line(row) for row in rows)]
    return "\n".join(lines)


def plain(text: str) -> str:
    """Our Markdown with the markup of figures, footnotes and escapes taken out."""
    text = FOOTNOTE.sub("", SPAN.sub(r"\1", text))
    return re.sub(r"\\([^\w\s])", r"\1", text)


def without_highlight(text: str) -> str:
    """Our Markdown as it reads once the sentences not yet renewed are confirmed."""
    return STALE_LABEL.sub("", STALE_ALONE.sub("", text)).replace(STALE_END, "")


def preview(text: str) -> str:
    """Our Markdown as JupyterLab can show it: figures plain, footnotes numbered below."""
    text = STALE.sub(r"\1", SPAN.sub(r"\1", text))
    body, notes = NOTE.sub("", text), dict(NOTE.findall(text))
    body = HEADING_ID.sub("", FENCE.sub("", body))
    numbers = {note: str(i) for i, note in enumerate(dict.fromkeys(FOOTNOTE.findall(body)), start=1)}
    body = FOOTNOTE.sub(lambda m: f"<sup>[{numbers[m[1]]}]</sup>", body)
    listed = [f"<small>[{numbers[note]}] {notes.get(note, '')}</small>" for note in numbers]
    return "\n\n".join([body.strip(), *listed])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("\n", " ") for cell in cells) + " |"


def _relative_widths(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Dash counts: Pandoc takes them as column widths once a line is long."""
    columns = zip(header, *rows, strict=True)
    lengths = [max(len(plain(cell)) for cell in column) for column in columns]
    return [max(5, min(length, 60)) for length in lengths]
