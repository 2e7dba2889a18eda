"""What an exhibit says where nobody has written it: its title from the finding, its text from the figures."""

from collections.abc import Callable, Mapping

from cchc.base.markdown import escape
from cchc.inputs.catalog.targets import target_of
from cchc.inputs.exhibits import Exhibit, Line
from cchc.notebook.frames import Frames
from cchc.values.values import Value

# A description lists so many figures; the table behind the chart has all of them.
MOST_LISTED = 12


def default_title(exhibit: Exhibit, frames: Frames) -> str:
    """A template that says the finding: the largest, the change, met or not; empty where there is none."""
    title = TITLES.get(exhibit.kind)
    return title(exhibit, frames) if title else ""


def plain_title(exhibit: Exhibit, heading: str) -> str:
    """A template that says what is shown, and nothing of how much."""
    named = [name(code, line) for code, line in exhibit.lines.items()]
    if not named:
        return heading
    if exhibit.by_unit:
        return f"{named[0]} theo đơn vị" if len(named) == 1 else f"{heading or named[0]}, theo đơn vị"
    return named[0] if len(named) == 1 else heading or "; ".join(named[:2])


def default_alt(exhibit: Exhibit, frames: Frames) -> str:
    """A template that lists the figures for those who do not see the chart."""
    what = exhibit.rule.called
    begins = f"{what[0].upper()}{what[1:]}."
    if exhibit.by_unit:
        code = next(iter(exhibit.lines))
        of = name(code, exhibit.lines[code])
        return (
            f"{begins} {of}, {{{{ so_don_vi('{code}') }}}} đơn vị. Đứng đầu: {{{{ dung_dau('{code}') }}}};"
            f" đứng cuối: {{{{ dung_cuoi('{code}') }}}}."
        )
    groups = exhibit.groups or {"": exhibit.codes}
    said = []
    for title, lines in groups.items():
        listed = "; ".join(_said(frames, code, line) for code, line in list(lines.items())[:MOST_LISTED])
        said.append(f"{title}: {listed}." if title else f"{listed}.")
    compared = [
        f"{{{{ so_sanh('{code}', voi='{base}') }}}}" for base in exhibit.so_sanh for code in exhibit.codes
    ]
    return " ".join([begins, *said, *(f"{phrase}." for phrase in compared)])


def name(code: str, line: Line | None) -> str:
    """What the exhibit calls the code (a template)."""
    return escape(line.label) if line is not None and line.label else f"{{{{ ten('{code}') }}}}"


def figure(value: Value) -> str:
    """The figure with its unit (a template)."""
    code, unit = value.indicator.code, value.indicator.unit
    return (
        f"{{{{ ty_le('{code}') }}}}"
        if value.indicator.kind == "rate"
        else f"{{{{ so('{code}') }}}} {escape(unit)}"
    )


def _said(frames: Frames, code: str, line: Line) -> str:
    whole = f" trên {figure(frames.value(line.whole))}" if line.whole else ""
    return f"{name(code, line)} {figure(frames.value(code))}{whole}"


def _largest(exhibit: Exhibit, frames: Frames) -> Value | None:
    """The code with the largest value, beside what is only there to compare with."""
    own = [code for code, line in exhibit.lines.items() if line.tone != "nen"] or list(exhibit.lines)
    known = [(value.value, value) for value in map(frames.value, own) if value.value is not None]
    if not known:
        return None
    return max(known, key=lambda pair: pair[0])[1]


def _of_largest(exhibit: Exhibit, frames: Frames) -> str:
    top = _largest(exhibit, frames)
    if top is None:
        return ""
    code = top.indicator.code
    called = name(code, exhibit.lines[code])
    if len(exhibit.lines) == 1:
        return f"{called}: {figure(top)}"
    most = "cao nhất" if top.indicator.kind == "rate" else "nhiều nhất"
    return f"{called} {most}: {figure(top)}"


def _of_parts(exhibit: Exhibit, frames: Frames) -> str:
    top = _largest(exhibit, frames)
    if top is None or not exhibit.total:
        return _of_largest(exhibit, frames)
    code = top.indicator.code
    called, whole = name(code, exhibit.lines[code]), figure(frames.value(exhibit.total))
    return f"{called} nhiều nhất: {{{{ so('{code}') }}}} trong tổng số {whole}"


def _of_shares(exhibit: Exhibit, frames: Frames) -> str:
    said = []
    for code, line in list(exhibit.codes.items())[:2]:
        value = frames.value(code)
        if value.indicator.kind != "rate" and line.whole:
            said.append(f"{name(code, line)}: {{{{ so('{code}') }}}}/{figure(frames.value(line.whole))}")
            continue
        target = target_of(frames.workbook.targets, code, frames.workbook.period.year)
        met = f", {{{{ so_sanh('{code}', voi='muc_tieu') }}}}" if target else ""
        said.append(f"{name(code, line)}: {figure(value)}{met}")
    return "; ".join(said)


def _of_change(exhibit: Exhibit, frames: Frames) -> str:
    """The change of the first code."""
    if exhibit.groups:
        return _of_largest(exhibit, frames)
    code, line = next(iter(exhibit.codes.items()))
    base = exhibit.so_sanh[0] if exhibit.so_sanh else "cung_ky"
    return f"{name(code, line)} {{{{ so_sanh('{code}', voi='{base}') }}}}"


def _of_units(exhibit: Exhibit, frames: Frames) -> str:
    code, line = next(iter(exhibit.codes.items()))
    ends = f"{{{{ dung_dau('{code}') }}}} đứng đầu, {{{{ dung_cuoi('{code}') }}}} đứng cuối"
    target = target_of(frames.workbook.targets, code, frames.workbook.period.year)
    rate = frames.value(code).indicator.kind == "rate"
    short = (
        f"; {{{{ so_don_vi('{code}', muc_tieu='chua_dat') }}}} đơn vị chưa đạt mục tiêu"
        if target and rate
        else ""
    )
    return f"{name(code, line)}: {ends}{short}"


TITLES: Mapping[str, Callable[[Exhibit, Frames], str]] = {
    "thanh": _of_largest,
    "phan_cua_tong": _of_parts,
    "ty_le": _of_shares,
    "hai_chuoi": _of_change,
    "theo_ky": _of_change,
    "xep_hang": _of_units,
}
