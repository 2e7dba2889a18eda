"""Tooltips of charts: added where there is none, out of the rows that are drawn."""

import copy
from typing import Any

from cchc.notebook.chart_specs import with_tooltips

ROWS = [
    {"name": "Đã xong", "text": "1.200", "unit": "hồ sơ", "window": "01/2020 – 5/2020", "value": 1200},
    {"name": "Tỷ lệ", "text": "10,00%", "unit": "%", "window": "", "value": 10},
]


def bar(**encoding: Any) -> dict[str, Any]:
    y = {"field": "name", "type": "nominal"}
    return {
        "mark": {"type": "bar"},
        "encoding": {"x": {"field": "value", "type": "quantitative"}, "y": y, **encoding},
    }


def spec(*layers: dict[str, Any], rows: list[dict[str, Any]] = ROWS) -> dict[str, Any]:
    return {"data": {"name": "d"}, "datasets": {"d": rows}, "layer": list(layers)}


def titles(unit: dict[str, Any]) -> list[tuple[str, str]]:
    return [(field["field"], field["title"]) for field in unit["encoding"]["tooltip"]]


def test_a_row_of_figures_tells_name_figure_and_window() -> None:
    given = spec(bar())
    before = copy.deepcopy(given)
    told = with_tooltips(given)["layer"][0]
    assert titles(told) == [("name", "title"), ("_so_lieu", "Số liệu"), ("window", "Kỳ số liệu")]
    assert told["transform"][-1]["as"] == "_so_lieu"
    assert given == before


def test_what_the_notebook_says_stands() -> None:
    own = [{"field": "name", "type": "nominal", "title": "Tên"}]
    assert with_tooltips(spec(bar(tooltip=own)))["layer"][0]["encoding"]["tooltip"] == own


def test_a_label_that_says_more_is_told_too() -> None:
    rows = [{**row, "nhan": f"{row['text']} (kế hoạch)"} for row in ROWS]
    label = {"mark": "text", "encoding": {**bar()["encoding"], "text": {"field": "nhan"}}}
    assert ("nhan", "Chi tiết") in titles(with_tooltips(spec(bar(), label, rows=rows))["layer"][0])


def test_rows_that_are_no_figures_take_the_label_beside_them() -> None:
    squares = {
        "mark": "square",
        "data": {"name": "o"},
        "encoding": {"y": {"field": "viec", "type": "nominal"}, "x": {"field": "n", "type": "quantitative"}},
    }
    label = {
        "mark": "text",
        "encoding": {"y": {"field": "viec", "type": "nominal"}, "text": {"field": "nhan"}},
    }
    given = spec(squares, label, rows=[{"viec": "Đã gửi", "nhan": "22/22"}])
    given["datasets"]["o"] = [{"viec": "Đã gửi", "n": 1}]
    told = with_tooltips(given)["layer"][0]
    assert titles(told) == [("viec", "title"), ("nhan", "Số liệu")]
    assert told["transform"] == [
        {"lookup": "viec", "from": {"data": {"name": "d"}, "key": "viec", "fields": ["nhan"]}}
    ]


def test_a_background_tells_nothing() -> None:
    rect = {"mark": "rect", "encoding": {"x": {"field": "tu", "type": "temporal"}}}
    told = with_tooltips(spec(rect, rows=[{"tu": "2020-01-01"}]))
    assert "tooltip" not in told["layer"][0]["encoding"]
