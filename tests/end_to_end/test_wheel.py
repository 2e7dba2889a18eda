"""The package as others get it: built, installed and run outside the source tree, without a network."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import write_workspace
from tests.end_to_end.edition import WORKBOOK

import cchc
from cchc.base.cache import program
from cchc.base.installation import SKELETON

QUIET = ("--no-deps", "--no-index", "--quiet", "--disable-pip-version-check")
PUBLISHED = ("bao-cao.html", "bao-cao.pdf", "bao-cao.docx", "figures.csv", "figures.xlsx", "findings.csv")

Installed = Callable[..., str]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Run Python with the built wheel, and of this environment only the libraries; gives what it printed."""
    root = tmp_path_factory.mktemp("may-khac")
    environment = root / "env"
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    # The libraries' own data: nbconvert's templates.
    shared = {**os.environ, "JUPYTER_PATH": str(Path(sys.prefix, "share", "jupyter"))}
    shared.pop("PYTHONPATH", None)

    def run(*arguments: str | Path, folder: Path = root) -> str:
        call = [str(part) for part in arguments]
        return subprocess.run(
            call, cwd=folder, env=shared, capture_output=True, encoding="utf-8", timeout=120, check=True
        ).stdout

    pip = (sys.executable, "-m", "pip")
    run(*pip, "wheel", WORKBOOK, "--no-build-isolation", "--wheel-dir", root / "dist", *QUIET)
    run(sys.executable, "-m", "venv", "--without-pip", environment)
    (wheel,) = (root / "dist").glob("cchc-*.whl")
    run(*pip, "--python", python, "install", wheel, *QUIET)
    # A folder named in a .pth file brings no .pth files of its own: not the one of the source tree.
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    where = run(python, "-c", "import cchc; print(cchc.__file__)").strip()
    assert Path(where) == site / "cchc" / "__init__.py"
    return lambda *arguments, **options: run(python, *arguments, **options)


def test_the_version_is_told_once(installed: Installed) -> None:
    assert installed("-m", "cchc", "--version") == f"cchc {cchc.__version__}\n"
    metadata = "from importlib.metadata import version; print(version('cchc'))"
    assert installed("-c", metadata).strip() == cchc.__version__


def test_the_program_is_the_same_in_both_places(installed: Installed) -> None:
    said = installed("-c", "from cchc.base.cache import program; print(program())")
    assert said.strip() == program()


def test_a_report_is_made(installed: Installed, tmp_path: Path) -> None:
    write_workspace(tmp_path / "so")
    installed("-m", "cchc", "report", "2020-H1", "--workspace", "so", folder=tmp_path)
    output = tmp_path / "so" / "output" / "2020-H1"
    assert [name for name in PUBLISHED if not (output / name).stat().st_size] == []
    assert "2.400" in (output / "bao-cao.html").read_text(encoding="utf-8")


def test_a_locality_begins_with_the_neutral_workbook_that_comes_along(
    installed: Installed, tmp_path: Path
) -> None:
    begin = ("init", "so-moi", "--locality", "tỉnh Lâm Đồng", "--period", "2026-H1")
    installed("-m", "cchc", *begin, folder=tmp_path)
    for made in ("params/2026-H1.yml", "data/catalog/indicators.csv", "notebooks/22_tthc.ipynb"):
        assert (tmp_path / "so-moi" / made).is_file()
    owed = installed(
        "-m", "cchc", "status", "2026-H1", "--chi-tiet", "--workspace", "so-moi", folder=tmp_path
    )
    assert "data/2026-H1/narrative/tthc.md" in owed


def test_the_workbook_that_comes_along_is_whole(installed: Installed) -> None:
    where = installed("-c", "from cchc.base.installation import SKELETON; print(SKELETON)").strip()
    brought, kept = (
        {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
        for folder in (Path(where), SKELETON)
    )
    assert brought == kept
