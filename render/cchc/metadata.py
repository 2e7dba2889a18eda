"""What the engines are told beside the text: who issues the report, its title, its state."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from cchc.formats import format_date_in_words
from cchc.headings import part_identifier
from cchc.params import Params
from cchc.period import Period
from cchc.workbook import Workbook

GAP = "…"
# The appendix in which reviewers read what the checks found.
CHECKS = "doi_chieu"


def write_metadata(workbook: Workbook, final: bool, path: Path, asked: Sequence[str] = ()) -> None:
    """Write metadata.yml for the engines; `asked` are the sections of an extract, by code."""
    data = metadata(workbook.params, workbook.period, final)
    data["attachment"] = attachment(workbook.params, workbook.period)
    data["placement"] = placement(workbook, final=final, asked=asked)
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


def _number(params: Params) -> str:
    return 2 * GAP if params.number is None else f"{params.number:02d}"


def _parts_of(workbook: Workbook, section: str) -> list[str]:
    if workbook.outline.section(section) is None:
        return []
    return [part_identifier(workbook.outline.part_of(section))]


def place_and_date(params: Params, period: Period) -> str:
    """`Thành phố Hồ Chí Minh, ngày 05 tháng 02 năm 2020`, with gaps while the day is open."""
    if params.date is None:
        return f"{params.place}, ngày {GAP} tháng {GAP} năm {period.year}"
    return f"{params.place}, {format_date_in_words(params.date)}"
