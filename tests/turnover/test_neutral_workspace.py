"""The neutral workbook that a locality begins with; names and figures here are made up unless said."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from tests.conftest import Cchc
from tests.intake.filling import copy, fill

from cchc.base.findings import Severity
from cchc.base.period import SENT, Period
from cchc.checks.run import check, relations_of
from cchc.inputs.catalog.agencies import load_agencies
from cchc.inputs.catalog.proper_names import load_proper_names
from cchc.inputs.documents import load_documents
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.intake.form import form_of_period
from cchc.intake.unassigned import unassigned
from cchc.notebook.form_frame import form_frame
from cchc.notebook.review import missing_frame
from cchc.notebook.section import Section
from cchc.turnover.carried_documents import recurs
from cchc.turnover.locality_name import LocalityName
from cchc.turnover.neutral_workspace import CATALOG, neutral_workspace
from cchc.turnover.status import status
from cchc.values.values import Values

ROOT = Path(__file__).parents[2]
H1 = Period.parse("2026-H1")
COMMUNES = 22
# As published: Hồ Chí Minh City, 1/7 to 3/11/2025, both levels together and communes alone.
PUBLISHED = {
    "tthc.ho_so.cap_xa.da_giai_quyet": "1201080",
    "tthc.ho_so.cap_xa.da_giai_quyet.truoc_han": "0",
    "tthc.ho_so.cap_xa.da_giai_quyet.dung_han": "1192665",
    "tthc.ho_so.cap_xa.da_giai_quyet.qua_han": "8415",
    "tthc.ho_so.cap_tinh.da_giai_quyet": "485214",
    "tthc.ho_so.cap_tinh.da_giai_quyet.truoc_han": "0",
    "tthc.ho_so.cap_tinh.da_giai_quyet.dung_han": "411551",
    "tthc.ho_so.cap_tinh.da_giai_quyet.qua_han": "73663",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Workspace]:
    """The new workbook of a made-up province for a period, made once."""
    known: dict[str, Workspace] = {}

    def make(period: str) -> Workspace:
        if period not in known:
            known[period] = Workspace(tmp_path_factory.mktemp("tinh") / "so")
            neutral_workspace(known[period], LocalityName.parse("tỉnh Mẫu Thử"), Period.parse(period))
        return known[period]

    return make


@pytest.fixture
def fresh(made: Callable[[str], Workspace]) -> Workbook:
    return load_workbook(made("2026-H1"), H1)


def stating(workbook: Workbook, values: dict[str, str]) -> Workbook:
    """The workbook with these values, by code."""
    figures = [
        replace(f, value=Decimal(values[f.indicator]) if f.indicator in values else None)
        for f in workbook.figures
    ]
    return replace(workbook, figures=tuple(figures))


def with_communes(workbook: Workbook) -> Workbook:
    """The workbook with made-up communes beside the offices that it begins with."""
    pattern = next(iter(workbook.agencies.values()))
    communes = [
        replace(pattern, code=f"xa_{n}", name=f"Xã {n} (giả định)", level="xa") for n in range(COMMUNES)
    ]
    return replace(workbook, agencies={**workbook.agencies} | {unit.code: unit for unit in communes})


@pytest.mark.parametrize("period", ["2021-Q3", "2021-Y", *(f"2026-{kind}" for kind in SENT), "2030-9M"])
def test_it_is_whole_in_every_period_of_the_programme(made: Callable[[str], Workspace], period: str) -> None:
    workbook = load_workbook(made(period), Period.parse(period))
    assert workbook.outline.basis == "Nghị quyết số 76/NQ-CP"
    assert relations_of(workbook)[1] == []
    # Nothing but what is still to be written and to be counted.
    assert Counter(f.rule for f in check(workbook).all) == {"loi_van.can_cap_nhat": 1, "so_lieu.con_thieu": 1}


def test_the_indicators_are_those_of_a_locality_of_two_tiers(fresh: Workbook) -> None:
    catalogue = fresh.catalogued.values()
    assert 120 <= len(catalogue) <= 150
    sections = Counter(indicator.section for indicator in catalogue)
    assert sections.keys() == {
        "chi_dao_dieu_hanh",
        "the_che",
        "tthc",
        "bo_may",
        "cong_chuc",
        "tai_chinh_cong",
        "hien_dai_hoa",
    }
    assert min(sections.values()) >= 8
    for indicator in catalogue:
        assert indicator.definition.endswith("."), indicator.code
        assert indicator.source, indicator.code
        # Where a rule or a form is named, it is one that was seen; nothing else claims to be official.
        assert re.search("chưa tìm thấy|công bố hằng năm|Quyết định 282/QĐ-TTg", indicator.basis), (
            indicator.code
        )
        if indicator.kind == "rate" and indicator.formula:
            assert re.search(r"\btrên\b", indicator.definition), f"{indicator.code} names no base"


def test_what_began_with_a_decree_is_not_asked_for_before_it(made: Callable[[str], Workspace]) -> None:
    before, since = (load_workbook(made(period), Period.parse(period)) for period in ("2021-Y", "2026-H1"))
    assert {"tthc.dvc.toan_trinh", "tthc.truc_tuyen.mot_phan"} <= before.dormant.keys()
    assert "tthc.ho_so.tiep_nhan.truc_tuyen" in before.indicators
    assert since.dormant == {}


def test_three_ways_of_asking_for_satisfaction_are_three_series(fresh: Workbook) -> None:
    ways = [i for i in fresh.indicators.values() if ".hai_long." in i.code and i.kind == "rate"]
    assert len(ways) == 3
    assert len({way.name for way in ways}) == 3
    assert all("Không so với" in way.definition for way in ways)


def test_levels_have_the_columns_of_the_form_and_its_identities(fresh: Workbook) -> None:
    workbook = stating(fresh, PUBLISHED)
    values = Values(workbook)
    assert values.get("tthc.ho_so.da_giai_quyet").value == 1686294
    rates = [round(values.get(f"tthc.ho_so.{c}ty_le_dung_han").value or 0, 2) for c in ("", "cap_xa.")]
    assert rates == [Decimal("95.13"), Decimal("99.30")]
    known = {"loi_van.can_cap_nhat", "so_lieu.con_thieu", "khong_dung.so_lieu"}
    assert {f.rule for f in check(workbook).all} <= known
    wrong = stating(fresh, PUBLISHED | {"tthc.ho_so.cap_xa.da_giai_quyet.qua_han": "8416"})
    (finding,) = [f for f in check(wrong).all if f.rule not in known and "cap_xa" in f.figures[0]]
    assert finding.rule == "bieu_mau.ii_06a_vpcp_kstt.c7_c8_c9_c10"
    part = Section("tthc", workbook)
    rows = {"tthc.ho_so.cap_tinh": "Cấp tỉnh", "tthc.ho_so.cap_xa": "Cấp xã", "tthc.ho_so": "Cộng"}
    table = form_frame(part, "II.06a/VPCP/KSTT", rows)
    assert list(table["Đã giải quyết: quá hạn"]) == ["73.663", "8.415", "82.078"]
    assert not [name for name in table.columns if name.startswith("Tiếp nhận")]
    assert form_frame(part, "không có biểu này", rows).empty


@pytest.mark.parametrize(
    ("values", "rule", "severity"),
    [
        (
            {"hieu_luc.tong": "9", "hieu_luc.cap_tinh": "7", "hieu_luc.cap_xa": "3"},
            "hieu_luc.hai_cap_chung",
            Severity.WARNING,
        ),
        (
            {"hieu_luc.tong": "9", "hieu_luc.cap_tinh": "5", "hieu_luc.cap_xa": "3"},
            "hieu_luc.du_hai_cap",
            Severity.ERROR,
        ),
        ({"dvc.toan_trinh": "8", "dvc.du_dieu_kien": "7"}, "dvc.toan_trinh", Severity.ERROR),
        ({"thanh_toan.truc_tuyen": "8", "thanh_toan.phai_nop": "7"}, "thanh_toan.truc_tuyen", Severity.ERROR),
        (
            {
                "pakn.quy_dinh": "1",
                "pakn.hanh_vi": "2",
                "pakn.ky_truoc": "1",
                "pakn.da_xu_ly": "2",
                "pakn.dang_xu_ly": "1",
            },
            "pakn.xu_ly",
            Severity.ERROR,
        ),
    ],
)
def test_what_follows_from_the_definitions_is_checked(
    fresh: Workbook, values: dict[str, str], rule: str, severity: Severity
) -> None:
    found = check(stating(fresh, {f"tthc.{code}": value for code, value in values.items()})).all
    relations = {relation.id for relation in relations_of(fresh)[0]}
    assert [(f.rule, f.severity) for f in found if f.rule in relations] == [(rule, severity)]


def test_the_programme_s_own_resolution_is_no_document_of_one_period(fresh: Workbook) -> None:
    (programme,) = fresh.documents.values()
    assert [recurs(programme, year) for year in (2026, 2030, 2031)] == [True, True, False]


def test_what_did_not_occur_stops_no_report(fresh: Workbook) -> None:
    none = {indicator.code: "0" for indicator in fresh.indicators.values() if indicator.formula is None}
    workbook = stating(fresh, none)
    assert [f.rule for f in check(workbook).all if f.rule != "khong_dung.so_lieu"] == ["loi_van.can_cap_nhat"]
    assert missing_frame(Section("doi_chieu", workbook)).empty


def test_no_check_cites_another_report(fresh: Workbook) -> None:
    texts = [f"{relation.explanation} {relation.basis}" for relation in relations_of(fresh)[0]]
    assert not [text for text in texts if re.search(r"[Mm]ục [IV\d]|[Cc]hú thích", text)]


def test_communes_then_and_now_are_told_apart(fresh: Workbook) -> None:
    changed = {definition.indicator for definition in fresh.definitions}
    assert "tthc.ho_so.cap_xa.tiep_nhan" in changed
    assert {d.valid_from.isoformat() for d in fresh.definitions} == {"2025-07-01"}


def test_every_unit_has_its_form(fresh: Workbook) -> None:
    workbook = with_communes(fresh)
    form = form_of_period(workbook)
    assert len(form.assignments) == len(workbook.agencies) == 12 + COMMUNES
    assert list(unassigned(form)) == []
    commune = form.assignment("xa_1")
    assert commune is not None
    (sheet,) = form.layout(commune).forms
    assert [len(line.items) for line in sheet.lines] == [11]
    assert len(sheet.identities) == 4


def test_a_commune_s_form_comes_home(cchc: Cchc, tmp_path: Path) -> None:
    root = tmp_path / "tinh"
    assert cchc("init", root, "--locality", "Mẫu Thử", "--period", "2026-H1").code == 0
    agencies = root / "data/catalog/agencies.csv"
    rows = "".join(f"xa_{n};Xã {n} (giả định);;xa;;;\n" for n in (1, 2))
    agencies.write_text(agencies.read_text(encoding="utf-8") + rows, encoding="utf-8")
    owed = {supplier.name: supplier.owed for supplier in status(Workspace(root), H1).suppliers}
    assert (owed["Xã 1 (giả định)"], owed["Sở Y tế"], owed["Sở Nội vụ"]) == (13, 13, 43)
    assert "Văn phòng UBND" not in owed
    forms = tmp_path / "mau"
    assert cchc("intake", "template", "2026-H1", "--to", forms, "--workspace", root).code == 0
    for n in (1, 2):
        sent = copy(forms / f"2026-H1_xa_{n}.xlsx", tmp_path / "ve" / f"{n}.xlsx")
        fill(sent, {"J7": 10 * n, "J8": 8 * n})
    assert cchc("intake", "import", tmp_path / "ve", "--workspace", root).code == 0
    values = Values(load_workbook(Workspace(root), H1))
    assert values.get("hien_dai_hoa.van_ban.cap_xa.tong").value == 30
    assert values.get("hien_dai_hoa.van_ban.cap_xa.ty_le").value == 80


def test_what_cannot_be_assigned_is_said(fresh: Workbook) -> None:
    assert [text.partition(":")[0] for text in unassigned(form_of_period(fresh))] == [
        "data/catalog/agencies.csv chưa có đơn vị nào có level “xa”"
    ] * 2
    workbook = with_communes(fresh)
    units = {code: unit for code, unit in workbook.agencies.items() if code != "so_tu_phap"}
    stranger = replace(units["thanh_tra"], code="ban_la", name="Ban Lạ (giả định)", level="ban")
    said = list(unassigned(form_of_period(replace(workbook, agencies=units | {"ban_la": stranger}))))
    assert len(said) == 2
    assert "9 chỉ tiêu không giao được" in said[0]
    assert "Sở Tư pháp (9)" in said[0]
    assert "1 đơn vị không có chỉ tiêu nên không có mẫu: Ban Lạ (giả định)" in said[1]


def test_a_total_of_levels_is_asked_only_where_one_has_been_stated(fresh: Workbook) -> None:
    code = "tthc.ho_so.cap_xa.tiep_nhan"
    asked = form_of_period(with_communes(fresh)).items
    assert (code, "xa_1") in asked
    assert (code, "") not in asked
    assert (code, "") in form_of_period(with_communes(stating(fresh, {code: "5"}))).items


def names_of_2020() -> Iterator[str]:
    """Proper names of the report of 2020: places, units that are gone, documents, systems."""
    catalog = ROOT / "data" / "catalog"
    neutral = {unit.name for unit in load_agencies(CATALOG / "agencies.csv")[0].values()}
    yield from (
        unit.name for unit in load_agencies(catalog / "agencies.csv")[0].values() if unit.name not in neutral
    )
    yield from load_proper_names(catalog / "proper_names.csv")[0]
    for document in load_documents(ROOT / "data/2020-H1/documents.csv", "documents.csv")[0].values():
        # Laws are everybody's.
        yield from (
            () if recurs(document) and document.number else filter(None, (document.number, document.url))
        )
    yield from ("Hồ Chí Minh", "HỒ CHÍ MINH", "TPHCM", "TP.HCM", "Thủ Đức", "quận - huyện", "2020-H1")


def test_nothing_of_another_locality_is_left(made: Callable[[str], Workspace]) -> None:
    names = dict.fromkeys(names_of_2020())
    assert len(names) > 100
    patterns = {name: re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") for name in names}
    root = made("2026-H1").root
    texts = {
        path.relative_to(root): path.read_text(encoding="utf-8") for path in root.rglob("*") if path.is_file()
    }
    left = [
        (str(path), name)
        for path, text in texts.items()
        for name, found in patterns.items()
        if found.search(text)
    ]
    assert left == []
    assert all("Mẫu Thử" in texts[Path(name)] for name in ("README.md", "params/2026-H1.yml"))
    assert not any("{cap}" in text or "{locality}" in text for text in texts.values())


def test_the_head_says_that_no_official_list_was_found(made: Callable[[str], Workspace]) -> None:
    for page in ("README.md", "data/catalog/README.md"):
        assert "Chưa tìm thấy danh mục chỉ tiêu chính thức" in (made("2026-H1").root / page).read_text(
            encoding="utf-8"
        )


def test_a_first_check_fits_one_screen_and_says_what_to_do(
    made: Callable[[str], Workspace], cchc: Cchc
) -> None:
    said = cchc("check", "2026-H1", "--workspace", made("2026-H1").root).text
    assert len(said.splitlines()) <= 24
    assert "cchc intake template 2026-H1" in " ".join(said.split())
    assert "{{" not in said


def test_its_tables_open_in_a_spreadsheet(made: Callable[[str], Workspace]) -> None:
    for path in (made("2026-H1").root / "data" / "catalog").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            assert file.read(1) == "\ufeff", path.name
            (header, *rows) = csv.reader(file, delimiter=";")
        assert {len(row) for row in rows} <= {len(header)}, path.name
