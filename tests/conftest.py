"""A made-up workspace, small so that tests are fast: every name and figure in it is invented."""

import contextlib
import io
import os
import shutil
import signal
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import nbformat
import pytest
import vl_convert
from hypothesis import settings
from nbformat import v4
from tests.end_to_end.browser import browser

from cchc.base.own_folder import CACHE_VARIABLE
from cchc.base.period import KINDS, Period
from cchc.cli import main
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace

# One for the whole run: two of them cannot live side by side in a process.
__all__ = ["browser"]

# A slow machine is no mistake of ours.
settings.register_profile("cchc", deadline=None)
settings.load_profile("cchc")

# What starts the library that draws.
DRAWING = [name for name in dir(vl_convert) if name == "javascript_bundle" or "_to_" in name]

FILES = {
    "params/2020-H1.yml": """\
        # Made up for tests.
        period: 2020-H1
        locality: tỉnh Thử Nghiệm
        issuing_body:
          parent: null
          lines:
            - ỦY BAN THỬ
          short: UBND tỉnh
        number: null
        symbol: BC-UBND
        place: Thử Nghiệm
        date: null
        signature:
          authority: TM. ỦY BAN THỬ
        recipients:
          - Bộ Thử
          - "Lưu: VT"
        """,
    "data/catalog/indicators.csv": """\
        code,name,unit,kind,decimals,direction,formula,definition,source,form
        ho_so.tiep_nhan,Hồ sơ tiếp nhận,hồ sơ,count,0,higher,,Giả định.,Phòng Thử,
        ho_so.truc_tuyen,Hồ sơ trực tuyến,hồ sơ,count,0,higher,,Giả định.,Phòng Thử,
        ho_so.ty_le,Tỷ lệ trực tuyến,%,rate,2,higher,100 * ho_so.truc_tuyen / ho_so.tiep_nhan,,Phòng Thử,
        dao_tao.lop,Lớp học,lớp,count,0,none,,Giả định.,Phòng Học,
        dao_tao.hoc_vien,Học viên,người,count,0,higher,,Giả định.,Phòng Học,
        dao_tao.kinh_phi,Kinh phí,đồng,amount,0,lower,,Giả định.,Phòng Học,
        dao_tao.hai_long,Mức hài lòng,%,rate,2,higher,,Giả định.,Phòng Học,
        """,
    "data/catalog/agencies.csv": """\
        code,name,short,level,valid_from,valid_to
        quan_a,Quận 1 (giả định),Q.1,huyen,,
        quan_b,Quận B (giả định),Q.B,huyen,,
        """,
    "data/catalog/calendar.csv": """\
        kind,first_year,last_year,start_year_offset,start,end,basis
        H1,2019,,-1,12-15,06-14,giả định
        """,
    "data/catalog/proper_names.csv": """\
        name,note
        COVID-19,giả định
        """,
    "data/catalog/outline-2011-2020.yml": """\
        # Made up for tests.
        programme: thử
        basis: thử
        first_year: 2011
        last_year: 2020
        parts:
          - number: I
            title: HỒ SƠ
            sections:
              - {code: ho_so, notebook: 10_ho_so}
          - number: II
            title: ĐÀO TẠO
            sections:
              - {code: dao_tao, notebook: 20_dao_tao, number: "1", title: Lớp học}
        """,
    "data/2020-H1/figures.csv": """\
        indicator,agency,value,window_from,window_to,document,note
        ho_so.tiep_nhan,,2400,2019-12-16,2020-03-15,qd-1-2020,giả định
        ho_so.truc_tuyen,,600,2019-12-16,2020-03-15,,giả định
        ho_so.ty_le,,25.0,,,,giả định
        dao_tao.lop,,7,,,,giả định
        dao_tao.hoc_vien,quan_a,30,,2020-05,,giả định
        dao_tao.hoc_vien,quan_b,12,,2020-05,,giả định
        dao_tao.kinh_phi,,5600000,,,,giả định
        dao_tao.hai_long,,96.5,,,,giả định
        """,
    "data/2020-H1/documents.csv": """\
        id,kind,number,date,issuer,title,url,note
        qd-1-2020,Quyết định,1/QĐ-TN,2020-01-05,UBND tỉnh,về việc thử [giả định],,
        gc-lop,Ghi chú,,,,,,Số liệu giả định: {{ so('dao_tao.lop') }} lớp.
        web-thu,Web,,,,Trang thử,https://example.org/thu,
        """,
    "data/2020-H1/narrative/ho_so.md": """\
        Lời văn giả định của {{ ky_bao_cao }}.

        ## 1. Tiếp nhận

        Nhận {{ so("ho_so.tiep_nhan") }} hồ sơ{{ cc("qd-1-2020") }}, {{ ty_le("ho_so.ty_le") }} qua mạng.
        """,
    "data/2020-H1/narrative/dao_tao.md": """\
        ### 1.1. Lớp học

        Mở {{ so("dao_tao.lop") }} lớp giả định{{ cc("gc-lop", "web-thu") }}.
        """,
}

CHART = """\
import altair as alt
from cchc import open_section

muc = open_section("ho_so", period, workspace)
bang = muc.frame("ho_so.tiep_nhan", "ho_so.truc_tuyen")
hinh = alt.Chart(bang).mark_bar().encode(x="value:Q", y=alt.Y("name:N", sort=None))
muc.heading()
muc.chart(hinh, id="nhan", data=bang, title="{{ so('ho_so.tiep_nhan') }} hồ sơ", alt="Hình giả định")
muc.opening()
muc.narrative("1")"""

TABLE = """\
from cchc import open_section

muc = open_section("dao_tao", period, workspace)
muc.heading()
muc.narrative("1.1")
muc.figures_table(["dao_tao.lop", "dao_tao.hoc_vien"], id="lop", title="Lớp giả định")"""

NOTEBOOKS = {"10_ho_so": CHART, "20_dao_tao": TABLE}


def pytest_configure() -> None:
    """What a shell begins in the background ignores interrupts, and so would all that tests begin."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def write_notebook(path: Path, *code: str, parameters: str = 'period = ""\nworkspace = ""') -> None:
    """A made-up notebook: title, parameters, then one cell for each piece of code."""
    cells = [
        v4.new_markdown_cell("# Made up for tests", metadata={"tags": ["remove-cell"]}, id="title"),
        v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}, id="parameters"),
        *(v4.new_code_cell(text, id=f"cell-{n}") for n, text in enumerate(code)),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


def write_workspace(root: Path, files: Mapping[str, str] = FILES) -> None:
    """The whole made-up workspace."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8", newline="\n")
    for name, code in NOTEBOOKS.items():
        write_notebook(root / "notebooks" / f"{name}.ipynb", code)


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests make is not kept in the home of whoever runs them, nor taken from there."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(CACHE_VARIABLE, str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def no_drawing_here() -> Iterator[None]:
    """A test that draws does so in another process: what is forked after drawing would hang."""
    own = os.getpid()

    def elsewhere(work: Callable[..., Any]) -> Callable[..., Any]:
        def draw(*arguments: Any, **options: Any) -> Any:
            assert os.getpid() != own, f"vl_convert.{work.__name__} in the process of the tests"
            return work(*arguments, **options)

        return draw

    with pytest.MonkeyPatch.context() as patched:
        for name in DRAWING:
            patched.setattr(vl_convert, name, elsewhere(getattr(vl_convert, name)))
        yield


def forget_runs(*roots: Path) -> None:
    """As on another machine: nothing of earlier runs in these workspaces is there."""
    for root in roots:
        folder = Workspace(root).cache.folder
        assert folder is not None
        shutil.rmtree(folder)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The folder of a fresh made-up workspace."""
    root = tmp_path / "so-thu"
    write_workspace(root)
    return root


@pytest.fixture
def workbook(workspace: Path) -> Workbook:
    """The made-up workbook of 2020-H1."""
    return load_workbook(Workspace(workspace), Period.parse("2020-H1"))


class Ran(NamedTuple):
    """What a command ended with, and what it printed on both streams."""

    code: int
    text: str


Cchc = Callable[..., Ran]


def run_cchc(*arguments: str | Path) -> Ran:
    """Run the command in this process, as its entry point does."""
    printed = io.StringIO()
    code: object = 0
    with (
        patch.object(sys, "argv", ["cchc", *map(str, arguments)]),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
    assert isinstance(code, int)
    return Ran(code, printed.getvalue())


@pytest.fixture
def cchc() -> Cchc:
    """The command."""
    return run_cchc


DAYS = {
    "Q1": ("-1", "12-15", "03-14"),
    "Q2": ("0", "03-15", "06-14"),
    "Q3": ("0", "06-15", "09-14"),
    "Q4": ("0", "09-15", "12-14"),
    "H1": ("-1", "12-15", "06-14"),
    "H2": ("0", "06-15", "12-14"),
    "9M": ("-1", "12-15", "09-14"),
    "Y": ("-1", "12-15", "12-14"),
}
AGENCIES = """\
code,name,short,level,valid_from,valid_to,successor
quan_a,Quận 1 (giả định),Q.1,huyen,,2020-12-31,thanh_pho_c
quan_b,Quận B (giả định),Q.B,huyen,,2020-12-31,thanh_pho_c
thanh_pho_c,Thành phố C (giả định),TP.C,huyen,2021-01-01,2025-06-30,
huyen_d,Huyện D (giả định),H.D,huyen,,2022-12-31,huyen_e huyen_f
huyen_e,Huyện E (giả định),H.E,huyen,2023-01-01,2025-06-30,
huyen_f,Huyện F (giả định),H.F,huyen,2023-01-01,2025-06-30,
"""


def add(root: Path, file: str, text: str) -> None:
    """Write a file of the made-up workspace."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def edit(root: Path, file: str, old: str, new: str) -> None:
    """Replace the one place where `old` stands."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


@pytest.fixture
def place(workspace: Path) -> Workspace:
    """The made-up workspace with units that merge and split, and a second programme."""
    rows = [f"{kind},2019,,{','.join(DAYS[kind])},giả định" for kind in KINDS]
    header = "kind,first_year,last_year,start_year_offset,start,end,basis"
    add(workspace, "data/catalog/calendar.csv", "\n".join([header, *rows, ""]))
    add(workspace, "data/catalog/agencies.csv", AGENCIES)
    outline = (workspace / "data/catalog/outline-2011-2020.yml").read_text(encoding="utf-8")
    later = outline.replace("programme: thử", "programme: thử sau").replace("Lớp học", "Học tập suốt đời")
    later = later.replace("2011", "2021").replace("last_year: 2020", "last_year: 2030")
    add(workspace, "data/catalog/outline-2021-2030.yml", later)
    return Workspace(workspace)
