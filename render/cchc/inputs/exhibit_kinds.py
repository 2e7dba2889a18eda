"""The kinds of exhibits: what each takes, so that a mistake is named before anything is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ExhibitKind = Literal[
    "thanh",
    "phan_cua_tong",
    "ty_le",
    "hai_chuoi",
    "theo_ky",
    "nhieu_o",
    "xep_hang",
    "bang",
    "bang_don_vi",
]


@dataclass(frozen=True)
class KindRule:
    """What a kind takes: how many codes or groups, which further fields, whether it is a chart.

    `families`: a code may be `tthc.cong_bo.*`, all of that family that have a figure.
    """

    called: str
    codes: range = range(1, 41)
    groups: range = range(1)
    takes: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset({"label"})
    chart: bool = True
    units: bool = False
    families: bool = False


def _taking(*names: str) -> frozenset[str]:
    return frozenset(names)


KINDS: Mapping[str, KindRule] = {
    "thanh": KindRule(
        "biểu đồ thanh",
        takes=_taking("order", "windows"),
        lines=_taking("label", "tone", "whole", "after"),
    ),
    "phan_cua_tong": KindRule(
        "các phần của một tổng", range(2, 13), takes=_taking("total"), lines=_taking("label", "tone")
    ),
    "ty_le": KindRule("tỷ lệ", lines=_taking("label", "tone", "part", "whole", "goal")),
    "hai_chuoi": KindRule("hai chuỗi số liệu", range(1, 13), range(2, 3), _taking("so_sanh", "order")),
    "theo_ky": KindRule("số liệu qua các kỳ", range(1, 5), takes=_taking("most")),
    "nhieu_o": KindRule(
        "nhiều ô nhỏ", range(2, 13), range(2, 13), _taking("scale", "theo"), _taking("label", "tone")
    ),
    "xep_hang": KindRule("xếp hạng đơn vị", range(1, 2), takes=_taking("order", "most"), units=True),
    "bang": KindRule("bảng số liệu", takes=_taking("so_sanh", "wide"), chart=False, families=True),
    "bang_don_vi": KindRule(
        "bảng theo đơn vị", range(1, 9), takes=_taking("order", "wide"), chart=False, units=True
    ),
}
# What only some kinds take.
OPTIONAL = frozenset[str]().union(*(rule.takes for rule in KINDS.values()))
