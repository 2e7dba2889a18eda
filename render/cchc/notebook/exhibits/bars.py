"""Bars: figures of one unit side by side (kind `thanh`), and the parts of a whole (kind `phan_cua_tong`)."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from cchc.inputs.exhibits import Exhibit, Line
from cchc.notebook.exhibits.drawn import Drawn, colours, labels, of_code, ordered, with_behind
from cchc.notebook.exhibits.look import below, beside, layered, names, prepared, rows
from cchc.notebook.frames import Frames
from cchc.notebook.palette import ACCENT, MUTED, TRACK

BAR = 24


def bar_chart(bang: pd.DataFrame, *, narrow: bool = False) -> alt.LayerChart:
    """Vẽ biểu đồ thanh nằm ngang: mỗi dòng của bảng một thanh, số ở cuối thanh.

    Ví dụ:
        bang = muc.frame("tthc.ho_so.dung_han", "tthc.ho_so.qua_han")
        hinh = bar_chart(bang)  # vẽ tiếp được như mọi biểu đồ Altair

    Tham số:
        bang: bảng do `muc.frame` trả về; có thể thêm các cột colour (màu), start (thanh bắt đầu từ đâu),
            whole (tổng, vẽ thành nền sau thanh), label (chữ ở cuối thanh, thay cho số).
        narrow: dáng cho điện thoại: tên đứng trên thanh.

    Trả về: biểu đồ Altair, đưa vào báo cáo bằng `muc.chart`.
    """
    data = prepared(bang, narrow=narrow)
    low = below(data["key"], narrow=narrow)
    data["end"] = data["to"] if "whole" not in data else data[["to", "whole"]].astype(float).max(axis=1)
    base = alt.Chart(data).encode(y=rows(narrow=narrow))
    axis = alt.X("from:Q", axis=None, scale=alt.Scale(zero=True, nice=False))
    layers: list[alt.Chart] = []
    if "whole" in data:
        track = base.mark_bar(height=BAR, yOffset=low, color=TRACK, stroke=MUTED)
        layers.append(track.encode(x=alt.X("whole:Q", axis=None)))
    layers += [
        base.mark_bar(height=BAR, yOffset=low).encode(
            x=axis, x2=alt.X2("to:Q"), color=alt.Color("colour:N", scale=None)
        ),
        beside(base, "end", data["key"], narrow=narrow),
    ]
    layers += [names(base, data["key"])] if narrow else []
    return layered(layers, data["key"], data["label"], narrow=narrow, bar=BAR)


def parts_chart(bang: pd.DataFrame, *, total: bool = False, narrow: bool = False) -> alt.LayerChart:
    """Vẽ các phần của một tổng: thanh sau nối tiếp thanh trước, nên cùng nhau chúng dài bằng tổng.

    Ví dụ:
        bang = muc.frame("tthc.ho_so.dung_han", "tthc.ho_so.qua_han", "tthc.ho_so.dang_giai_quyet")
        hinh = parts_chart(bang)

    Tham số:
        bang: như `bar_chart`.
        total: dòng đầu là tổng, các dòng sau là phần của nó.
        narrow: dáng cho điện thoại.

    Trả về: biểu đồ Altair.
    """
    length = bang["value"].astype(float).fillna(0)
    if total:
        length = length.where(length.index != length.index[0], 0)
    return bar_chart(bang.assign(start=length.cumsum() - length), narrow=narrow)


def draw_bars(exhibit: Exhibit, frames: Frames) -> Drawn:
    """The bars of a declared exhibit."""
    lines = exhibit.codes
    frame = frames.by_code(labels(lines)).assign(colour=colours(lines))
    if exhibit.windows:
        pairs = zip(frame["text"], frame["window"], strict=True)
        frame["label"] = [f"{text} ({window})" for text, window in pairs]
    if any(line.whole for line in lines.values()):
        wholes = [of_code(frames, line.whole) if line.whole else (None, "") for line in lines.values()]
        frame["whole"] = [number for number, _ in wholes]
        pairs = zip(frame["text"], (text for _, text in wholes), strict=True)
        frame["label"] = [f"{text}/{whole}" if whole else str(text) for text, whole in pairs]
    if any(line.after for line in lines.values()):
        length = dict(zip(lines, frame["value"].astype(float).fillna(0), strict=True))
        frame["start"] = [_end(line.after, lines, length) for line in lines.values()]
    frame = ordered(frame, exhibit.order)
    if exhibit.order != "nhu_ghi" and not any(line.tone for line in lines.values()):
        frame["colour"] = [ACCENT, *[MUTED] * (len(frame) - 1)]
    return Drawn(with_behind(frame, exhibit, frames), lambda narrow: bar_chart(frame, narrow=narrow))


def draw_parts(exhibit: Exhibit, frames: Frames) -> Drawn:
    """The parts of a declared whole, the whole above them where it is named."""
    lines = exhibit.codes
    frame = frames.by_code(labels(lines)).assign(colour=colours(lines))
    if exhibit.total:
        frame = pd.concat(
            [frames.by_code({exhibit.total: None}).assign(colour=MUTED), frame], ignore_index=True
        )
    total = bool(exhibit.total)
    data = with_behind(frame, exhibit, frames)
    return Drawn(data, lambda narrow: parts_chart(frame, total=total, narrow=narrow))


def _end(code: str | None, lines: Mapping[str, Line], length: Mapping[str, float]) -> float:
    """Where the bar of that code ends."""
    return 0.0 if code is None else length[code] + _end(lines[code].after, lines, length)
