"""Shares (kind `ty_le`): how much of a whole has been reached, and where the plan or the target stands."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from cchc.inputs.catalog.targets import Target, target_of
from cchc.inputs.exhibits import Exhibit, Line
from cchc.notebook.exhibits.drawn import Drawn, colours, labels, of_code, with_behind
from cchc.notebook.exhibits.look import (
    PHONE_LABEL,
    below,
    beside,
    broken,
    layered,
    names,
    prepared,
    rows,
)
from cchc.notebook.frames import Frames
from cchc.notebook.palette import INK, MUTED, TRACK
from cchc.values.comparison import target_text

BAR, WHOLE = 24, 100
# Letters: a longer unit takes the room of the bars.
LONGEST_UNIT = 8


def share_chart(bang: pd.DataFrame, *, narrow: bool = False) -> alt.LayerChart:
    """Vẽ tỷ lệ đạt được trên nền trọn vẹn (100%), có vạch ở mức kế hoạch hay mục tiêu.

    Ví dụ:
        bang = muc.frame("tthc.dvc.muc_3.ty_le", "tthc.dvc.muc_4.ty_le", so_sanh=("muc_tieu",))
        hinh = share_chart(bang.assign(goal=bang["target"]))

    Tham số:
        bang: bảng do `muc.frame` trả về, cột value tính bằng phần trăm; có thể thêm các cột goal (mức kế
            hoạch, trống nếu không có), label (chữ bên phải, thay cho số), colour (màu).
        narrow: dáng cho điện thoại.

    Trả về: biểu đồ Altair.
    """
    data = prepared(bang, narrow=narrow)
    if narrow:
        # The whole bar takes the screen: what would stand beside it stands above.
        above = [broken(label, PHONE_LABEL) for label in data["label"]]
        data["key"] = [f"{key}\n{text}" for key, text in zip(data["key"], above, strict=True)]
    data["all"] = max([WHOLE, *data["to"]])
    low = below(data["key"], narrow=narrow)
    base = alt.Chart(data).encode(y=rows(narrow=narrow))
    axis = alt.X("all:Q", axis=None, scale=alt.Scale(domainMin=0, nice=False))
    layers: list[alt.Chart] = [
        base.mark_bar(height=BAR, yOffset=low, color=TRACK, stroke=MUTED).encode(x=axis),
        base.mark_bar(height=BAR, yOffset=low).encode(
            x=alt.X("to:Q", axis=None), color=alt.Color("colour:N", scale=None)
        ),
    ]
    if "goal" in data and data["goal"].notna().any():
        tick = alt.Chart(data[data["goal"].notna()]).mark_tick(
            color=INK, opacity=1, thickness=2.5, size=BAR + 10, yOffset=low
        )
        layers.append(tick.encode(x=alt.X("goal:Q", axis=None), y=rows(narrow=narrow)))
    layers.append(names(base, data["key"]) if narrow else beside(base, "all", data["key"], narrow=False))
    return layered(layers, data["key"], [] if narrow else data["label"], narrow=narrow, bar=BAR)


def draw_shares(exhibit: Exhibit, frames: Frames) -> Drawn:
    """The shares of a declared exhibit: rates as they are, counts as shares of their wholes."""
    lines = exhibit.codes
    frame = frames.by_code(labels(lines)).assign(colour=colours(lines))
    found = [
        _share(row, line, frames) for row, line in zip(frame.to_dict("records"), lines.values(), strict=True)
    ]
    drawn = frame.assign(
        value=pd.Series([share.value for share in found], dtype=float),
        goal=pd.Series([share.goal for share in found], dtype=float),
        label=[share.label for share in found],
    )
    data = with_behind(frame, exhibit, frames)
    return Drawn(data, lambda narrow: share_chart(drawn, narrow=narrow))


@dataclass(frozen=True)
class _Share:
    value: float | None
    goal: float | None
    label: str


def _share(row: Mapping[Hashable, Any], line: Line, frames: Frames) -> _Share:
    value, text = row["value"], str(row["text"])
    said = []
    if line.whole:
        whole, whole_text = of_code(frames, line.whole)
        if line.part:
            unit = frames.value(line.whole).indicator.unit
            counts = f"{of_code(frames, line.part)[1]}/{whole_text}"
            said.append(f"{counts} {unit}" if len(unit) <= LONGEST_UNIT else counts)
        else:
            text = f"{text}/{whole_text}"
            value = 100 * value / whole if whole and not pd.isna(value) else None
    goal: float | None = None
    if line.goal:
        goal, goal_text = of_code(frames, line.goal)
        said.append(f"kế hoạch: {goal_text}")
    elif target := _target(str(row["code"]), frames):
        goal = float(target.value)
        said.append(f"mục tiêu: {target_text(frames.value(str(row['code'])), target)}")
    return _Share(value, goal, f"{text} ({'; '.join(said)})" if said else text)


def _target(code: str, frames: Frames) -> Target | None:
    workbook = frames.workbook
    if workbook.indicators[code].kind != "rate":
        return None
    return target_of(workbook.targets, code, workbook.period.year)
