# Made up for tests: no figure, document or name here is real.
"""A build folder as `assemble` hands it on, and what the embedded engine makes of it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import pytest
from tests.publish.rendering import rendered_files

SAMPLE = Path(__file__).parent / "sample"
SPEC_PLACE = "<!-- chart-spec -->"
MADE_UP = "<!-- Made up for tests: no figure, document or name here is real. -->"
NUMBERS = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"]}
BLUE, GREY = "#0b5394", "#aab4bd"

# In a process of its own: once vl-convert has drawn here, forked children would hang.
DRAW = """
import json, pathlib, sys, vl_convert
for name, spec in json.load(sys.stdin).items():
    svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    pathlib.Path(name + ".svg").write_text(svg, encoding="utf-8")
    pathlib.Path(name + ".png").write_bytes(vl_convert.svg_to_png(svg, scale=1, ppi=200))
"""


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The assembled build folder, as no engine has touched it: copy it, do not render in it."""
    return write_sample(tmp_path_factory.mktemp("sample") / "build")


@pytest.fixture(scope="session")
def rendered(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample in all formats."""
    build = tmp_path_factory.mktemp("rendered") / "build"
    shutil.copytree(sample, build)
    return rendered_files(build, ["html", "pdf", "docx"])


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A build folder with the least in it; the test writes its section."""
    (tmp_path / "sections").mkdir()
    shutil.copyfile(SAMPLE / "metadata.yml", tmp_path / "metadata.yml")
    return tmp_path


def write_sample(build: Path) -> Path:
    """Write the sample into `build` and return it."""
    shutil.copytree(SAMPLE, build, dirs_exist_ok=True)
    (build / "charts").mkdir()
    specs = {
        "hinh-chi-dao-hai-long": satisfaction(),
        "hinh-tthc-ho-so": dossiers(),
        "hinh-danh-gia-thang": months(),
    }
    subprocess.run(
        [sys.executable, "-c", DRAW], input=json.dumps(specs), text=True, cwd=build / "charts", check=True
    )
    for path in (build / "sections").glob("*.md"):
        path.write_text(_filled(path.read_text(encoding="utf-8"), specs), encoding="utf-8")
    return build


def satisfaction() -> dict[str, Any]:
    data = pd.DataFrame(
        {
            "name": ["Hài lòng", "Bình thường", "Không hài lòng"],
            "value": [97.25, 2.10, 0.65],
            "text": ["97,25%", "2,10%", "0,65%"],
        }
    )
    return _spec(_bars(data))


def dossiers() -> dict[str, Any]:
    data = pd.DataFrame(
        {
            "name": ["Giải quyết đúng hạn </script>", "Đang giải quyết", "Quá hạn"],
            "value": [3072266, 49107, 12147],
            "text": ["3.072.266", "49.107", "12.147"],
        }
    )
    return _spec(_bars(data))


def months() -> dict[str, Any]:
    data = pd.DataFrame({"month": range(1, 7), "value": [40000, 38000, 45000, 52000, 61000, 70000]})
    line = alt.Chart(data).mark_line(color=BLUE, point=True)
    return _spec(line.encode(x=alt.X("month:O", title="Tháng"), y=alt.Y("value:Q", title="Hồ sơ")))


def _bars(data: pd.DataFrame) -> Any:
    base = alt.Chart(data).encode(
        y=alt.Y("name:N", sort=None, title=None), x=alt.X("value:Q", axis=None), tooltip=["name", "text"]
    )
    return base.mark_bar(color=BLUE) + base.mark_text(align="left", dx=5).encode(text="text")


def _spec(chart: Any) -> dict[str, Any]:
    config = {
        "font": "Liberation Sans, Arial, sans-serif",
        "locale": {"number": NUMBERS},
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": 13,
            "domain": False,
            "ticks": False,
            "gridColor": "#e4e7eb",
            "labelLimit": 320,
        },
        "text": {"fontSize": 13},
    }
    spec: dict[str, Any] = chart.properties(width=560, height=150).to_dict()
    return {**spec, "config": config}


def _filled(text: str, specs: dict[str, Any]) -> str:
    # The reader takes no HTML, and so no comment, in.
    text = text.removeprefix(f"{MADE_UP}\n")
    text = text.replace("{{rows}}", "\n".join(_row(n) for n in range(1, 31)))
    for name, spec in specs.items():
        before, mark, after = text.partition(f"{{#{name} .chart}}")
        if mark:
            block = f"```{{.chart-spec}}\n{json.dumps(spec, ensure_ascii=False)}\n```"
            text = before + mark + after.replace(SPEC_PLACE, block, 1)
    return text


def _row(n: int) -> str:
    received, solved = f"{n}.{n * 37 % 1000:03d}", f"{n}.{n * 31 % 1000:03d}"
    return f'| Quận {n} | [{received}]{{.num data-code="tthc.nhan"}} | {solved} | 99,{n:02d}% |'
