"""Sentences about units: who leads, who trails, how many meet the target; every figure is made up."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cchc.base.markdown import plain
from cchc.base.windows import Window
from cchc.checks.printed import check_printed
from cchc.checks.template_mistakes import mistakes
from cchc.inputs.catalog.targets import Target
from cchc.inputs.figures import Figure
from cchc.inputs.workbook import Workbook
from cchc.prose.printer import Printer, Sources
from cchc.prose.templates import render, render_note
from cchc.values.printed_figure import PrintedFigure
from cchc.values.values import Values

RATE = "dao_tao.hai_long"
UNITS = ("xa_a", "xa_b", "xa_c", "xa_d", "xa_e")


def of_units(workbook: Workbook, direction: str, *values: str | None) -> Workbook:
    """The made-up workbook with these values of one rate, unit by unit, and a target of 90."""
    agency = workbook.agencies["quan_a"]
    agencies = {code: replace(agency, code=code, name=f"Xã {code[-1].upper()}") for code in UNITS}
    figures = [
        Figure(RATE, code, None if text is None else Decimal(text), Window(), "", "", "thu.csv", 9)
        for code, text in zip(UNITS, values, strict=False)
    ]
    indicator = replace(workbook.indicators[RATE], direction=direction)  # type: ignore[arg-type]  # a literal
    return replace(
        workbook,
        agencies=agencies,
        figures=tuple(figures),
        indicators={**workbook.indicators, RATE: indicator},
        targets=(Target(RATE, 2020, None, direction != "lower", Decimal(90), "thử", 2),),
    )


def printed(workbook: Workbook, template: str) -> tuple[str, Printer]:
    printer = Printer(Sources(workbook, Values(workbook), lambda: None), "dao_tao", "1", render_note)
    return plain(render(template, printer, file="thu.md")), printer


@pytest.mark.parametrize(
    ("direction", "values", "template", "text"),
    [
        ("higher", ("91", "99.5", "80"), "{{ dung_dau('dao_tao.hai_long') }}", "Xã B (99,50%)"),
        ("higher", ("91", "99.5", "80"), "{{ dung_cuoi('dao_tao.hai_long') }}", "Xã C (80,00%)"),
        ("lower", ("91", "99.5", "80"), "{{ dung_dau('dao_tao.hai_long', so=False) }}", "Xã C"),
        ("higher", ("99", "99", "80"), "{{ dung_dau('dao_tao.hai_long') }}", "Xã A, Xã B (cùng 99,00%)"),
        (
            "higher",
            ("99", "99", "99", "99", "1"),
            "{{ dung_dau('dao_tao.hai_long') }}",
            "04 đơn vị (cùng 99,00%)",
        ),
        ("higher", ("91", "99", "80"), "{{ so_don_vi('dao_tao.hai_long') }}", "03"),
        ("higher", ("91", "99", "80"), "{{ so_don_vi('dao_tao.hai_long', muc_tieu='chua_dat') }}", "01"),
        ("lower", ("91", "99", "80"), "{{ so_don_vi('dao_tao.hai_long', muc_tieu='chua_dat') }}", "02"),
        ("higher", ("90", "99", "80"), "{{ so_don_vi('dao_tao.hai_long', muc_tieu='dat') }}", "02"),
        ("higher", (), "{{ dung_dau('dao_tao.hai_long') }}", "[chưa có số liệu]"),
        ("higher", (), "{{ so_don_vi('dao_tao.hai_long') }}", "[chưa có số liệu]"),
    ],
)
def test_units_are_named_and_counted(
    workbook: Workbook, direction: str, values: tuple[str, ...], template: str, text: str
) -> None:
    assert printed(of_units(workbook, direction, *values), template)[0] == text


def test_a_unit_without_a_figure_might_be_the_best(workbook: Workbook) -> None:
    text, printer = printed(of_units(workbook, "higher", "91", None), "{{ dung_dau('dao_tao.hai_long') }}")
    assert text == "Xã A (91,00%)"
    assert [(figure.agency, figure.text) for figure in printer.figures] == [
        ("xa_b", "[chưa có số liệu]"),
        ("xa_a", "91,00%"),
    ]


def test_a_number_of_units_is_no_misprint_of_the_figure(workbook: Workbook) -> None:
    template = "{{ ty_le('dao_tao.hai_long') }}, {{ so_don_vi('dao_tao.hai_long') }} đơn vị"
    of_three = of_units(workbook, "higher", "91", "99", "80")
    whole = Figure(**{**vars(of_three.figures[0]), "agency": "", "value": Decimal("95.5")})
    text, printer = printed(replace(of_three, figures=(*of_three.figures, whole)), template)
    assert text == "95,50%, 03 đơn vị"
    assert list(check_printed(printer.figures)) == []
    travelled = [PrintedFigure.from_json(figure.to_json()) for figure in printer.figures]
    assert travelled == printer.figures


def test_without_a_target_nothing_is_counted(workbook: Workbook) -> None:
    bare = replace(of_units(workbook, "higher", "91"), targets=())
    text, printer = printed(bare, "{{ so_don_vi('dao_tao.hai_long', muc_tieu='dat') }}")
    assert text == "chưa có mục tiêu năm 2020 để so sánh"
    assert printer.figures[0].value == ""


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{{ dung_dau('x.y') }}", "Chỉ tiêu “x.y” không có"),
        ("{{ so_don_vi('dao_tao.hai_long', muc_tieu='la') }}", "muc_tieu “la” không có"),
        ("{{ so('dao_tao.hoc_vien', don_vi='xa_la') }}", "Đơn vị “xa_la” không có"),
    ],
)
def test_a_wrong_call_is_named_without_a_run(workbook: Workbook, template: str, words: str) -> None:
    _, printer = printed(workbook, "")
    assert words in mistakes(template, workbook, printer)[0][1]
