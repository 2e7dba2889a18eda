"""What declared exhibits come to: each kind in both forms, its words, its gaps; every figure is made up."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import altair as alt
import pytest
from tests.conftest import add, edit

from cchc.base.markdown import plain
from cchc.base.period import Period
from cchc.execution.section_cache import CurrentInputs, first_change
from cchc.inputs.exhibits import Exhibit
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.notebook.captions import Piece
from cchc.notebook.chart_specs import narrow_form, report_spec
from cchc.notebook.charts import titled_spec
from cchc.notebook.exhibits.declared import printed_exhibit
from cchc.notebook.exhibits.look import PAGE, PHONE
from cchc.notebook.exhibits.ranking import ends, ranking_chart
from cchc.notebook.recorder import recording
from cchc.notebook.section import Section, printed_declared
from cchc.notebook.shared_inputs import open_workbook

# Another period of the made-up workspace, a year before.
BEFORE = """\
indicator,agency,value,window_from,window_to,document,note
ho_so.tiep_nhan,,2000,,,,giả định
ho_so.truc_tuyen,,300,,,,giả định
"""
TARGETS = """\
indicator,first_year,last_year,comparison,value,basis
dao_tao.hai_long,2020,,>=,98,giả định
"""
COUNTS = ("ho_so.tiep_nhan", "ho_so.truc_tuyen")
UNITS = "dao_tao.hai_long,quan_a,99,,,,giả định\ndao_tao.hai_long,quan_b,91.5,,,,giả định\n"


@pytest.fixture
def province(workspace: Path) -> Path:
    """The made-up workspace with units' rates, a target, and a year before."""
    figures = workspace / "data/2020-H1/figures.csv"
    figures.write_text(figures.read_text(encoding="utf-8") + UNITS, encoding="utf-8", newline="\n")
    add(workspace, "data/2019-H1/figures.csv", BEFORE)
    add(workspace, "data/catalog/targets.csv", TARGETS)
    return workspace


def section(root: Path) -> Section:
    return Section("ho_so", load_workbook(Workspace(root), Period.parse("2020-H1")))


def made(root: Path, kind: str, codes: Any = COUNTS, **more: Any) -> Piece:
    codes = list(codes) if isinstance(codes, tuple) else codes
    given = {
        "id": "thu",
        "heading": "1",
        "kind": kind,
        **({} if "groups" in more else {"codes": codes}),
        **more,
    }
    return printed_declared(section(root), Exhibit.model_validate(given))


def title(piece: Piece) -> str:
    """The title as read."""
    lines = piece.markdown.split("\n")
    at = next(n for n, line in enumerate(lines) if "-title}" in line)
    return plain(lines[at + 1])


# In a process of its own: once vl-convert has drawn here, forked children would hang.
DRAW = (
    "import json, sys, vl_convert;"
    "print(vl_convert.vegalite_to_svg(json.load(sys.stdin), allowed_base_urls=[]))"
)


def drawn(spec: Mapping[str, Any]) -> str:
    asked = json.dumps(report_spec(spec))
    ran = subprocess.run(
        [sys.executable, "-c", DRAW], input=asked, capture_output=True, text=True, check=True
    )
    return ran.stdout


GROUPS = {"Nhận": {"ho_so.tiep_nhan": "Hồ sơ"}, "Qua mạng": {"ho_so.truc_tuyen": "Hồ sơ"}}


QUA_MANG = {"ho_so.truc_tuyen": {"label": "Qua mạng", "whole": "ho_so.tiep_nhan"}}
TONED = {"ho_so.tiep_nhan": {"tone": "nen"}, "ho_so.truc_tuyen": None}
PARTS, RATE = {"ho_so.truc_tuyen": "Qua mạng", "dao_tao.lop": "Lớp"}, ("dao_tao.hai_long",)
GREW = (
    "Hồ sơ tiếp nhận tăng 400 hồ sơ (20,00%) so với 06 tháng đầu năm 2019 (số liệu 03 tháng so với 06 tháng)"
)
LACKING = "chưa đạt mục tiêu năm 2020 (từ 98% trở lên), còn thiếu 1,50 điểm phần trăm"
RANKED = "Quận 1 (giả định) (99,00%) đứng đầu, Quận B (giả định) (91,50%) đứng cuối"


@pytest.mark.parametrize(
    ("kind", "codes", "more", "words"),
    [
        ("thanh", COUNTS, {}, "Hồ sơ tiếp nhận nhiều nhất: 2.400 hồ sơ"),
        ("thanh", TONED, {}, "Hồ sơ trực tuyến nhiều nhất: 600 hồ sơ"),
        ("thanh", ("ho_so.truc_tuyen",), {"windows": True}, "Hồ sơ trực tuyến: 600 hồ sơ"),
        ("thanh", QUA_MANG, {}, "Qua mạng: 600 hồ sơ"),
        ("phan_cua_tong", COUNTS, {}, "Hồ sơ tiếp nhận nhiều nhất: 2.400 hồ sơ"),
        ("phan_cua_tong", PARTS, {"total": COUNTS[0]}, "Qua mạng nhiều nhất: 600 trong tổng số 2.400 hồ sơ"),
        ("ty_le", ("ho_so.ty_le",), {}, "Tỷ lệ trực tuyến: 25,00%"),
        ("ty_le", QUA_MANG, {}, "Qua mạng: 600/2.400 hồ sơ"),
        ("ty_le", RATE, {}, f"Mức hài lòng: 96,50%, {LACKING}"),
        ("hai_chuoi", COUNTS, {"so_sanh": "cung_ky"}, GREW),
        ("hai_chuoi", None, {"groups": GROUPS}, "Hồ sơ nhiều nhất: 2.400 hồ sơ"),
        ("theo_ky", COUNTS, {}, GREW),
        ("nhieu_o", None, {"groups": GROUPS}, "Tiếp nhận"),
        ("nhieu_o", (*RATE, "dao_tao.hoc_vien"), {"theo": "don_vi"}, "Tiếp nhận, theo đơn vị"),
        ("xep_hang", RATE, {}, f"Mức hài lòng: {RANKED}; 01 đơn vị chưa đạt mục tiêu"),
        ("bang", COUNTS, {}, "Tiếp nhận"),
        ("bang", COUNTS, {"so_sanh": ["cung_ky"]}, "Tiếp nhận"),
        ("bang_don_vi", ("dao_tao.hoc_vien",), {}, "Học viên theo đơn vị"),
    ],
)
def test_each_kind_is_drawn_in_both_forms_and_says_the_finding(
    province: Path, kind: str, codes: Any, more: dict[str, Any], words: str
) -> None:
    piece = made(province, kind, codes, **more)
    assert title(piece) == words
    assert piece.figures
    if kind.startswith("bang"):
        assert piece.spec is None
        return
    assert piece.spec is not None
    assert piece.spec["description"]
    narrow = narrow_form(piece.spec)
    assert narrow is not None
    for spec, most in ((piece.spec, PAGE), (narrow, PHONE)):
        svg = drawn(spec)
        assert float(svg.partition('width="')[2].partition('"')[0]) <= most + 10
        assert "NaN" not in svg


def test_the_words_given_are_printed(province: Path) -> None:
    piece = made(
        province, "thanh", title="{{ so('ho_so.tiep_nhan') }} hồ sơ", alt="Mô tả", source="Nguồn: thử."
    )
    assert title(piece) == "2.400 hồ sơ"
    assert piece.spec is not None
    assert piece.spec["description"] == "Mô tả"
    assert "Nguồn: thử." in piece.markdown


def without(workbook: Workbook, *codes: str) -> Workbook:
    figures = (replace(f, value=None) if f.indicator in codes else f for f in workbook.figures)
    return replace(workbook, figures=tuple(figures))


@pytest.mark.parametrize(("kind", "prefix"), [("thanh", "hinh"), ("bang", "bang")])
def test_without_any_figure_a_line_stands_in_its_place(workbook: Workbook, kind: str, prefix: str) -> None:
    bare = Section("ho_so", without(workbook, *COUNTS))
    exhibit = Exhibit(id="thu", heading="1", kind=kind, codes=dict.fromkeys(COUNTS))  # type: ignore[arg-type]  # as in YAML
    piece = printed_declared(bare, exhibit)
    assert (piece.figures, piece.spec) == ([], None)
    assert piece.markdown.startswith(f"::: {{#{prefix}-ho-so-thu .left-out}}")
    assert "“Tiếp nhận” chưa có số liệu" in piece.markdown


def test_a_figure_missing_in_its_heading_is_named_without_markup(workbook: Workbook) -> None:
    bare = Section("ho_so", without(workbook, *COUNTS))
    exhibit = Exhibit.model_validate({"id": "thu", "heading": "1", "kind": "thanh", "codes": list(COUNTS)})
    heading = "Ở {{ so('ho_so.tiep_nhan') }} nơi"
    markdown = printed_exhibit(exhibit, bare.frames, bare.captions, heading).markdown
    assert ".missing" in markdown
    assert r"Hình “Ở \[chưa có số liệu\] nơi” chưa có số liệu" in markdown
    assert markdown.count(".missing") == 1


def test_a_chart_of_a_notebook_without_any_figure_is_not_drawn(workbook: Workbook) -> None:
    bare = Section("ho_so", without(workbook, *COUNTS))
    data = bare.frame(*COUNTS)
    chart = alt.Chart(data).mark_bar().encode(x="value:Q", y="name:N")
    title = "{{ so('ho_so.tiep_nhan') }} hồ sơ"
    piece = bare.captions.chart(chart, name="thu", data=data, title=title, alt="Mô tả")
    assert (piece.figures, piece.spec) == ([], None)
    assert piece.markdown.startswith("::: {#hinh-ho-so-thu .left-out}")
    assert "Hình “Hồ sơ tiếp nhận; Hồ sơ trực tuyến” chưa có số liệu" in piece.markdown


def test_a_gap_is_drawn_as_one_and_no_title_has_it(workbook: Workbook) -> None:
    part = Section("ho_so", without(workbook, "ho_so.truc_tuyen"))
    entry = {"id": "thu", "heading": "1", "kind": "thanh", "codes": list(COUNTS)}
    exhibit = Exhibit.model_validate({**entry, "title": "{{ so('ho_so.truc_tuyen') }} hồ sơ"})
    piece = printed_declared(part, exhibit)
    assert title(piece) == "Tiếp nhận"
    assert piece.spec is not None
    assert ">[chưa có số liệu]</text>" in drawn(piece.spec)
    assert any(figure.text == "[chưa có số liệu]" for figure in piece.figures)


def test_one_period_alone_is_no_line(workspace: Path) -> None:
    markdown = made(workspace, "theo_ky").markdown
    assert ".left-out" in markdown
    assert "cần số liệu của ít nhất hai kỳ" in markdown


def test_a_table_of_a_family_has_those_with_a_figure(workbook: Workbook) -> None:
    exhibit = Exhibit.model_validate({"id": "thu", "heading": "1", "kind": "bang", "codes": ["ho_so.*"]})
    markdown = printed_declared(Section("ho_so", without(workbook, "ho_so.truc_tuyen")), exhibit).markdown
    assert "Hồ sơ tiếp nhận" in markdown
    assert "Hồ sơ trực tuyến" not in markdown
    bare = Section("ho_so", without(workbook, *COUNTS, "ho_so.ty_le"))
    assert "Bảng “Tiếp nhận” chưa có số liệu" in printed_declared(bare, exhibit).markdown


@pytest.mark.parametrize(
    ("kind", "codes", "left"),
    [("thanh", list(COUNTS), True), ("phan_cua_tong", list(COUNTS), False), ("bang", ["ho_so.*"], True)],
)
def test_what_is_out_of_its_years_has_no_place(
    workbook: Workbook, kind: str, codes: list[str], left: bool
) -> None:
    ended = workbook.indicators["ho_so.truc_tuyen"]
    in_force = {code: i for code, i in workbook.indicators.items() if code in ("ho_so.tiep_nhan",)}
    other_years = replace(workbook, indicators=in_force, dormant={ended.code: ended})
    exhibit = Exhibit.model_validate({"id": "thu", "heading": "1", "kind": kind, "codes": codes})
    markdown = printed_declared(Section("ho_so", other_years), exhibit).markdown
    assert ("Hồ sơ tiếp nhận" in markdown) is left
    assert "trực tuyến" not in markdown
    assert bool(markdown) is left


def test_a_share_of_nothing_is_neither_drawn_nor_owed(province: Path) -> None:
    edit(province, "data/2020-H1/figures.csv", "ho_so.ty_le,,25.0,,,,giả định\n", "")
    edit(province, "data/2020-H1/figures.csv", "ho_so.tiep_nhan,,2400", "ho_so.tiep_nhan,,0")
    edit(province, "data/2020-H1/figures.csv", "ho_so.truc_tuyen,,600", "ho_so.truc_tuyen,,0")
    piece = made(province, "ty_le", ("ho_so.ty_le", *RATE))
    assert piece.spec is not None
    assert "Tỷ lệ trực tuyến" not in piece.markdown
    assert all(figure.value for figure in piece.figures)


def test_a_unit_where_nothing_occurred_has_no_rank(province: Path) -> None:
    units = "ho_so.tiep_nhan,quan_a,{0},,,,giả định\nho_so.truc_tuyen,quan_a,{1},,,,giả định\n"
    rows = units.format(40, 10) + units.replace("quan_a", "quan_b").format(0, 0)
    figures = province / "data/2020-H1/figures.csv"
    figures.write_text(figures.read_text(encoding="utf-8") + rows, encoding="utf-8", newline="\n")
    piece = made(province, "xep_hang", ("ho_so.ty_le",))
    assert "Quận B" not in piece.markdown
    assert all(figure.value for figure in piece.figures)
    table = made(province, "bang_don_vi", ("ho_so.tiep_nhan", "ho_so.ty_le")).markdown
    assert next(line for line in table.split("\n") if "Quận B" in line).rstrip(" |").endswith("–")


def test_a_table_of_units_ends_with_the_whole(province: Path) -> None:
    markdown = made(province, "bang_don_vi", ("dao_tao.hoc_vien", "dao_tao.hai_long"), order="giam").markdown
    rows = [plain(line).split("|")[1:-1] for line in markdown.split("\n") if line.startswith("| ")]
    assert [[cell.strip() for cell in row] for row in rows] == [
        ["Đơn vị", "Học viên (người)", "Mức hài lòng (%)"],
        ["Quận 1 (giả định)", "30", "99,00%"],
        ["Quận B (giả định)", "12", "91,50%"],
        ["Toàn địa phương", "42", "96,50%"],
    ]


def test_many_units_leave_out_the_middle_and_say_so(province: Path) -> None:
    frame = section(province).frame("dao_tao.hai_long", theo="don_vi")
    many = frame.loc[frame.index.repeat(20)].reset_index(drop=True)
    shown = ends(many, 11)
    assert (len(shown), shown.loc[6, "agency_name"]) == (12, "… 29 đơn vị ở giữa")
    assert ends(frame, 2).equals(frame)
    spec = titled_spec(ranking_chart(many, most=11), "", "", "", ranking_chart(many, most=11, narrow=True))
    json.dumps(spec, allow_nan=False)


def test_frames_by_unit_and_by_period(province: Path) -> None:
    part = section(province)
    units = part.frame("dao_tao.hoc_vien", "dao_tao.hai_long", theo="don_vi")
    assert list(zip(units["code"], units["agency"], units["text"], strict=True)) == [
        ("dao_tao.hoc_vien", "quan_a", "30"),
        ("dao_tao.hoc_vien", "quan_b", "12"),
        ("dao_tao.hai_long", "quan_a", "99,00%"),
        ("dao_tao.hai_long", "quan_b", "91,50%"),
    ]
    years = part.frame("ho_so.tiep_nhan", theo="ky")
    assert list(zip(years["period"], years["value"], strict=True)) == [("2019-H1", 2000), ("2020-H1", 2400)]
    assert years["text"][1].value.value == Decimal(2400)
    assert part.frame("dao_tao.lop", theo="don_vi").empty


def test_a_section_prints_what_stands_under_a_heading(
    province: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("cchc.notebook.section.show", lambda markdown, *_: shown.append(markdown))
    entries = "ho_so:\n" + "".join(
        f'  - {{id: {name}, heading: "{heading}", kind: bang, codes: [ho_so.tiep_nhan]}}\n'
        for name, heading in [("hai", "1"), ("ba", ""), ("mot", "1")]
    )
    add(province, "data/2020-H1/exhibits.yml", entries)
    part = section(province)
    part.exhibits("1")
    part.exhibits("9")
    part.exhibit("ba")
    assert [text.partition("bang-ho-so-")[2].partition(" ")[0] for text in shown] == ["hai", "mot", "ba"]
    with pytest.raises(Exception, match="không có hình, bảng “la” của phần “ho_so”"):
        part.exhibit("la")
    edit(province, "data/2020-H1/exhibits.yml", "id: hai", "id: bon")
    assert [exhibit.id for exhibit in section(province).declared] == ["bon", "ba", "mot"]


def test_a_section_depends_on_its_own_exhibits_alone(province: Path) -> None:
    entry = '  - {id: mot, heading: "1", kind: bang, codes: [ho_so.tiep_nhan]}\n'
    add(province, "data/2020-H1/exhibits.yml", f"ho_so:\n{entry}dao_tao:\n{entry.replace('mot', 'hai')}")
    place, period = Workspace(province), Period.parse("2020-H1")
    with recording(place) as recorder:
        assert [exhibit.id for exhibit in Section("ho_so", open_workbook(place, period)).declared] == ["mot"]
    reads = recorder.reads()
    edit(province, "data/2020-H1/exhibits.yml", "id: hai", "id: ba")
    assert first_change(reads, CurrentInputs(load_workbook(place, period))) is None
    edit(province, "data/2020-H1/exhibits.yml", "id: mot", "id: bon")
    changed = first_change(reads, CurrentInputs(load_workbook(place, period)))
    assert changed == ("row", "2020-H1/exhibits", "ho_so")
