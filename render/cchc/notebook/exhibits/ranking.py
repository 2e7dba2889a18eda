"""Units in order (kind `xep_hang`): the target as a line, the middle left out where they are many."""

import altair as alt
import pandas as pd

from cchc.inputs.catalog.targets import target_of
from cchc.inputs.exhibits import Exhibit
from cchc.notebook.exhibits.drawn import Drawn, labels, ordered, with_behind
from cchc.notebook.exhibits.look import below, beside, layered, names, prepared, rows
from cchc.notebook.frames import Frames
from cchc.notebook.palette import ACCENT, ACCENT_SOFT, INK

BAR = 16
# More would not fit a page of paper.
MOST = 24


def ranking_chart(
    bang: pd.DataFrame,
    *,
    goal: float | None = None,
    at_least: bool = True,
    most: int = MOST,
    narrow: bool = False,
) -> alt.LayerChart:
    """Vẽ các đơn vị theo thứ tự của bảng, mỗi đơn vị một thanh; chưa đạt mục tiêu thì thanh nhạt và có ghi.

    Ví dụ:
        bang = muc.frame("tthc.ho_so.ty_le_dung_han", theo="don_vi").sort_values("value", ascending=False)
        hinh = ranking_chart(bang, goal=98)

    Tham số:
        bang: bảng do `muc.frame(…, theo="don_vi")` trả về, đã xếp thứ tự.
        goal: mức mục tiêu, vẽ thành vạch dọc.
        at_least: đạt là từ mức ấy trở lên; False: không quá mức ấy.
        most: nhiều đơn vị hơn thì chỉ vẽ nửa đầu và nửa cuối, có dòng nói đã bỏ bao nhiêu ở giữa.
        narrow: dáng cho điện thoại.

    Trả về: biểu đồ Altair.
    """
    frame = ends(bang, most)
    frame = frame.assign(name=[str(name) for name in frame["agency_name"]])
    if goal is not None:
        short = [not _meets(value, goal, at_least=at_least) for value in frame["value"]]
        frame = frame.assign(
            colour=[ACCENT_SOFT if each else ACCENT for each in short],
            label=[
                f"{text} (chưa đạt)" if each else str(text)
                for text, each in zip(frame["text"], short, strict=True)
            ],
        )
    data = prepared(frame, narrow=narrow)
    low = below(data["key"], narrow=narrow)
    base = alt.Chart(data).encode(y=rows(narrow=narrow))
    bar = base.mark_bar(height=BAR, yOffset=low).encode(
        x=alt.X("to:Q", axis=None, scale=alt.Scale(zero=True, nice=False)),
        color=alt.Color("colour:N", scale=None),
    )
    layers: list[alt.Chart] = [bar]
    if goal is not None:
        line = alt.Chart(pd.DataFrame({"goal": [goal]})).mark_rule(
            color=INK, strokeWidth=1.5, strokeDash=[5, 3]
        )
        layers.append(line.encode(x=alt.X("goal:Q", axis=None)))
    # A text that begins before the line would lie on it.
    data["end"] = data["to"] if goal is None else data["to"].where(data["to"] >= goal, goal)
    layers.append(beside(base, "end", data["key"], narrow=narrow))
    layers += [names(base, data["key"])] if narrow else []
    return layered(layers, data["key"], data["label"], narrow=narrow, bar=BAR)


def ends(bang: pd.DataFrame, most: int) -> pd.DataFrame:
    """The first and the last of the rows, and between them one that tells how many are left out."""
    if len(bang) <= most:
        return bang.reset_index(drop=True)
    head, tail = (most + 1) // 2, most // 2
    left_out = dict.fromkeys(bang.columns) | {
        "agency_name": f"… {len(bang) - head - tail} đơn vị ở giữa",
        "name": "…",
        "text": "",
        "unit": "",
    }
    middle = pd.DataFrame([left_out], dtype=object)
    return pd.concat(
        [bang.head(head).astype(object), middle, bang.tail(tail).astype(object)], ignore_index=True
    )


def _meets(value: float | None, goal: float, *, at_least: bool) -> bool:
    if value is None or pd.isna(value):
        return True
    return value >= goal if at_least else value <= goal


def draw_ranking(exhibit: Exhibit, frames: Frames) -> Drawn:
    """The units of the declared indicator, best first, and where its target stands."""
    (code,) = exhibit.codes
    workbook, indicator = frames.workbook, frames.value(code).indicator
    best_first = "tang" if indicator.direction == "lower" else "giam"
    frame = frames.by_unit(labels(exhibit.codes))
    frame = ordered(frame, best_first if exhibit.order == "nhu_ghi" else exhibit.order)
    target = target_of(workbook.targets, code, workbook.period.year)
    # A count is the whole locality's to reach.
    goal = float(target.value) if target and indicator.kind == "rate" else None
    at_least = target is None or target.at_least
    data, most = with_behind(frame, exhibit, frames), exhibit.most or MOST
    return Drawn(
        data, lambda narrow: ranking_chart(frame, goal=goal, at_least=at_least, most=most, narrow=narrow)
    )
