"""Every kind of clerical mistake in one figure of a made-up or copied workbook."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from cchc.base.numbers import decimals_of, rounded
from cchc.base.windows import Moment, Window
from cchc.inputs.figures import Figure
from cchc.inputs.workbook import Workbook


@dataclass(frozen=True)
class Mistake:
    """A workbook with one mistake, of a kind (in Vietnamese, for the table), in the figures named."""

    kind: str
    figure: Figure
    workbook: Workbook
    codes: frozenset[str]


def mistakes(workbook: Workbook, earlier: Mapping[str, Decimal]) -> Iterator[Mistake]:
    """All of them, figure by figure; `earlier` are the values of another period, by indicator."""
    figures = [figure for figure in workbook.figures if figure.value is not None]
    for above, figure in zip([None, *figures], figures, strict=False):
        for kind, value in _values(workbook, figure, above, earlier):
            # No mistake where the value stays what it was; what is below zero nobody types.
            if value != figure.value and value >= 0:
                yield _changed(workbook, kind, figure, replace(figure, value=value))
        for kind, window in _windows(figure):
            yield _changed(workbook, kind, figure, replace(figure, window=window))
        if above is not None and above.value != figure.value:
            yield _swapped(workbook, above, figure)


def _values(
    workbook: Workbook, figure: Figure, above: Figure | None, earlier: Mapping[str, Decimal]
) -> Iterator[tuple[str, Decimal]]:
    value = figure.value
    assert value is not None
    unit = Decimal(1).scaleb(-decimals_of(value))
    yield "chữ số cuối lệch một", value + unit
    yield "chữ số cuối lệch một", value - unit
    for text in sorted(_one_digit_off(str(value))):
        yield "sai một chữ số", Decimal(text)
    for text in sorted(_transposed(str(value))):
        yield "đổi chỗ hai chữ số", Decimal(text)
    for text in sorted(_dropped(str(value))):
        yield "thiếu một chữ số", Decimal(text)
    yield "gõ đúp một chữ số", Decimal(f"{str(value)[0]}{value}")
    yield "gấp 10", value * 10
    yield "chia 10", value / 10
    yield "chia 1.000", value / 1_000
    if above is not None and above.value is not None:
        yield "chép dòng trên", above.value
    if workbook.indicators[figure.indicator].kind == "rate":
        yield "lấy phần còn lại của 100%", 100 - value
    if figure.indicator in earlier:
        yield "số của kỳ cũ", rounded(earlier[figure.indicator], decimals_of(value))


def _one_digit_off(text: str) -> set[str]:
    """The first and the middle digit, each one more."""
    found = set()
    for n in {0, len(text) // 2}:
        if text[n].isdigit():
            found.add(f"{text[:n]}{(int(text[n]) + 1) % 10}{text[n + 1 :]}")
    return found


def _transposed(text: str) -> set[str]:
    pairs = [(n, n + 1) for n in range(len(text) - 1) if text[n : n + 2].isdigit()]
    return {f"{text[:a]}{text[b]}{text[a]}{text[b + 1 :]}" for a, b in pairs[:2]}


def _dropped(text: str) -> set[str]:
    return {text[:n] + text[n + 1 :] for n in {0, len(text) - 1} if text[n].isdigit() and len(text) > 1}


def _windows(figure: Figure) -> Iterator[tuple[str, Window]]:
    start, end = figure.window.start, figure.window.end
    moved = {"kỳ số liệu lệch một tháng": 1, "kỳ số liệu lệch một năm": 12}
    for kind, months in moved.items():
        if figure.window.stated:
            yield kind, Window(_back(start, months), _back(end, months))


def _back(moment: Moment | None, months: int) -> Moment | None:
    if moment is None:
        return None
    if moment.month is None:
        return Moment(moment.year - 1)
    count = moment.year * 12 + moment.month - 1 - months
    return Moment(count // 12, count % 12 + 1, min(moment.day, 28) if moment.day else None)


def _changed(workbook: Workbook, kind: str, figure: Figure, wrong: Figure) -> Mistake:
    figures = tuple(wrong if other is figure else other for other in workbook.figures)
    return Mistake(kind, figure, replace(workbook, figures=figures), frozenset({figure.indicator}))


def _swapped(workbook: Workbook, one: Figure, other: Figure) -> Mistake:
    new = {id(one): replace(one, value=other.value), id(other): replace(other, value=one.value)}
    figures = tuple(new.get(id(figure), figure) for figure in workbook.figures)
    codes = frozenset({one.indicator, other.indicator})
    return Mistake("đổi chỗ hai dòng", other, replace(workbook, figures=figures), codes)
