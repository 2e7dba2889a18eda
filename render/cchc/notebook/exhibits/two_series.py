"""Two series (kind `hai_chuoi`): each row's figure now above its figure then, or of two groups."""

import altair as alt
import pandas as pd

from cchc.inputs.exhibits import Exhibit
from cchc.notebook.exhibits.drawn import Drawn, labels, ordered, with_behind
from cchc.notebook.exhibits.look import below, beside, layered, names, prepared, rows
from cchc.notebook.frames import Frames
from cchc.notebook.palette import ACCENT, MUTED, TRACK
from cchc.notebook.tables import STEMS

BAR = 13


def two_series_chart(bang: pd.DataFrame, *, narrow: bool = False) -> alt.LayerChart:
    """Vẽ hai thanh sát nhau cho mỗi dòng: chuỗi thứ nhất đậm ở trên, chuỗi thứ hai nhạt ở dưới.

    Ví dụ:
        import pandas as pd

        cap = {"tthc.dvc.muc_3": "Mức độ 3", "tthc.dvc.muc_4": "Mức độ 4"}
        tong = muc.frame({f"{ma}.tong": ten for ma, ten in cap.items()}).assign(series="Tất cả")
        qua_mang = muc.frame({f"{ma}.truc_tuyen": ten for ma, ten in cap.items()}).assign(series="Qua mạng")
        hinh = two_series_chart(pd.concat([tong, qua_mang]))

    Tham số:
        bang: như `bar_chart`, thêm cột series: tên chuỗi; hai chuỗi có cùng các tên dòng (cột name).
        narrow: dáng cho điện thoại.

    Trả về: biểu đồ Altair, chú giải ở trên.
    """
    series = list(dict.fromkeys(bang["series"]))
    first = bang[bang["series"] == series[0]]
    keys = prepared(first, narrow=narrow).set_index("name")["key"]
    data = prepared(bang, narrow=narrow).assign(key=[keys[name] for name in bang["name"]])
    low = below(data["key"], narrow=narrow)
    colour = alt.Color(
        "series:N",
        scale=alt.Scale(domain=series, range=[ACCENT, TRACK]),
        legend=alt.Legend(title=None, orient="top", direction="vertical" if narrow else "horizontal"),
    )
    layers: list[alt.Chart] = []
    for name, offset in zip(series, (-BAR / 2 - 1, BAR / 2 + 1), strict=False):
        part = alt.Chart(data[data["series"] == name]).encode(y=rows(narrow=narrow))
        bar = part.mark_bar(height=BAR, yOffset=low + offset, stroke=MUTED, strokeWidth=0.5)
        layers.append(
            bar.encode(x=alt.X("to:Q", axis=None, scale=alt.Scale(zero=True, nice=False)), color=colour)
        )
        text = beside(part, "to", data["key"], narrow=narrow)
        text.mark.dy = low + offset
        layers.append(text)
    if narrow:
        layers.append(
            names(alt.Chart(data[data["series"] == series[0]]).encode(y=rows(narrow=True)), data["key"])
        )
    return layered(layers, data["key"], data["label"], narrow=narrow, bar=2 * BAR + 4)


def draw_two_series(exhibit: Exhibit, frames: Frames) -> Drawn:
    """Two declared groups, or the codes now and in the period that they are compared with."""
    if exhibit.groups:
        (first, upper), (second, lower) = exhibit.groups.items()
        above, under = frames.by_code(labels(upper)), frames.by_code(labels(lower))
        under_rows = under.assign(name=list(above["name"]))
        data = pd.concat([above, under], ignore_index=True)
    else:
        (base,) = exhibit.so_sanh
        above = ordered(frames.make(labels(exhibit.codes), [base]), exhibit.order)
        stem = STEMS[base]
        first, second = frames.workbook.period_label, frames.periods.named(base).label
        under = above.assign(value=above[stem], text=above[f"{stem}_text"])
        under_rows = under
        names = [f"{name}, {second}" for name in under["name"]]
        data = pd.concat([above, under.assign(name=names)], ignore_index=True)
    drawn = pd.concat([above.assign(series=first), under_rows.assign(series=second)], ignore_index=True)
    both = with_behind(data, exhibit, frames)
    return Drawn(both, lambda narrow: two_series_chart(drawn, narrow=narrow))
