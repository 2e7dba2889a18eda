"""A declared exhibit made into its piece of the report; without any data, a line that only a draft shows."""

from collections.abc import Callable, Mapping

from cchc.inputs.exhibits import Exhibit
from cchc.notebook.captions import NOT_YET, Captions, Piece
from cchc.notebook.exhibits.bars import draw_bars, draw_parts
from cchc.notebook.exhibits.drawn import Drawn
from cchc.notebook.exhibits.facets import draw_facets
from cchc.notebook.exhibits.over_time import draw_periods
from cchc.notebook.exhibits.ranking import draw_ranking
from cchc.notebook.exhibits.shares import draw_shares
from cchc.notebook.exhibits.tables import draw_figures, draw_units
from cchc.notebook.exhibits.two_series import draw_two_series
from cchc.notebook.exhibits.words import default_alt, default_title, plain_title
from cchc.notebook.frames import Frames
from cchc.values.exhibit_data import in_period, known_points, least_points, out_of_years

KINDS: Mapping[str, Callable[[Exhibit, Frames], Drawn]] = {
    "thanh": draw_bars,
    "phan_cua_tong": draw_parts,
    "ty_le": draw_shares,
    "hai_chuoi": draw_two_series,
    "theo_ky": draw_periods,
    "nhieu_o": draw_facets,
    "xep_hang": draw_ranking,
    "bang": draw_figures,
    "bang_don_vi": draw_units,
}


def printed_exhibit(exhibit: Exhibit, frames: Frames, captions: Captions, heading: str) -> Piece:
    """The chart or table, under the heading of this title; nothing in other years (InputError)."""
    if out_of_years(exhibit, frames.workbook):
        return Piece("", [])
    exhibit = in_period(exhibit, frames.workbook, frames.values)
    neutral = plain_title(exhibit, heading)
    if known_points(exhibit, frames.workbook, frames.values, frames.periods) < least_points(exhibit):
        lacks = NOT_YET if least_points(exhibit) == 1 else "cần số liệu của ít nhất hai kỳ"
        return captions.left_out(exhibit.prefix, name=exhibit.id, title=neutral, lacks=lacks)
    drawn = KINDS[exhibit.kind](exhibit, frames)
    title = _title(exhibit, frames, captions, neutral)
    made, source = exhibit.title is None or title == neutral, exhibit.source or ""
    if drawn.form is None:
        table = drawn.data if drawn.table is None else drawn.table
        return captions.table(
            table, name=exhibit.id, title=title, source=source, wide=exhibit.wide, made=made
        )
    return captions.chart(
        drawn.form(False),
        narrow=drawn.form(True),
        name=exhibit.id,
        data=drawn.data,
        title=title,
        alt=exhibit.alt or default_alt(exhibit, frames),
        source=source,
        made=made,
    )


def _title(exhibit: Exhibit, frames: Frames, captions: Captions, neutral: str) -> str:
    """The title, unless a figure in it is missing."""
    title = exhibit.title or default_title(exhibit, frames) or neutral
    rendered, _ = captions.render(title, exhibit.id, made=exhibit.title is None)
    return neutral if "{.missing}" in rendered else title
