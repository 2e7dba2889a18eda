"""figures.csv changed row by row; every other byte stays. Made-up rows."""

from decimal import Decimal
from pathlib import Path

import pytest

from cchc.base.files import DeliveryError
from cchc.base.findings import ReportError
from cchc.intake.figures_file import FiguresFile

PLAIN = 'indicator,agency,value,note\na.b,,1,"hai\ndòng"\n\na.c,,,"thừa nháy"\na.d,q,3,'


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_only_the_row_that_changes_is_written_anew(tmp_path: Path, mark: str, ending: str) -> None:
    path = tmp_path / "figures.csv"
    before = (mark + PLAIN.replace("\n", ending)).encode()
    path.write_bytes(before)
    file = FiguresFile(path)
    file.change(5, {"value": "2"})
    assert file.save()
    assert path.read_bytes() == before.replace('a.c,,,"thừa nháy"'.encode(), "a.c,,2,thừa nháy".encode())


def test_nothing_to_change_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(PLAIN.encode())
    file = FiguresFile(path)
    file.require_columns(["value"])
    file.change(2, {"value": "1"})
    assert not file.save()
    assert path.read_bytes() == PLAIN.encode()


def test_new_columns_and_rows(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text("indicator;agency;value\na.b;;1\na.c;;2", encoding="utf-8")
    file = FiguresFile(path)
    file.require_columns(["source_cell"])
    file.add({"indicator": "a.b", "agency": "q", "value": "5", "source_cell": "t.xlsx!J1"})
    file.add({"indicator": "a.z", "value": "6"})
    file.save()
    assert path.read_text(encoding="utf-8") == (
        "indicator;agency;value;source_cell\na.b;;1;\na.b;q;5;t.xlsx!J1\na.c;;2;\na.z;;6;\n"
    )


def test_a_refusal_of_the_system_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(PLAIN.encode())
    file = FiguresFile(path)
    file.change(2, {"value": "9"})

    def refuse(*_: object) -> None:
        raise PermissionError(13, "made up")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(DeliveryError, match="không có quyền"):
        file.save()
    assert path.read_bytes() == PLAIN.encode()
    assert [p.name for p in tmp_path.iterdir()] == ["figures.csv"]


def test_empty_columns_and_capitals_of_excel_stay(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes("\ufeffIndicator;Agency;Value;;\r\na.b;;1;;\r\na.c;;\r\n;;;;\r\n".encode("utf-16"))
    file = FiguresFile(path)
    file.require_columns(["imported"])
    file.change(2, {"value": "2"})
    file.add({"indicator": "a.z", "value": "6"})
    file.save()
    assert path.read_bytes().decode("utf-16").splitlines() == [
        "\ufeffIndicator;Agency;Value;;;imported", "a.b;;2;;;", "a.c;;;;;", "a.z;;6;;;", ";;;;",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("beside", "text"), [("98,91", "1,2340"), ("98.91", "1.2340"), ("7", "1.2340"), ("1.234.567", "1,2340")]
)
def test_a_number_is_written_as_the_others_are(tmp_path: Path, beside: str, text: str) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(f"indicator;agency;value\na.b;;{beside}\n", encoding="utf-8")
    assert FiguresFile(path).number(Decimal("1.234")) == text


def test_an_old_code_page_gives_way_to_letters_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(b"indicator,agency,value,note\na.b,,1,m\xf4\xf2t\n")
    file = FiguresFile(path)
    file.change(2, {"note": "một → hai"})
    file.save()
    assert path.read_text(encoding="utf-8-sig") == "indicator,agency,value,note\na.b,,1,một → hai\n"


def test_a_workbook_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "figures.xlsx").write_bytes(b"made up")
    with pytest.raises(ReportError, match=r"ở tệp figures\.xlsx.*CSV UTF-8"):
        FiguresFile(tmp_path / "figures.csv")
