"""`cchc diff` on made-up editions, in its three forms, and what it says where it cannot."""

import json
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from tests.conftest import Cchc, add
from tests.editions.diff.made_up import TEXT, MadeUp, document, figure, finding, write_edition

FIRST = MadeUp(findings=[finding("so_hoc.tong", "ho_so.tiep_nhan", found="5")])
HOSTILE = "\\<img src=x onerror=alert(1)\\>"
SECOND = MadeUp(
    figures=[figure("ho_so.tiep_nhan", "2500", "2.500"), figure("ho_so.moi", "7", "07")],
    documents=[document("qd-2-2020", title="=HYPERLINK(1)</td><script>alert(1)</script>", number="")],
    sections={
        "10_ho_so": TEXT.replace("2.400", "2.500").replace("mục sau của", f"mục sau {HOSTILE} của"),
    },
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_edition(tmp_path, 1, FIRST)
    write_edition(tmp_path, 2, SECOND)
    return tmp_path


def test_the_table_tells_all_there_is(place: Path, cchc: Cchc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    code, said = cchc("diff", "2020-H1@1", "2020-H1@2", "--workspace", str(place))
    assert code == 0
    lines = said.splitlines()
    assert lines[0] == "Từ bản số 1 đến bản số 2, 06 tháng đầu năm 2020"
    assert lines[1] == (
        "1 con số đổi giá trị, 1 con số mới in; 2 câu được sửa; 1 điều cần xem lại không còn; "
        "1 văn bản, chú thích thêm mới, 1 văn bản, chú thích bị bỏ."
    )
    assert "    2.400 → 2.500: tăng 100 hồ sơ (4,17%)" in lines
    assert "    In ở: 1. Tiếp nhận" in lines
    assert "    Các phường thuộc TP. Mẫu nhận [-2.400-]{+2.500+} hồ sơ." in lines
    assert "    mục sau{+ <img src=x onerror=alert(1)>+} của danh sách." in lines


def test_an_edition_is_named_in_every_way(place: Path, cchc: Cchc) -> None:
    names = ("2020-H1", "2020-H1@moi_nhat", "2020-H1@2", str(place / "output/2020-H1/editions/0002"))
    told = [cchc("diff", "2020-H1@1", name, "--workspace", str(place)) for name in names]
    assert told == [told[0]] * 4


def test_json_has_exact_values_and_positions(place: Path, cchc: Cchc) -> None:
    code, said = cchc("diff", "2020-H1@1", "2020-H1", "--format", "json", "--workspace", str(place))
    data = json.loads(said)
    assert code == 0
    assert list(data) == ["from", "to", "summary", "figures", "sentences", "findings", "documents"]
    assert data["from"] == {"period": "2020-H1", "edition": 1, "final": False}
    changed = data["figures"][0]
    assert (changed["old"]["value"], changed["new"]["value"], changed["difference"]) == (
        "2400",
        "2500",
        "100",
    )
    assert changed["new"]["places"][0]["in_words"] == "1. Tiếp nhận"
    sentence = data["sentences"][0]
    assert (sentence["old_position"], sentence["new_position"], sentence["place"]) == (3, 3, "ho-so-1")
    assert [item["change"] for item in data["findings"]] == ["went"]
    assert {item["id"]: item["change"] for item in data["documents"]} == {
        "qd-2-2020": "added",
        "qd-1-2020": "dropped",
    }


def test_the_page_is_inert_and_links_only_to_what_is_there(place: Path, cchc: Cchc) -> None:
    report = '<html><h3 id="ho-so-1"></h3><span id="so-ho_so.tiep_nhan"></span></html>'
    (place / "output/2020-H1/bao-cao.html").write_text(report, encoding="utf-8")
    code, said = cchc("diff", "2020-H1@1", "2020-H1", "--format", "html", "--workspace", str(place))
    path = place / "output/2020-H1/thay-doi.html"
    assert code == 0
    assert str(path) in said
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    assert page.select("img, iframe, [onerror], link") == []
    assert all("page-own" in script["class"] for script in page.select("script"))
    policy = page.select_one('meta[http-equiv="Content-Security-Policy"]')
    assert policy
    assert str(policy["content"]).startswith("default-src 'none'")
    text = page.get_text()
    assert "<img src=x onerror=alert(1)>" in text
    # Without the apostrophe that kept a spreadsheet from computing it.
    assert ": =HYPERLINK(1)</td><script>alert(1)</script>" in text
    assert {str(link["href"]) for link in page.select("main a")} == {
        "bao-cao.html#so-ho_so.tiep_nhan",
        "bao-cao.html#ho-so-1",
    }
    row = page.select_one(".change-table tbody tr")
    assert row
    assert [cell.get_text(" ", strip=True) for cell in row.select("td")] == [
        "2.400",
        "2.500",
        "tăng 100 hồ sơ (4,17%)",
        "1. Tiếp nhận",
    ]
    assert [mark.get_text() for mark in row.select("del, ins")] == ["2.400", "2.500"]


def test_the_same_edition_says_so_in_every_part(place: Path, cchc: Cchc) -> None:
    code, said = cchc("diff", "2020-H1", "2020-H1", "--workspace", str(place))
    assert code == 0
    for words in ("Hai bản giống nhau", "Không con số nào", "Không câu chữ nào", "Không văn bản nào"):
        assert words in said
    output = place / "trang" / "khac.html"
    code, said = cchc(
        "diff", "2020-H1", "2020-H1", "--format", "html", "--output", str(output), "--workspace", str(place)
    )
    assert code == 0
    assert output.read_text(encoding="utf-8").count('class="no-change"') == 4


def test_two_periods_are_compared_by_indicator_with_their_windows_told(place: Path, cchc: Cchc) -> None:
    later = figure(
        "ho_so.tiep_nhan",
        "3000",
        "3.000",
        window_from="2020-06-16",
        window_to="2020-09-15",
        file="data/2020-H2/figures.csv",
    )
    earlier = figure("ho_so.tiep_nhan", "2500", "2.500")
    write_edition(place, 1, MadeUp(period="2020-H2", figures=[later, earlier]))
    code, said = cchc("diff", "2020-H1", "2020-H2", "--format", "json", "--workspace", str(place))
    assert code == 0
    told = {item["indicator"]: item for item in json.loads(said)["figures"]}
    assert told["ho_so.tiep_nhan"]["in_words"] == "tăng 500 hồ sơ (20,00%)"
    assert told["ho_so.tiep_nhan"]["windows_in_words"] == "số liệu 03 tháng so với 06 tháng"
    assert told["ho_so.moi"]["change"] == "removed"


def test_a_ledger_of_an_earlier_version_leaves_the_default_window_blank(
    workspace: Path, cchc: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    blank = {"window_from": "", "window_to": ""}
    whole, short = figure("ho_so.tiep_nhan", "2400", "2.400", **blank), figure("dao_tao.lop", "7", "07")
    write_edition(workspace, 1, MadeUp(figures=[whole, short | blank]))
    # Now it is written out; the calendar says the same.
    now = {"window_from": "2019-12-15", "window_to": "2020-06-14"}
    write_edition(workspace, 2, MadeUp(figures=[whole | now, short | now | {"window_to": "2020-03-14"}]))
    later = {"window_from": "2020-12-15", "window_to": "2021-03-14", "file": "data/2021-H1/figures.csv"}
    write_edition(workspace, 1, MadeUp(period="2021-H1", figures=[whole | later | {"value": "2600"}]))
    here = ("--workspace", workspace)
    assert "Hai bản giống nhau" in cchc("diff", "2020-H1@1", "2020-H1@1", *here).text
    said = cchc("diff", "2020-H1@1", "2020-H1@2", *here).text
    assert "1 con số đổi kỳ số liệu" in said
    assert "kỳ số liệu: 15/12/2019 – 14/6/2020 → 15/12/2019 – 14/3/2020" in said
    # Another period's own window stands in its parameters.
    params = (workspace / "params/2020-H1.yml").read_text(encoding="utf-8")
    months = "số liệu 03 tháng so với 06 tháng"
    for window, words in (("", months), ("window: {start: 2020-01-01, end: 2020-03-31}\n", "")):
        add(workspace, "params/2020-H1.yml", params + window)
        data = json.loads(cchc("diff", "2020-H1@1", "2021-H1", "--format", "json", *here).text)
        told = {item["indicator"]: item["windows_in_words"] for item in data["figures"]}
        assert told["ho_so.tiep_nhan"] == words
        assert (words in cchc("diff", "2020-H1@1", "2021-H1", *here).text) or not words
        cchc("diff", "2020-H1@1", "2021-H1", "--format", "html", *here)
        page = (workspace / "output/2021-H1/thay-doi.html").read_text(encoding="utf-8")
        assert (months in page) == bool(words)


def test_a_change_of_definition_between_two_periods_is_said(workspace: Path, cchc: Cchc) -> None:
    def edition(period: str, value: str, **cells: str) -> None:
        file = f"data/{period}/figures.csv"
        codes = ("ho_so.tiep_nhan", "ho_so.ty_le", "ho_so.truc_tuyen")
        rows = [figure(code, value, value, file=file, **cells) for code in codes]
        write_edition(workspace, 1, MadeUp(period=period, figures=rows))

    edition("2020-H1", "20", window_from="2019-12-15", window_to="2020-06-14")
    edition("2021-H1", "30", window_from="2020-12-15", window_to="2021-06-14")
    rows = "ho_so.tiep_nhan,2021-01-01,không tính hồ sơ chuyển sang\nho_so.truc_tuyen,2019-01-01,từ lâu\n"
    add(workspace, "data/catalog/definitions.csv", f"indicator,valid_from,text\n{rows}")
    here = ("2020-H1", "2021-H1", "--workspace", workspace)
    words = "cách tính đổi từ ngày 01/01/2021: không tính hồ sơ chuyển sang"
    data = json.loads(cchc("diff", *here, "--format", "json").text)
    told = {item["indicator"]: item["definition_in_words"] for item in data["figures"]}
    # The rate rests on the count.
    assert told == {"ho_so.tiep_nhan": words, "ho_so.ty_le": words, "ho_so.truc_tuyen": ""}
    assert " ".join(cchc("diff", *here).text.split()).count(words) == 2
    cchc("diff", *here, "--format", "html")
    assert (workspace / "output/2021-H1/thay-doi.html").read_text(encoding="utf-8").count(words) == 2
    # The same, another way round.
    assert words in cchc("diff", "2021-H1", "2020-H1", "--format", "json", "--workspace", workspace).text


def test_what_cannot_be_compared_is_told_in_words(place: Path, cchc: Cchc) -> None:
    def said_of(name: str) -> str:
        code, said = cchc("diff", "2020-H1@1", name, "--workspace", str(place))
        assert code == 1
        assert "Traceback" not in said
        return said

    assert "không có bản “9”. Các bản đang giữ: 1, 2" in said_of("2020-H1@9")
    assert "chưa có bản nào" in said_of("2020-H2")
    assert "không phải tên kỳ báo cáo" in said_of("khong-co")
    assert "không đọc được manifest.json" in said_of(str(place))
    folder = place / "output/2020-H1/editions/0002"
    (folder / "figures.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (folder / "documents.csv").unlink()
    said = said_of("2020-H1@2")
    assert "0002/figures.csv" in said
    assert "0002/documents.csv" in said
    shutil.rmtree(folder / "sections")
    assert "không có phần nào" in said_of("2020-H1@2")
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    assert "không đúng dạng JSON" in said_of("2020-H1@2")
