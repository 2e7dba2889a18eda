"""A chart's Vega-Lite spec on its way into the report: without title, with tooltips, set in the Markdown."""

import copy
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Where a chart's block in the report leaves room for its spec.
SPEC_PLACE = "<!-- chart-spec -->"
CLASS = "chart-spec"
BLOCK = re.compile(rf"^[ ]*```\{{\.{CLASS}\}}\n.*?\n[ ]*```\n?", re.MULTILINE | re.DOTALL)

# The key of the form for the phone.
NARROW = "narrow"
# What both forms of a chart have alike; so in chart-drawing.js.
SHARED = ("$schema", "config")

Spec = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]

MARKS = frozenset({"arc", "area", "bar", "circle", "line", "point", "rect", "square", "text", "tick"})
VIEWS = ("layer", "hconcat", "vconcat", "concat")
CATEGORY = frozenset({"nominal", "ordinal"})
FIGURE = frozenset({"name", "text"})
FIGURE_TEXT = "datum.text + (datum.unit && datum.unit !== '%' ? ' ' + datum.unit : '')"
# vega-tooltip prints the field of this name as a heading.
HEADING = "title"


def report_spec(spec: Mapping[str, Any]) -> Spec:
    """The spec as the report draws it: its title stands in the text, not in the picture."""
    return {key: value for key, value in spec.items() if key != "title"}


def with_narrow_form(spec: Spec, narrow: Spec) -> Spec:
    """The spec that carries its form for the phone where Vega-Lite leaves room for others."""
    own = {key: value for key, value in narrow.items() if key not in SHARED or value != spec.get(key)}
    return {**spec, "usermeta": {**spec.get("usermeta", {}), NARROW: own}}


def narrow_form(spec: Mapping[str, Any]) -> Spec | None:
    """The form for the phone; None where the chart has none."""
    form: Spec | None = spec.get("usermeta", {}).get(NARROW)
    return None if form is None else {key: spec[key] for key in SHARED if key in spec} | form


def numbers_alone(part: Any) -> Any:
    """The spec, or a part, with nothing where a column of objects has NaN: JSON has no word for it."""
    match part:
        case dict():
            return {key: numbers_alone(each) for key, each in part.items()}
        case list():
            return [numbers_alone(each) for each in part]
        case float() if not math.isfinite(part):
            return None
    return part


def with_spec(markdown: str, spec: Mapping[str, Any]) -> str:
    """The chart's block with its spec in its place."""
    # On one line that begins with a brace: no text inside can end the block, or be run by Quarto.
    text = json.dumps(spec, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c").replace("`", "\\u0060")
    return markdown.replace(SPEC_PLACE, f"```{{.{CLASS}}}\n{text}\n```")


def without_specs(markdown: str) -> str:
    """The Markdown without what draws its charts in the page: their data stand in text and ledger too."""
    return BLOCK.sub("", markdown)


def with_tooltips(spec: Spec) -> Spec:
    """The spec with a Vietnamese tooltip at each mark of its data, its narrow form too; a copy."""
    result = copy.deepcopy(spec)
    if (narrow := narrow_form(result)) is not None:
        result = with_narrow_form(result, with_tooltips(narrow))
    marks = list(_marks(result, result.get("datasets", {}), None))
    labels = [mark for mark in marks if mark.kind == "text"]
    for mark in marks:
        if mark.kind in MARKS and "tooltip" not in mark.encoding:
            _add_tooltip(mark, labels)
    return result


@dataclass(frozen=True)
class _Mark:
    unit: Spec
    data: Spec
    rows: Rows

    @property
    def kind(self) -> str:
        mark = self.unit["mark"]
        return str(mark if isinstance(mark, str) else mark["type"])

    @property
    def encoding(self) -> Spec:
        return dict(self.unit.get("encoding", {}))

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(self.rows[0]) if self.rows else frozenset()

    @property
    def category(self) -> str:
        """The field of the axis that names what is drawn."""
        for axis in ("y", "x"):
            channel = self.encoding.get(axis, {})
            if channel.get("type") in CATEGORY:
                return str(channel.get("field", ""))
        return ""

    @property
    def label(self) -> str:
        """The field that a text mark writes."""
        return str(self.encoding.get("text", {}).get("field", ""))


def _marks(view: Spec, datasets: Mapping[str, Rows], inherited: Spec | None) -> Iterator[_Mark]:
    data = view.get("data") or inherited or {}
    if "mark" in view:
        rows = datasets.get(data.get("name", ""), data.get("values", ()))
        yield _Mark(view, data, rows if isinstance(rows, list) else ())
    for key in VIEWS:
        for part in view.get(key, []):
            yield from _marks(part, datasets, data)
    if "spec" in view:
        yield from _marks(view["spec"], datasets, data)


def _add_tooltip(mark: _Mark, labels: Sequence[_Mark]) -> None:
    beside = next((label for label in labels if _is_beside(mark, label)), None)
    if mark.fields >= FIGURE:
        fields = [_field("name", HEADING), _field("_so_lieu", "Số liệu")]
        if beside and _adds(mark, beside.label):
            fields.append(_field(beside.label, "Chi tiết"))
        if any(row.get("window") for row in mark.rows):
            fields.append(_field("window", "Kỳ số liệu"))
        _transform(mark, {"calculate": FIGURE_TEXT, "as": "_so_lieu"})
    elif beside:
        fields = [_field(mark.category, HEADING), _field(beside.label, "Số liệu")]
        if beside.label not in mark.fields:
            source = {"data": beside.data, "key": mark.category, "fields": [beside.label]}
            _transform(mark, {"lookup": mark.category, "from": source})
    else:
        return
    mark.unit["encoding"] = {**mark.encoding, "tooltip": fields}


def _is_beside(mark: _Mark, label: _Mark) -> bool:
    """Whether the text stands at the mark's category."""
    return bool(label.label and mark.category) and {mark.category, label.label} <= label.fields


def _adds(mark: _Mark, label: str) -> bool:
    """Whether the label adds to the tooltip's own lines."""
    return label not in FIGURE and not any(
        str(row.get("name", "")) in str(row.get(label, "")) for row in mark.rows
    )


def _transform(mark: _Mark, transform: Spec) -> None:
    mark.unit["transform"] = [*mark.unit.get("transform", []), transform]


def _field(name: str, title: str) -> Spec:
    return {"field": name, "type": "nominal", "title": title}
