"""The catalogue: indicators, agencies, calendar, outlines, proper names."""

from pathlib import Path

import pytest

from cchc.base.period import Period
from cchc.inputs.catalog.agencies import load_agencies
from cchc.inputs.catalog.calendar import load_calendar
from cchc.inputs.catalog.indicators import load_indicators
from cchc.inputs.catalog.outline import load_outline
from cchc.inputs.catalog.proper_names import load_proper_names


@pytest.fixture
def catalog(workspace: Path) -> Path:
    return workspace / "data" / "catalog"


def append(path: Path, *lines: str) -> Path:
    path.write_text(
        path.read_text(encoding="utf-8") + "".join(f"{line}\n" for line in lines), encoding="utf-8"
    )
    return path


def indicator(
    code: str, kind: str = "rate", decimals: str = "2", direction: str = "none", formula: str = ""
) -> str:
    return f"{code},Giả định,%,{kind},{decimals},{direction},{formula},,,"


def test_indicators(catalog: Path) -> None:
    indicators, findings = load_indicators(catalog / "indicators.csv")
    assert findings == []
    rate = indicators["ho_so.ty_le"]
    assert (rate.section, rate.kind, rate.decimals, rate.row) == ("ho_so", "rate", 2, 4)
    assert rate.formula is not None
    assert rate.formula.codes == {"ho_so.truc_tuyen", "ho_so.tiep_nhan"}
    assert indicators["dao_tao.lop"].formula is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (indicator("ho_so.ty_le"), "Mã “ho_so.ty_le” đã có ở dòng 4"),
        (indicator("ho_so"), "Mã “ho_so” phải gồm ít nhất hai phần"),
        (indicator("Ho_so.x"), "Mã “Ho_so.x” phải gồm"),
        (indicator("hồ_sơ.x"), "Mã “hồ_sơ.x” phải gồm"),
        (indicator("ho_so.x", kind="tỷ lệ"), "phải là một trong: count, rate, amount"),
        (indicator("ho_so.x", direction="up"), "phải là một trong: higher, lower, none"),
        (indicator("ho_so.x", decimals="7"), "từ 0 đến 6"),
        (indicator("ho_so.x", decimals="-1"), "từ 0 đến 6"),
        (indicator("ho_so.x", formula="dao_tao.lop ** 2"), "Công thức “dao_tao.lop ** 2” không đọc được"),
        (indicator("ho_so.x", formula="ho_so.y / 2"), "gọi mã “ho_so.y” không có trong danh mục"),
        (indicator("ho_so.x", formula="2 * ho_so.x"), "gọi vòng: ho_so.x → ho_so.x"),
        (indicator("", formula="1"), "Ô “code” còn trống"),
    ],
)
def test_a_bad_indicator_is_named_with_its_row(catalog: Path, line: str, words: str) -> None:
    _, findings = load_indicators(append(catalog / "indicators.csv", line))
    (finding,) = findings
    assert words in finding.explanation
    assert finding.place == "data/catalog/indicators.csv:9"


def test_every_member_of_a_cycle_is_named(catalog: Path) -> None:
    path = append(
        catalog / "indicators.csv",
        indicator("ho_so.x", formula="ho_so.y + 1"),
        indicator("ho_so.y", formula="ho_so.x + 1"),
    )
    _, findings = load_indicators(path)
    assert [finding.row for finding in findings] == [9, 10]
    assert "ho_so.x → ho_so.y → ho_so.x" in findings[0].explanation


def test_agencies(catalog: Path) -> None:
    path = append(catalog / "agencies.csv", "quan_a,Quận C,,huyen,,", "quan_d,Quận D,,huyen,2020-02-30,")
    agencies, findings = load_agencies(path)
    assert set(agencies) == {"quan_a", "quan_b"}
    assert sorted(finding.place for finding in findings) == [
        "data/catalog/agencies.csv:4",
        "data/catalog/agencies.csv:5",
    ]


@pytest.mark.parametrize(
    ("period", "window"),
    [
        ("2020-H1", "15/12/2019 – 14/6/2020"),
        ("2031-H1", "15/12/2030 – 14/6/2031"),
        ("2018-H1", ""),
        ("2020-Y", ""),
        ("2024-Q2", "01/3/2024 – 31/5/2024"),
        ("2025-Q2", "01/4/2025 – 30/6/2025"),
        ("2027-Q2", ""),
    ],
)
def test_the_calendar_gives_the_rule_of_the_year(catalog: Path, period: str, window: str) -> None:
    path = append(
        catalog / "calendar.csv", "Q2,2020,2024,0,03-01,05-31,thử", "Q2,2025,2026,0,04-01,06-30,thử"
    )
    calendar, findings = load_calendar(path)
    assert findings == []
    assert calendar.window(Period.parse(period)).in_short() == window


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("H3,2019,,0,01-01,06-30,", "phải là một trong: Q1"),
        ("H2,,,0,01-01,06-30,", "Ô “first_year” còn trống"),
        ("H2,hai,,0,01-01,06-30,", "phải là năm"),
        ("H2,2019,,1,01-01,06-30,", "Ô “start_year_offset” là “1”"),
        ("H2,2019,,0,6-15,12-14,", "không phải tháng-ngày"),
        ("H2,2019,,0,02-30,12-14,", "không phải tháng-ngày"),
        ("H2,2019,,0,12-15,06-14,", "kết thúc trước khi bắt đầu"),
    ],
)
def test_a_bad_calendar_rule_is_named(catalog: Path, line: str, words: str) -> None:
    _, (finding,) = load_calendar(append(catalog / "calendar.csv", line))
    assert words in finding.explanation
    assert finding.place == "data/catalog/calendar.csv:3"


def test_the_outline_of_the_year_is_taken(catalog: Path) -> None:
    later = (catalog / "outline-2011-2020.yml").read_text(encoding="utf-8")
    later = later.replace("first_year: 2011", "first_year: 2021").replace(
        "last_year: 2020", "last_year: 2030"
    )
    (catalog / "outline-2021-2030.yml").write_text(later, encoding="utf-8")
    first_years = {year: load_outline(catalog, year) for year in (2010, 2011, 2020, 2021, 2031)}
    assert {year: outline and outline.first_year for year, outline in first_years.items()} == {
        2010: None,
        2011: 2011,
        2020: 2011,
        2021: 2021,
        2031: None,
    }


def test_the_outline_knows_its_sections(catalog: Path) -> None:
    outline = load_outline(catalog, 2020)
    assert outline is not None
    assert [section.code for section in outline.sections] == ["ho_so", "dao_tao"]
    assert outline.part_of("dao_tao").heading == "II. ĐÀO TẠO"
    assert outline.section("khac") is None
    with pytest.raises(KeyError):
        outline.part_of("khac")


def test_longer_proper_names_come_first(catalog: Path) -> None:
    names, findings = load_proper_names(
        append(catalog / "proper_names.csv", "ISO 9001:2015,", "ISO 9001,", ",x")
    )
    assert names == ("ISO 9001:2015", "COVID-19", "ISO 9001")
    assert [finding.row for finding in findings] == [5]
