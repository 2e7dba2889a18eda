"""An official report waits for the end of its window and for its date, unless it is said why."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.conftest import Cchc, edit

from cchc.base.clock import today
from cchc.base.findings import ReportError
from cchc.base.period import Period
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace
from cchc.pipeline.early import early_reason, require_due
from cchc.pipeline.order import ReportOrder
from cchc.publish.pandoc import PandocEngine

PERIOD = Period.parse("2020-H1")
HERE = ("--engine", "pandoc", "--formats", "html")
# The made-up window ends on 14/6/2020.
LAST_DAY, DAY_BEFORE = "2020-06-14", "2020-06-13"


def set_today(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    noon = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))


def test_today_is_the_given_day_else_that_of_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, DAY_BEFORE)
    assert today() == date(2020, 6, 13)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert abs((today() - date.today()).days) <= 1


@pytest.mark.parametrize(
    ("day", "issued", "why"),
    [
        (LAST_DAY, "null", []),
        (DAY_BEFORE, "null", ["kỳ số liệu đến hết ngày 14/6/2020 chưa kết thúc"]),
        ("2020-06-20", "2020-06-20", []),
        ("2020-06-19", "2020-06-20", ["ngày ban hành 20/6/2020 chưa tới"]),
        (DAY_BEFORE, "2020-06-20", ["kỳ số liệu đến hết ngày 14/6/2020", "ngày ban hành 20/6/2020"]),
    ],
)
def test_what_is_still_to_come_is_named(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, day: str, issued: str, why: list[str]
) -> None:
    edit(workspace, "params/2020-H1.yml", "date: null", f"date: {issued}")
    set_today(monkeypatch, day)
    place = Workspace(workspace)
    workbook = load_workbook(place, PERIOD)
    official = ReportOrder(place, PERIOD, PandocEngine(), final=True)
    said = ReportOrder(place, PERIOD, PandocEngine(), final=True, early_reason="họp sớm")
    for order in (ReportOrder(place, PERIOD, PandocEngine()), said):
        require_due(order, workbook)
    assert early_reason(said, workbook) == ("họp sớm" if why else None)
    if not why:
        require_due(official, workbook)
        return
    with pytest.raises(ReportError, match="--truoc-han") as refusal:
        require_due(official, workbook)
    assert all(words in str(refusal.value) for words in why)


def test_the_reason_is_kept_and_told(cchc: Cchc, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def final(*more: str) -> tuple[int, str]:
        return cchc("report", "2020-H1", "--final", *HERE, *more, "--workspace", workspace)

    def manifest() -> dict[str, object]:
        data = json.loads((workspace / "output/2020-H1/manifest.json").read_text(encoding="utf-8"))
        assert isinstance(data, dict)
        return data

    set_today(monkeypatch, DAY_BEFORE)
    code, said = final()
    assert code == 1
    assert "hôm nay là ngày 13/6/2020" in said
    assert not (workspace / "output/2020-H1/bao-cao.html").exists()
    code, said = final("--truoc-han", "Bộ  yêu cầu\ngửi sớm")
    assert code == 0, said
    assert manifest()["early"] == "Bộ yêu cầu gửi sớm"
    listed = cchc("editions", "2020-H1", "--workspace", workspace).text
    assert "phát hành trước hạn, lý do: Bộ yêu cầu gửi sớm" in listed
    # The edition that stands does not make the next run one that was said why.
    assert final()[0] == 1
    # Once it is due, a reason is none: another edition, that was made in its time.
    set_today(monkeypatch, LAST_DAY)
    code, said = final("--truoc-han", "thừa")
    assert (code, manifest()["early"], manifest()["edition"]) == (0, None, 2), said
    assert final()[0] == 0
    assert manifest()["edition"] == 2


@pytest.mark.parametrize("more", [("--truoc-han", "lý do"), ("--final", "--truoc-han", " ")])
def test_a_reason_belongs_to_a_final_run(cchc: Cchc, workspace: Path, more: tuple[str, ...]) -> None:
    code, said = cchc("report", "2020-H1", *more, "--workspace", workspace)
    assert (code, "--truoc-han đi cùng --final" in said) == (2, True)
