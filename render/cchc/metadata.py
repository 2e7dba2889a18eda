"""What the engines are told beside the text: who issues the report, its title, its state."""

from pathlib import Path
from typing import Any

import yaml

from cchc.formats import format_date_in_words
from cchc.params import Params
from cchc.period import Period
from cchc.workbook import Workbook

GAP = "…"


def write_metadata(workbook: Workbook, final: bool, path: Path) -> None:
    """Write metadata.yml for the engines."""
    data = metadata(workbook.params, workbook.period, final)
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
        "parent-body": params.issuing_body.parent,
        "issuing-body": list(params.issuing_body.lines),
        "number": 2 * GAP if params.number is None else f"{params.number:02d}",
        "symbol": params.symbol,
        "place-date": place_and_date(params, period),
        "draft": not final,
        "period-label": period.named(leading_zero=params.house_style.leading_zero),
    }


def place_and_date(params: Params, period: Period) -> str:
    """`Thành phố Hồ Chí Minh, ngày 05 tháng 02 năm 2020`, with gaps while the day is open."""
    if params.date is None:
        return f"{params.place}, ngày {GAP} tháng {GAP} năm {period.year}"
    return f"{params.place}, {format_date_in_words(params.date)}"
