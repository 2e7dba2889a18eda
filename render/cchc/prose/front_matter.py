"""What the engines are given beside the text: who issues the report, its title, its state."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2
import yaml

from cchc.base.findings import InputError, ReportError
from cchc.base.markdown import ascii_slug, div, escape
from cchc.base.numbers import format_date_in_words
from cchc.base.period import Period
from cchc.inputs.catalog.outline import Part, SectionEntry
from cchc.inputs.params import Params
from cchc.inputs.workbook import Workbook
from cchc.prose.functions import VARIABLES, variables
from cchc.prose.language import run
from cchc.prose.slips import complaint
from cchc.prose.templates import WRONG_TEMPLATE

GAP = "…"
# The appendix in which reviewers read what the checks found.
CHECKS = "doi_chieu"
# A paragraph of a plain space would vanish; this one keeps its line.
BLANK = "&nbsp;"


def write_metadata(workbook: Workbook, final: bool, path: Path, asked: Sequence[str] = ()) -> None:
    """Write metadata.yml for the engines; `asked` are the sections of an extract, by code."""
    data = metadata(workbook.params, workbook.period, final)
    data["attachment"] = attachment(workbook.params, workbook.period)
    data["placement"] = placement(workbook, final=final, asked=asked)
    # No line breaks between a figure and its unit.
    data["units"] = sorted({indicator.unit for indicator in workbook.indicators.values()})
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1_000), encoding="utf-8")


def subject(params: Params, period: Period) -> str:
    """What the report is about (trích yếu), as the parameters or the period say."""
    if params.summary:
        return params.summary
    padded = params.house_style.leading_zero
    this, following = (each.named(leading_zero=padded) for each in (period, period.following))
    return f"Công tác cải cách hành chính {this} và phương hướng, nhiệm vụ {following}"


def metadata(params: Params, period: Period, final: bool) -> dict[str, Any]:
    """Pandoc metadata of one report."""
    summary = subject(params, period)
    return {
        "lang": "vi",
        "title": params.kind.upper(),
        "subtitle": summary,
        "pagetitle": f"{params.kind.capitalize()} {summary[0].lower()}{summary[1:]}",
        "parent-body": list(params.issuing_body.parent or ()),
        "issuing-body": list(params.issuing_body.lines),
        "number": _number(params),
        "symbol": params.symbol,
        "place-date": place_and_date(params, period),
        "draft": not final,
        "period-label": period.named(leading_zero=params.house_style.leading_zero),
    }


def placement(workbook: Workbook, *, final: bool, asked: Sequence[str] = ()) -> dict[str, Any]:
    """By paper format: where charts and wide tables stand, and the ids of the parts left out.

    The appendix of the checks is printed wherever an extract asks for it.
    """
    checks = [] if CHECKS in asked else _parts_of(workbook, CHECKS)
    chosen = {"pdf": workbook.params.placement.pdf, "docx": workbook.params.placement.docx}
    return {
        name: {
            "charts": paper.charts,
            "wide-tables": paper.wide_tables,
            "parts-left-out": checks if paper.leaves_out_checks(final=final) else [],
        }
        for name, paper in chosen.items()
    }


def attachment(params: Params, period: Period) -> str:
    """`Báo cáo số 05/BC-UBND ngày 05 tháng 02 năm 2020 của …`, as an appendix names its report."""
    if params.date is None:
        day = f"ngày {GAP} tháng {GAP} năm {period.year}"
    else:
        day = format_date_in_words(params.date)
    body = params.issuing_body.in_text or params.issuing_body.short
    return f"{params.kind.capitalize()} số {_number(params)}/{params.symbol} {day} của {body}"


def place_and_date(params: Params, period: Period) -> str:
    """`Thành phố Hồ Chí Minh, ngày 05 tháng 02 năm 2020`, with gaps while the day is open."""
    if params.date is None:
        return f"{params.place}, ngày {GAP} tháng {GAP} năm {period.year}"
    return f"{params.place}, {format_date_in_words(params.date)}"


def part_heading(workbook: Workbook, part: Part) -> str:
    """`# II. KẾT QUẢ … {#phan-ii}`; the title may name the period (Markdown; InputError)."""
    try:
        title = run(part.heading, variables(workbook))
    except ReportError as error:
        raise _wrong_heading(part, str(error)) from None
    except jinja2.TemplateSyntaxError as error:
        raise _wrong_heading(part, complaint(error)) from None
    except Exception as error:
        # Whatever a template can do wrong: divide by zero, compare text with numbers.
        raise _wrong_heading(part, f"không tính được: {error}") from None
    return f"# {escape(title)} {{#{part_identifier(part)}}}"


def _wrong_heading(part: Part, why: str) -> InputError:
    words = ", ".join(VARIABLES)
    explanation = f"Tên phần “{part.heading}” gọi mẫu sai ({why.rstrip('.')}). Ở đây chỉ dùng được: {words}."
    return InputError([WRONG_TEMPLATE.finding(explanation)])


def part_identifier(part: Part) -> str:
    """The id of a part's heading: `phan-ii`."""
    return f"phan-{ascii_slug(part.number or part.title)}"


def section_heading(entry: SectionEntry) -> str:
    """`## 2. Cải cách thủ tục hành chính {#tthc}`, or nothing where the part's heading serves."""
    if not entry.title:
        return ""
    number = f"{entry.number}. " if entry.number else ""
    return f"## {number}{escape(entry.title)} {{#{ascii_slug(entry.code)}}}"


def closing_block(params: Params) -> str:
    """`Nơi nhận` and the signature as fenced divs; what is not yet known stays blank."""
    recipients = [f"- {escape(line)}{end}" for line, end in _ended(params.recipients)]
    left = div(".recipients", "\n".join(["**Nơi nhận:**", "", *recipients]))
    signature = params.signature
    right = div(
        ".signature",
        "\n\n".join(
            [
                *(f"**{escape(line)}**" for line in signature.authority),
                f"**{escape(signature.title)}**" if signature.title else BLANK,
                f"**{escape(signature.name)}**" if signature.name else BLANK,
            ]
        ),
    )
    return div(".closing", f"{left}\n\n{right}", colons=5)


def _number(params: Params) -> str:
    return 2 * GAP if params.number is None else f"{params.number:02d}"


def _parts_of(workbook: Workbook, section: str) -> list[str]:
    if workbook.outline.section(section) is None:
        return []
    return [part_identifier(workbook.outline.part_of(section))]


def _ended(recipients: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each recipient ends with a semicolon, the last with a full stop."""
    last = len(recipients) - 1
    return [(text.rstrip(" .;"), "." if i == last else ";") for i, text in enumerate(recipients)]
