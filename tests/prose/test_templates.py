"""The switches of house style: each is followed wherever the report prints."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from cchc.base.findings import InputError
from cchc.base.numbers import DateStyle
from cchc.base.period import Period
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.notebook.tables import source_line
from cchc.prose.front_matter import metadata, part_heading
from cchc.prose.narratives import load_prose
from cchc.prose.printer import Printer
from cchc.prose.templates import open_sources, render, render_note, rendered_prose
from cchc.values.earlier import Base
from cchc.values.values import Values

FILE = "thu.md"
FULL = "Quyết định số 1/QĐ-TN ngày 05/01/2020 của UBND tỉnh về việc thử \\[giả định\\]"
SHORT = "Quyết định số 1/QĐ-TN"


def styled(workbook: Workbook, **switches: object) -> Workbook:
    style = workbook.house_style.model_copy(update=switches)
    return replace(workbook, params=workbook.params.model_copy(update={"house_style": style}))


def printed(workbook: Workbook, template: str) -> str:
    sources = open_sources(workbook, Values(workbook))
    return render(template, Printer(sources, "ho_so", "1", render_note), file=FILE)


def test_period_labels_follow_the_leading_zero(workbook: Workbook) -> None:
    bare = styled(workbook, leading_zero=False)
    assert printed(bare, "{{ ky_bao_cao }}; {{ ky_sau }}") == "6 tháng đầu năm 2020; 6 tháng cuối năm 2020"
    data = metadata(bare.params, bare.period, True)
    words = (
        "công tác cải cách hành chính 6 tháng đầu năm 2020 và phương hướng, nhiệm vụ 6 tháng cuối năm 2020"
    )
    assert (data["pagetitle"], data["period-label"]) == (f"Báo cáo {words}", "6 tháng đầu năm 2020")
    part = bare.outline.parts[0].model_copy(update={"title": "VIỆC {{ ky_sau | upper }}"})
    assert part_heading(bare, part).startswith("# I. VIỆC 6 THÁNG CUỐI NĂM 2020 ")
    lop = [Values(bare).get("dao_tao.lop")]
    assert source_line(lop, bare).endswith("Kỳ số liệu: 6 tháng đầu năm 2020.")
    assert source_line(lop, workbook).endswith("Kỳ số liệu: 06 tháng đầu năm 2020.")


def test_a_difference_is_a_count_too(workbook: Workbook) -> None:
    figures = tuple(
        replace(f, value=Decimal(5)) if f.indicator == "dao_tao.lop" else f for f in workbook.figures
    )
    earlier = Base(Values(replace(workbook, figures=figures)), "kỳ trước")
    for padded, words in ((True, "tăng 02 lớp"), (False, "tăng 2 lớp")):
        changed = styled(workbook, leading_zero=padded)
        sources = replace(open_sources(changed, Values(changed)), base=lambda: earlier)
        text = render("{{ so_sanh('dao_tao.lop') }}", Printer(sources, "ho_so", "1", render_note), file=FILE)
        assert words in text


def test_every_date_follows_the_style(workbook: Workbook) -> None:
    words = styled(workbook, date_style=DateStyle.WORDS)
    window = "ngày 16 tháng 12 năm 2019 đến ngày 15 tháng 3 năm 2020"
    assert printed(words, "{{ ky('ho_so.tiep_nhan') }}") == window
    assert printed(words, "{{ ky('dao_tao.hoc_vien', 'quan_a') }}") == "tháng 5 năm 2020"
    assert printed(words, "{{ vb('qd-1-2020', day_du=True) }}") == FULL.replace(
        "05/01/2020", "05 tháng 01 năm 2020"
    )
    line = source_line([Values(words).get("ho_so.tiep_nhan")], words)
    assert line.endswith("Kỳ số liệu: 16 tháng 12 năm 2019 – 15 tháng 3 năm 2020.")
    place = Printer(open_sources(words, Values(words)), "ho_so", "1", render_note)
    render("{{ cc('qd-1-2020') }}", place, file=FILE)
    assert "ngày 05 tháng 01 năm 2020" in "".join(place.notes.values())


def with_prose(root: Path, **prose: str) -> list[str]:
    """The rendered blocks and their notes, with `first_mention` on."""
    for section, text in prose.items():
        (root / f"data/2020-H1/narrative/{section}.md").write_text(text, encoding="utf-8")
    workbook = styled(load_workbook(Workspace(root), Period.parse("2020-H1")), first_mention=True)
    blocks = rendered_prose(open_sources(workbook, Values(workbook)), load_prose(workbook)[0])
    return ["\n".join([b.markdown, *b.printer.notes.values()]).strip() for b in blocks]


def test_a_document_is_cited_in_full_where_the_report_first_names_it(workspace: Path) -> None:
    vb = "{{ vb('qd-1-2020') }}"
    found = with_prose(workspace, ho_so=f"## 1. Một\n\n{vb}; {vb}.\n\n## 2. Hai\n\n{vb}.", dao_tao=f"{vb}.")
    assert found == [f"## 1. Một\n\n{FULL}; {SHORT}.", f"## 2. Hai\n\n{SHORT}.", f"{SHORT}."]


def test_a_heading_names_a_document_shortly(workspace: Path) -> None:
    vb = "{{ vb('qd-1-2020') }}"
    found = with_prose(workspace, ho_so=f"## 1. Theo {vb}\n\n{vb}.", dao_tao="x")
    assert found[0] == f"## 1. Theo {SHORT}\n\n{FULL}."


def test_a_footnote_that_cites_in_full_is_a_first_mention(workspace: Path) -> None:
    cc = "{{ cc('qd-1-2020') }}"
    first, second = with_prose(workspace, ho_so=f"Một{cc}.", dao_tao=f"Hai {{{{ vb('qd-1-2020') }}}}{cc}.")
    assert first.endswith(f"\n{FULL}.")
    assert second.startswith(f"Hai {SHORT}[^")
    assert second.endswith(f"\n{SHORT}.")


def test_the_author_may_decide_otherwise(workspace: Path) -> None:
    short, full = "{{ vb('qd-1-2020', day_du=False) }}", "{{ vb('qd-1-2020', day_du=True) }}"
    found = with_prose(workspace, ho_so=f"{short}. {{{{ vb('qd-1-2020') }}}}.", dao_tao=f"{full}.")
    assert found == [f"{SHORT}. {FULL}.", f"{FULL}."]


def test_a_mention_that_is_not_printed_does_not_count(workspace: Path) -> None:
    vb = "{{ vb('qd-1-2020') }}"
    found = with_prose(workspace, ho_so=f"{{% if nam == '1999' %}}{vb}{{% endif %}}Một.", dao_tao=f"{vb}.")
    assert found == ["Một.", f"{FULL}."]


def test_switched_off_a_sentence_is_short_and_a_footnote_full(workbook: Workbook) -> None:
    place = Printer(open_sources(workbook, Values(workbook)), "ho_so", "1", render_note)
    assert render("{{ vb('qd-1-2020') }}", place, file=FILE) == SHORT
    render("{{ cc('qd-1-2020') }}{{ cc('qd-1-2020', day_du=False) }}", place, file=FILE)
    assert list(place.notes.values()) == [f"{FULL}.", f"{SHORT}."]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("date_style: chữ", "“chữ” không có; chọn so (31/12/2019) hoặc chu"),
        ("date_style: 1", "“1” không có; chọn so"),
        ("leading_zero: co", "phải là true hoặc false"),
        ("first_mention: null", "phải là true hoặc false"),
        ("first_mentions: true", "không có mục nào tên như vậy"),
    ],
)
def test_a_wrong_switch_is_named(workspace: Path, line: str, words: str) -> None:
    path = workspace / "params/2020-H1.yml"
    path.write_text(f"{path.read_text(encoding='utf-8')}house_style:\n  {line}\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_workbook(Workspace(workspace), Period.parse("2020-H1"))
    (finding,) = error.value.findings
    assert words in finding.explanation
    last_row = path.read_text(encoding="utf-8").count("\n")
    assert (finding.file, finding.row) == ("params/2020-H1.yml", last_row)
