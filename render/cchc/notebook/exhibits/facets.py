"""Small multiples (kind `nhieu_o`): one panel a group, or a unit, all drawn alike."""

from typing import cast

import altair as alt
import pandas as pd

from cchc.inputs.exhibits import Exhibit
from cchc.notebook.exhibits.drawn import Drawn, colours, labels, with_behind
from cchc.notebook.exhibits.look import (
    GAP,
    LABEL,
    PAGE,
    PHONE,
    below,
    beside,
    broken,
    names,
    prepared,
    rows,
    step,
    widest,
    width,
)
from cchc.notebook.frames import Frames

BAR, SPACING, SIDE_BY_SIDE = 20, 18, 3
# Letters of a label where panels need the room; pixels of a bold letter.
SIDE_LABEL, HEADER_LETTER = 26, 7.3
HEADER = "split(datum.label, '\\n')"


def facets_chart(bang: pd.DataFrame, *, own_scale: bool = False, narrow: bool = False) -> alt.FacetChart:
    """Vẽ nhiều ô nhỏ giống nhau, mỗi nhóm một ô: ô ngang hàng khi các nhóm cùng tên dòng, không thì ô dưới ô.

    Ví dụ:
        so_luot = muc.frame("tthc.ho_so.dung_han", "tthc.ho_so.qua_han")
        hinh = facets_chart(so_luot.assign(group=["Đúng hạn", "Quá hạn"]))

    Tham số:
        bang: như `bar_chart`, thêm cột group: tên ô.
        own_scale: mỗi ô vẽ theo thanh dài nhất của riêng nó; dùng khi các ô đếm những thứ khác nhau.
        narrow: dáng cho điện thoại: ô luôn dưới ô.

    Trả về: biểu đồ Altair.
    """
    groups = list(dict.fromkeys(bang["group"]))
    own_rows = [tuple(bang.loc[bang["group"] == group, "name"]) for group in groups]
    side_by_side = not narrow and len(groups) <= SIDE_BY_SIDE and len(set(own_rows)) == 1
    data = _lengths(bang, own_scale=own_scale)
    letters = SIDE_LABEL if side_by_side else LABEL
    wanted = {name: n for n, name in enumerate(dict.fromkeys(data["name"]))}
    keys = prepared(data.drop_duplicates("name"), narrow=narrow, letters=letters).set_index("name")["key"]
    data = prepared(data, narrow=narrow).assign(
        key=[keys[name] for name in data["name"]], order=[wanted[name] for name in data["name"]]
    )
    low = below(data["key"], narrow=narrow)
    beside_all = widest(data["label"]) + GAP
    if side_by_side:
        taken = widest(data["key"]) + GAP + SPACING * (len(groups) - 1)
        panel = int((PAGE - taken) / len(groups))
        # The texts beside the bars stand inside the panel: another begins where it ends.
        most = data["length"].max() * panel / max(panel - beside_all, panel / 3)
    else:
        panel, most = width(data["key"], data["label"], narrow=narrow), None
    scale = alt.Scale(zero=True, nice=False) if most is None else alt.Scale(domain=[0, float(most) or 1])
    base = alt.Chart().encode(y=rows(narrow=narrow))
    bar = base.mark_bar(height=BAR, yOffset=low).encode(
        x=alt.X("length:Q", axis=None, scale=scale), color=alt.Color("colour:N", scale=None)
    )
    layers = [bar, beside(base, "length", data["key"], narrow=narrow)]
    layers += [names(base, data["key"])] if narrow else []
    across = panel if side_by_side else PHONE if narrow else PAGE
    titles = {group: broken(group, int(across / HEADER_LETTER)) for group in groups}
    data = data.assign(panel=[titles[group] for group in data["group"]])
    header = alt.Header(
        title=None,
        labelAnchor="start",
        labelAlign="left",
        labelFontWeight="bold",
        labelLimit=PAGE,
        labelExpr=HEADER,
    )
    plot = alt.layer(*layers, data=data).properties(
        width=panel, height=step(data["key"], narrow=narrow, bar=BAR)
    )
    order = list(titles.values())
    if side_by_side:
        column = alt.Column("panel:N", sort=order, title=None, header=header)
        return cast("alt.FacetChart", plot.facet(column=column, spacing=SPACING))
    facet = alt.Facet("panel:N", sort=order, title=None, header=header)
    chart = plot.facet(facet=facet, columns=1, spacing=SPACING)
    return cast("alt.FacetChart", chart.resolve_scale(y="independent"))


def _lengths(bang: pd.DataFrame, *, own_scale: bool) -> pd.DataFrame:
    """How long each bar is drawn: its value, or its part of the longest of its panel."""
    length = bang["value"].astype(float).fillna(0)
    if own_scale:
        longest = length.groupby(bang["group"]).transform("max")
        length = (length / longest.where(longest > 0, 1)).astype(float)
    return bang.assign(length=length)


def draw_facets(exhibit: Exhibit, frames: Frames) -> Drawn:
    """The declared groups, each a panel; or the codes of each unit."""
    own = exhibit.scale == "rieng"
    if exhibit.by_unit:
        data = frames.by_unit(labels(exhibit.codes))
        tones = dict(zip(exhibit.codes, colours(exhibit.codes), strict=True))
        drawn = data.assign(
            name=list(data["indicator"]),
            group=list(data["agency_name"]),
            colour=[tones[code] for code in data["code"]],
        )
        # The frame has one indicator after the other; panels hold one unit each.
        drawn = drawn.sort_values("agency", key=_first_places, kind="stable", ignore_index=True)
    else:
        parts = [
            frames.by_code(labels(lines)).assign(group=frames.plain_text(title), colour=colours(lines))
            for title, lines in exhibit.groups.items()
        ]
        drawn = pd.concat(parts, ignore_index=True)
        data = frames.by_code(dict.fromkeys(exhibit.lines))
    own = own or (exhibit.scale is None and drawn["unit"].nunique() > 1)
    both = with_behind(data, exhibit, frames)
    return Drawn(both, lambda narrow: facets_chart(drawn, own_scale=own, narrow=narrow))


def _first_places(values: pd.Series) -> pd.Series:
    """Where each value is first met."""
    return values.map({value: n for n, value in enumerate(dict.fromkeys(values))})
