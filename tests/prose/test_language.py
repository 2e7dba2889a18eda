"""Templates that cost without end or reach for what is not theirs: refused at once, by row. All made up."""

import time
from collections.abc import Iterator

import pytest

from cchc.base.findings import InputError
from cchc.checks import check
from cchc.checks.context import CheckContext
from cchc.checks.references import check_references
from cchc.inputs.narrative import parse_narrative
from cchc.inputs.workbook import Workbook
from cchc.prose.printer import Printer
from cchc.prose.templates import open_sources, render, render_note
from cchc.values.values import Values

FILE = "thu.md"
DOUBLED = "{% set a = 'xxxxxxxx' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}"
# Ten words, in a literal that a template may loop over.
TEN = "['a','b','c','d','e','f','g','h','i','k']"


def loops(count: int, body: str = "") -> str:
    opening = "".join(f"{{% for x{n} in {TEN} %}}" for n in range(count))
    return opening + body + "{% endfor %}" * count


HOSTILE = [
    ("{% for i in range(10**9) %}x{% endfor %}", "dấu **"),
    ("{{ 9 ** 9 ** 9 }}", "dấu **"),
    ("{{ 'x' * 10000000000 }}", "dấu *"),
    ("{{ '%10000000000d' % nam }}", "dấu %"),
    ("{{ 'x'.center(10000000000) }}", "thuộc tính “center”"),
    ("{{ nam | center(10000000000) }}", "center"),
    ("{{ ''.__class__.__mro__ }}", "thuộc tính “__mro__”"),
    ("{{ so.__globals__ }}", "thuộc tính “__globals__”"),
    ("{{ nam['upper'] }}", "ngoặc vuông"),
    ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "lệnh {% macro %}"),
    ("{% raw %}{{ so('dao_tao.lop') }}{% endraw %}", "lệnh {% raw %}"),
    ("{%- raw -%}x{% endraw %}", "lệnh {% raw %}"),
    ("{% include 'x' %}", "lệnh {% include %}"),
    ("{% import 'x' as x %}", "lệnh {% import %}"),
    ("{% from 'x' import y %}", "lệnh {% from %}"),
    ("{% extends 'x' %}", "lệnh {% extends %}"),
    ("{% block x %}{% endblock %}", "lệnh {% block %}"),
    ("{% with a = nam %}{% endwith %}", "lệnh {% with %}"),
    ("{% for x in [nam] recursive %}x{% endfor %}", "recursive"),
    (loops(7), "quá nhiều"),
    (loops(5, "{{ so('dao_tao.lop') }}"), "quá nhiều"),
    (loops(4, "x" * 1000), "quá nhiều"),
    (DOUBLED, "quá nhiều"),
    (DOUBLED.replace("a ~ a", "a + a"), "quá nhiều"),
    (DOUBLED.replace("a ~ a", "a | replace('x', 'xxxxxxxx')"), "quá nhiều"),
    ("{% set a = 'xxxxxxxx' %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 40 + "{{ a }}", "quá nhiều"),
    ("{{ " + "(" * 3000 + "nam" + ")" * 3000 + " }}", "lồng nhau"),
    ("{{ " + "[" * 3000 + "]" * 3000 + " }}", "lồng nhau"),
    ("{{ " + "not " * 3000 + "nam }}", "lồng nhau"),
    ("{{ nam" + " | upper" * 3000 + " }}", "lồng nhau"),
    ("{{ nam" + " + nam" * 5000 + " }}", "lồng nhau"),
    ("{% if nam %}" * 30 + "x" + "{% endif %}" * 30, "lồng nhau"),
    (loops(30), "lồng nhau"),
    ("{{ " + "9" * 5000 + " }}", "con số quá dài"),
    ("{{ nam }}" * 11_000, "ngoặc nhọn"),
    ("{" * 100_000, "ngoặc nhọn"),
    ("{#" * 50_000, "ghi chú"),
    ("x" * 500_000 + "{{ nam }}", "dài quá"),
]  # fmt: skip


def blocks(workbook: Workbook, template: str) -> CheckContext:
    return CheckContext(workbook, {"ho_so": parse_narrative(f"Một.\n\n{template}\n", FILE)})


@pytest.mark.parametrize(("template", "words"), HOSTILE)
def test_check_and_report_refuse_it_within_seconds(workbook: Workbook, template: str, words: str) -> None:
    printer = Printer(open_sources(workbook, Values(workbook)), "ho_so", "1", render_note)
    started = time.monotonic()
    with pytest.raises(InputError) as error:
        render(f"Một.\n\n{template}\n", printer, file=FILE)
    found = list(check_references(blocks(workbook, template)))
    assert time.monotonic() - started < 10
    for findings in (error.value.findings, found):
        assert any(words in finding.explanation for finding in findings)
        assert {finding.file for finding in findings} == {FILE}
        # What is too long as a whole is told where it begins.
        whole = template.count("{") > 10_000 or len(template) > 400_000
        assert {finding.row for finding in findings} == {1 if whole else 3}


def test_a_file_of_slips_is_read_to_its_end_within_seconds(workbook: Workbook) -> None:
    started = time.monotonic()
    found = list(check_references(blocks(workbook, "{{ so( }}\n" * 3000 + " " * 100_000 + "so(")))
    assert time.monotonic() - started < 10
    assert 10 < len(found) < 100


def fine() -> Iterator[tuple[str, str]]:
    yield "{% for x in ['a', 'b'] %}{{ x | upper }}{% if x == 'a' %}, {% endif %}{% endfor %}", "A, B"
    yield "{% set x = nam ~ '/' ~ nam_truoc %}{{ x }}", "2020/2019"
    yield "{% filter upper %}năm {{ nam }}{% endfilter %}", "NĂM 2020"
    yield "{{ ky_bao_cao | replace('đầu', 'cuối') }}", "06 tháng cuối năm 2020"
    yield "{{ nam if nam == '2020' else nam_truoc }}{{ '' + nam }}", "20202020"
    yield "{% if nam %}" + "{% elif nam %}x" * 100 + "{% endif %}", ""
    yield loops(3, "x"), "x" * 1000
    yield "{{ nam }} " * 2000, "2020 " * 2000


@pytest.mark.parametrize(("template", "text"), list(fine()))
def test_what_prose_needs_still_works(workbook: Workbook, template: str, text: str) -> None:
    printer = Printer(open_sources(workbook, Values(workbook)), "ho_so", "1", render_note)
    assert render(template, printer, file=FILE) == text


@pytest.mark.parametrize(
    "title", ["{{ 9 ** 9 ** 9 }}", "{{ nam / nam }}", "{{ ''.x }}", loops(7), "{{ nam", "{{ (" * 99]
)
def test_a_title_of_the_outline_is_held_to_the_same(workbook: Workbook, title: str) -> None:
    part = workbook.outline.parts[0].model_copy(update={"title": title})
    outline = workbook.outline.model_copy(update={"parts": (part, *workbook.outline.parts[1:])})
    changed = Workbook(**{**workbook.__dict__, "outline": outline})
    assert any("gọi mẫu sai" in finding.explanation for finding in check(changed).blocking)
