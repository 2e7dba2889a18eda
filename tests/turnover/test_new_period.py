"""`cchc new` from any period to any other."""

import csv
import shutil
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import add, edit

from cchc.base.findings import ReportError
from cchc.base.period import KINDS, Period
from cchc.inputs.params import load_params
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace, earlier_period
from cchc.turnover.new_period import scaffold

H1 = Period.parse("2020-H1")
periods = st.builds(Period, st.integers(2019, 2030), st.sampled_from(KINDS))


def rows_of(place: Workspace, period: Period) -> list[dict[str, str]]:
    with (place.data(period) / "figures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def state(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@given(periods)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_period_is_made_whole_and_never_written_over(place: Workspace, period: Period) -> None:
    with TemporaryDirectory() as folder:
        here = Workspace(Path(folder) / "so")
        shutil.copytree(place.root, here.root)
        before = state(here.root)
        if period == H1:
            with pytest.raises(ReportError):
                scaffold(here, period, H1)
            return
        scaffold(here, period, H1)
        after = state(here.root)
        assert {name: after[name] for name in before} == before
        workbook = load_workbook(here, period)
        rows = rows_of(here, period)
        counted = Counter((row["indicator"], row["agency"]) for row in rows)
        assert set(counted.values()) == {1}
        assert {code for code, _ in counted} >= {f.indicator for f in load_workbook(here, H1).figures}
        assert not any(row["value"] or row["note"] for row in rows)
        end = workbook.default_window.end
        assert end is not None
        units = {workbook.agencies[figure.agency] for figure in workbook.figures if figure.agency}
        assert all(unit.in_force(end.last_day()) for unit in units)
        with pytest.raises(ReportError, match="Không ghi đè"):
            scaffold(here, period, H1)
        assert state(here.root) == after


def test_last_periods_values_stand_beside(place: Workspace) -> None:
    scaffold(place, Period.parse("2020-H2"), H1)
    previous = {
        (row["indicator"], row["agency"]): row["previous"] for row in rows_of(place, Period.parse("2020-H2"))
    }
    assert previous["ho_so.tiep_nhan", ""] == "2400"
    assert previous["ho_so.ty_le", ""] == "25.00"
    assert previous["dao_tao.hoc_vien", "quan_a"] == "30"


def test_merged_units_give_way_to_their_successor(place: Workspace) -> None:
    made = scaffold(place, Period.parse("2021-H1"), H1)
    units = [(r["agency"], r["previous"]) for r in rows_of(place, Period.parse("2021-H1")) if r["agency"]]
    assert units == [("thanh_pho_c", "42")]
    assert "Quận B (giả định): Thành phố C (giả định)" in " ".join(made.remarks)


def test_after_the_end_of_a_level_the_code_is_asked_of_the_whole(place: Workspace) -> None:
    made = scaffold(place, Period.parse("2025-H2"), H1)
    asked = [
        (r["agency"], r["previous"])
        for r in rows_of(place, Period.parse("2025-H2"))
        if "hoc_vien" in r["indicator"]
    ]
    assert asked == [("", "42")]
    assert "chưa khai đơn vị thay thế" in " ".join(made.remarks)


def test_a_cumulative_figure_keeps_its_first_day_and_no_other_does(place: Workspace) -> None:
    edit(place.root, "data/2020-H1/figures.csv", "dao_tao.lop,,7,,,", "dao_tao.lop,,7,2014-12,,")
    scaffold(place, Period.parse("2020-H2"), H1)
    starts = {
        r["indicator"]: (r["window_from"], r["window_to"]) for r in rows_of(place, Period.parse("2020-H2"))
    }
    assert starts["dao_tao.lop"] == ("2014-12", "")
    assert starts["ho_so.tiep_nhan"] == ("", "")


@pytest.mark.parametrize("home", ["data/2020-H1", "data/catalog"])
def test_the_exhibits_go_along_where_they_are_the_periods_own(place: Workspace, home: str) -> None:
    add(place.root, f"{home}/exhibits.yml", "# Made up.\nho_so: []\n")
    scaffold(place, Period.parse("2020-H2"), Period.parse("2020-H1"))
    carried = place.data(Period.parse("2020-H2")) / "exhibits.yml"
    assert carried.is_file() is (home == "data/2020-H1")


def test_documents_that_recur_and_those_of_the_old_period(place: Workspace) -> None:
    path = "data/2020-H1/documents.csv"
    more = (
        "nd-61-2018,Nghị định,61/2018/NĐ-CP,,Chính phủ,,,\n"
        "qd-9-2020,Quyết định,9/QĐ-TN,2020-02-01,UBND tỉnh,,,\n"
        "qd-17-2019,Quyết định,17/2019/QĐ-UBND,2019-07-04,UBND tỉnh,,,\n"
    )
    add(place.root, path, (place.root / path).read_text(encoding="utf-8") + more)
    made = scaffold(place, Period.parse("2020-H2"), H1)
    documents = load_workbook(place, Period.parse("2020-H2")).documents
    assert set(documents) == {"qd-1-2020", "gc-lop", "web-thu", "nd-61-2018", "qd-17-2019"}
    # The sentence that cites it carries the mark.
    assert not documents["qd-1-2020"].note
    assert "dẫn Quyết định" in place.narrative(Period.parse("2020-H2"), "ho_so").read_text(encoding="utf-8")
    assert not any("can_sua" in documents[name].note for name in ("web-thu", "nd-61-2018", "qd-17-2019"))
    assert "qd-9-2020" in " ".join(made.remarks)


def test_parameters_keep_place_and_comments_and_open_what_is_new(place: Workspace) -> None:
    path = "params/2020-H1.yml"
    edit(place.root, path, "number: null", "number: 7")
    edit(place.root, path, "date: null", "date: 2020-06-20")
    edit(place.root, path, "authority: TM. ỦY BAN THỬ", "authority: TM. ỦY BAN THỬ\n  name: Nguyễn Văn Thử")
    window = "window:\n  start: 2020-01-01\n  end: 2020-06-30\n"
    edit(place.root, path, "recipients:", f"{window}# Nhận 06 tháng đầu năm 2020\nrecipients:")
    scaffold(place, Period.parse("2021-9M"), H1)
    params = load_params(place, Period.parse("2021-9M"))
    assert (params.number, params.date, params.signature.name, params.window) == (None, None, None, None)
    assert (params.place, params.recipients) == ("Thử Nghiệm", ("Bộ Thử", "Lưu: VT"))
    text = place.params(Period.parse("2021-9M")).read_text(encoding="utf-8")
    assert "# Nhận 09 tháng đầu năm 2021" in text
    assert text.count("cần điền") == 3


def test_a_new_programme_brings_its_titles_and_marks_the_section(place: Workspace) -> None:
    scaffold(place, Period.parse("2021-H1"), H1)
    text = place.narrative(Period.parse("2021-H1"), "dao_tao").read_text(encoding="utf-8")
    assert "phần này nay là “Học tập suốt đời”" in text
    assert "tên phần theo chương trình trước" in text
    other = place.narrative(Period.parse("2021-H1"), "ho_so").read_text(encoding="utf-8")
    assert "phần này nay là" not in other


def test_nothing_is_left_half_written(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(place.root)
    replace = Path.replace

    def failing(path: Path, target: Path) -> Path:
        if path.name == "2020-H2":
            raise OSError(28, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(ReportError, match="chưa ghi gì"):
        scaffold(place, Period.parse("2020-H2"), H1)
    assert state(place.root) == before


@pytest.mark.parametrize("top", ["params/2020-H2.yml", "data/2020-H2/figures.csv"])
def test_one_thing_in_the_way_is_enough_to_refuse(place: Workspace, top: str) -> None:
    add(place.root, top, "của người khác\n")
    before = state(place.root)
    with pytest.raises(ReportError, match="Không ghi đè") as error:
        scaffold(place, Period.parse("2020-H2"), H1)
    assert str(place.root / "/".join(top.split("/")[:2])) in str(error.value)
    assert state(place.root) == before


def test_no_period_is_beside_one_that_ends_later(place: Workspace) -> None:
    third = Period.parse("2020-Q3")
    shutil.copytree(place.data(H1), place.data(third))
    shutil.copy(place.params(H1), place.params(third))
    assert earlier_period(place, H1) is None
    assert earlier_period(place, third) == H1
