"""Over time (kind `theo_ky`): the same figure period after period."""

from typing import cast

import altair as alt
import pandas as pd

from cchc.inputs.exhibits import Exhibit
from cchc.notebook.exhibits.drawn import Drawn, labels, with_behind
from cchc.notebook.exhibits.look import PAGE, PHONE, SHOWN, broken
from cchc.notebook.frames import Frames
from cchc.notebook.palette import CATEGORIES, GRID, INK
from cchc.values.earlier import MOST_PERIODS

HEIGHT, SIDE = 190, 60
# Where the middle of a number stands from its point.
ABOVE, BELOW = -14, 17


def line_chart(bang: pd.DataFrame, *, narrow: bool = False) -> alt.LayerChart:
    """Vẽ số liệu qua các kỳ thành đường có chấm, số ghi ở từng chấm; kỳ không có số thì đường đứt.

    Ví dụ:
        hinh = line_chart(muc.frame("tthc.ho_so.tiep_nhan", theo="ky"))

    Tham số:
        bang: bảng do `muc.frame(…, theo="ky")` trả về: các cột period_label, indicator, value, text.
        narrow: dáng cho điện thoại.

    Trả về: biểu đồ Altair; nhiều chỉ tiêu thì mỗi chỉ tiêu một đường, có chú giải và nét riêng.
    """
    order = list(dict.fromkeys(bang["period_label"]))
    letters = 10 if narrow else 14
    keys = {label: f"{n:02}\n{broken(label, letters)}" for n, label in enumerate(order)}
    data = bang.assign(at=[keys[label] for label in bang["period_label"]])
    lines = list(dict.fromkeys(data["indicator"]))
    # Where lines meet, one number stands above its point and the others below.
    numbers = data["value"].astype(float)
    data["top"] = numbers == numbers.groupby(data["at"]).transform("max")
    rate = bool((data["unit"] == "%").all())
    legend = (
        alt.Legend(
            title=None,
            orient="top",
            direction="vertical",
            symbolType="stroke",
            symbolStrokeWidth=2.5,
            symbolSize=300,
        )
        if len(lines) > 1
        else None
    )
    colour = alt.Color(
        "indicator:N", scale=alt.Scale(domain=lines, range=list(CATEGORIES[: len(lines)])), legend=legend
    )
    # Alike in grey: the stroke tells them apart too.
    dash = alt.StrokeDash(
        "indicator:N",
        scale=alt.Scale(domain=lines, range=[[1, 0], [6, 4], [2, 3], [10, 3, 2, 3]][: len(lines)]),
        legend=legend,
    )
    base = alt.Chart(data).encode(
        x=alt.X(
            "at:N",
            sort=None,
            title=None,
            axis=alt.Axis(labelExpr=SHOWN, labelAngle=0, labelPadding=8, labelOverlap=False),
        ),
        y=alt.Y("value:Q", axis=None, scale=_scale(data["value"], rate=rate, lines=len(lines))),
        color=colour,
    )
    floor = alt.Chart(pd.DataFrame({"y": [0]})).mark_rule(color=GRID).encode(y=alt.Y("y:Q", axis=None))
    layers = [
        *([] if rate else [floor]),
        base.mark_line().encode(strokeDash=dash),
        base.mark_point(opacity=1),
        *(
            base.transform_filter(where)
            .mark_text(dy=dy)
            .encode(text=alt.Text("text:N"), color=alt.value(INK))
            for where, dy in (("datum.top", ABOVE), ("!datum.top", BELOW))
        ),
    ]
    room = (PHONE if narrow else PAGE) - SIDE
    return cast("alt.LayerChart", alt.layer(*layers).properties(width=room, height=HEIGHT))


def _scale(values: pd.Series, *, rate: bool, lines: int) -> alt.Scale:
    """Counts from zero, with room for the numbers above and below; rates as close as they are."""
    if rate:
        return alt.Scale(zero=False, nice=False, padding=24)
    most = float(values.astype(float).max() or 1)
    return alt.Scale(domain=[-0.15 * most if lines > 1 else 0, 1.2 * most], nice=False)


def draw_periods(exhibit: Exhibit, frames: Frames) -> Drawn:
    """The declared figures over the periods of which there are data."""
    frame = frames.by_period(labels(exhibit.codes), exhibit.most or MOST_PERIODS)
    data = with_behind(frame, exhibit, frames)
    return Drawn(data, lambda narrow: line_chart(frame, narrow=narrow))
