"""Made-up forms and figures opened and saved by the real LibreOffice, as often as people do."""

import shutil
import subprocess
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest
from tests.conftest import run_cchc
from tests.intake.filling import DATA, fill
from tests.intake.province import (
    AGENCIES,
    EMPTY_FIGURES,
    INDICATORS,
    PERIOD,
    UNIT_RULES,
    values,
    write_province,
)

from cchc.base.period import Period
from cchc.base.spreadsheets.grid import Grid
from cchc.base.spreadsheets.open_book import open_book
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace

OFFICE = shutil.which("soffice")
Convert = Callable[[Path, str], Path]
CSV_IN = "Text - txt - csv (StarCalc):59/44,34,76"
CSV_OUT = "csv:Text - txt - csv (StarCalc):59,34,76"
# Each holds what LibreOffice takes for a character.
CODES = ("dao_tao.phuong_xa_mo_lop", "dao_tao.da_xac_dinh", "dao_tao.ben_xe_khach")
UNIT = "huyen_xa_dao"


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Open a file in LibreOffice and save it in a format, in a new folder; the same but once."""
    base = tmp_path_factory.mktemp("office")

    @cache
    def converted(path: Path, form: str) -> Path:
        folder = Path(base, str(len(list(base.iterdir()))))
        command = [OFFICE or "", f"-env:UserInstallation={(base / 'profile').as_uri()}", "--headless"]
        if path.suffix == ".csv":
            command.append(f"--infilter={CSV_IN}")
        subprocess.run(
            [*command, "--convert-to", form, "--outdir", folder, path],
            check=False,
            capture_output=True,
            timeout=120,
        )
        return folder / f"{path.stem}.{form.partition(':')[0]}"

    probe = base / "thu.csv"
    probe.write_text("a;b\n", encoding="utf-8")
    if OFFICE is None or not converted(probe, "xlsx").exists():
        pytest.skip("LibreOffice Calc (soffice) is not on this machine")
    return converted


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The province with codes that are taken for something else."""
    root = write_province(tmp_path_factory.mktemp("xa") / "tinh")
    indicators = "".join(
        f"{code},Chỉ tiêu {n},lớp,count,0,none,,Giả định.,,\n" for n, code in enumerate(CODES)
    )
    for name, text in {
        "catalog/indicators.csv": INDICATORS + indicators,
        "catalog/agencies.csv": AGENCIES + f"{UNIT},Huyện Đảo (giả định),,huyen,,,\n",
        "catalog/intake.csv": UNIT_RULES + "".join(f"{code},{UNIT},\n" for code in CODES),
        f"{PERIOD}/figures.csv": EMPTY_FIGURES + "".join(f"{code},,,,,,\n" for code in CODES),
    }.items():
        (root / "data" / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def filled(commune: Path) -> Path:
    """That unit's form as it fills it."""
    made = run_cchc("intake", "template", PERIOD, "--to", commune.parent / "mau", "--workspace", commune)
    assert made.code == 0, made.text
    path = commune.parent / "mau" / f"{PERIOD}_{UNIT}.xlsx"
    (grid,) = [grid for grid in open_book(path, path.name).grids if grid.name == DATA]
    rows = {grid.text(row, 1): row + 1 for row in grid.rows()}
    fill(path, {f"J{rows[code]}": n for n, code in enumerate(CODES, start=1)})
    return path


@pytest.mark.parametrize("forms", [["xlsx", "xlsx"], ["ods", "xlsx", "ods"], ["xls"]])
def test_a_form_may_be_opened_and_saved_again_and_again(
    commune: Path, filled: Path, convert: Convert, tmp_path: Path, forms: Iterable[str]
) -> None:
    root = Path(shutil.copytree(commune, tmp_path / "tinh"))
    path = filled
    for form in forms:
        path = convert(path, form)
    folder = tmp_path / "ve"
    folder.mkdir()
    shutil.copy(path, folder)
    ran = run_cchc("intake", "import", folder, "--workspace", root)
    assert ran.code == 0, ran.text
    assert "Mẫu cũ" not in ran.text
    assert values(root) == {(code, UNIT): str(n) for n, code in enumerate(CODES, start=1)}


def test_figures_go_through_a_workbook_and_back(commune: Path, convert: Convert, tmp_path: Path) -> None:
    root = Path(shutil.copytree(commune, tmp_path / "tinh"))
    path = root / "data" / PERIOD / "figures.csv"
    lines = [f"{code},{UNIT},{n},,,," for n, code in enumerate(CODES, start=1)]
    path.write_text("\n".join([EMPTY_FIGURES.partition("\n")[0], *lines]), encoding="utf-8")
    place, period = Workspace(root), Period.parse(PERIOD)
    before = [(f.indicator, f.agency, f.value) for f in load_workbook(place, period).figures]
    # Twice, for what LibreOffice damages is what it opens of its own workbook.
    book = convert(convert(convert(path, "xlsx"), "xlsx"), "xlsx")
    shutil.copy(convert(book, CSV_OUT), path)
    assert "phuong_xa_mo_lop" not in path.read_text(encoding="utf-8"), "or LibreOffice has been mended"
    after = load_workbook(place, period)
    assert [(f.indicator, f.agency, f.value) for f in after.figures] == before
    path.unlink()
    shutil.copy(book, path.with_suffix(".xlsx"))
    assert [(f.indicator, f.agency, f.value) for f in load_workbook(place, period).figures] == before


def test_what_libreoffice_writes_is_read_as_it_shows_it(filled: Path, convert: Convert) -> None:
    shown: list[dict[tuple[int, int], str]] = []
    for form in ("xlsx", "ods", "xls"):
        path = convert(filled, form)
        grids = open_book(path, path.name).grids
        shown += [_texts(grid) for grid in grids if grid.name == DATA]
        assert [grid.name for grid in grids] == [g.name for g in open_book(filled, "a").grids]
    assert shown[0] == shown[1] == shown[2]


def _texts(grid: Grid) -> dict[tuple[int, int], str]:
    return {place: cell.text for place, cell in grid.cells.items()}
