"""The pictures of docs/hinh-va-bang.md, from its own examples: `python -m tests.exhibit_pictures`.

Figures by unit and of earlier years are made up.
"""

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pypandoc
import vl_convert
import yaml
from playwright.sync_api import sync_playwright

from cchc.base.period import Period
from cchc.base.windows import Window
from cchc.inputs.exhibits import Exhibit
from cchc.inputs.figures import Figure
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.notebook.captions import Piece
from cchc.notebook.chart_specs import narrow_form, report_spec
from cchc.notebook.section import Section, printed_declared
from cchc.values.earlier import Base
from cchc.values.values import Values

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "hinh-va-bang.md"
PICTURES = PAGE.parent / "hinh"
ON_PHONE = "truc-tuyen"
EXAMPLE = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Made up: dossiers in time and overdue, by commune; of all, in earlier years.
COMMUNES = {"An": (980, 4), "Bình": (1210, 31), "Cát": (640, 2), "Đông": (1530, 12), "Hòa": (870, 47)}
YEARS = {2017: ("2011400", "1987200"), 2018: ("2420100", "2391800"), 2019: ("2874900", "2833000")}
LOOK = """table { border-collapse: collapse; font: 13px Arial, sans-serif; color: #1f2933 }
th, td { padding: 6px 9px; border-bottom: 1px solid #cbd2d9; text-align: left } th { background: #f2f4f6 }"""


def examples() -> Iterator[tuple[str, Exhibit]]:
    """Section and exhibit of each example on the page."""
    for block in EXAMPLE.findall(PAGE.read_text(encoding="utf-8")):
        for section, entries in yaml.safe_load(block).items():
            yield from ((section, Exhibit.model_validate(entry)) for entry in entries)


def printed(section: str, exhibit: Exhibit) -> Piece:
    """What the product makes of an example."""
    workbook = load_workbook(Workspace(ROOT), Period.parse("2020-H1"))
    muc = Section(section, _with_communes(workbook) if exhibit.by_unit else workbook)
    years = [_year(workbook, year, *values) for year, values in YEARS.items()]
    with (
        patch.object(muc.periods, "years", return_value=years),
        patch.object(muc.periods, "named", return_value=years[-1]),
    ):
        return printed_declared(muc, exhibit)


def _with_communes(workbook: Workbook) -> Workbook:
    like = next(iter(workbook.agencies.values()))
    agencies = {
        f"xa_{n}": replace(like, code=f"xa_{n}", name=f"Xã {name}") for n, name in enumerate(COMMUNES)
    }
    figures = [
        Figure(f"tthc.ho_so.{code}", f"xa_{n}", Decimal(value), Window(), "", "", "", 1)
        for n, (in_time, late) in enumerate(COMMUNES.values())
        for code, value in (("dung_han", in_time), ("qua_han", late), ("da_giai_quyet", in_time + late))
    ]
    return replace(workbook, agencies=agencies, figures=tuple(figures))


def _year(workbook: Workbook, year: int, received: str, in_time: str) -> Base:
    period = Period.parse(f"{year}-H1")
    codes = {"tthc.ho_so.tiep_nhan": received, "tthc.ho_so.dung_han": in_time}
    window = workbook.calendar.window(period)
    figures = tuple(Figure(code, "", Decimal(text), window, "", "", "", 1) for code, text in codes.items())
    then = replace(workbook, period=period, figures=figures)
    return Base(Values(then), period.named(leading_zero=True), then, period)


def draw_all() -> None:
    """Write every picture of the page."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir()
    for section, exhibit in examples():
        piece = printed(section, exhibit)
        target = PICTURES / f"{exhibit.id}.png"
        if piece.spec is None:
            _draw_table(piece.markdown, target)
            continue
        target.write_bytes(vl_convert.vegalite_to_png(_on_paper(piece.spec), scale=1.5))
        narrow = narrow_form(piece.spec)
        if exhibit.id == ON_PHONE and narrow is not None:
            phone = PICTURES / f"{exhibit.id}-dien-thoai.png"
            phone.write_bytes(vl_convert.vegalite_to_png(_on_paper(narrow), scale=1.5))


def _on_paper(spec: dict[str, object]) -> dict[str, object]:
    drawn = report_spec(spec)
    return {**drawn, "background": "white", "padding": 8}


def _draw_table(markdown: str, target: Path) -> None:
    # As the page has it, without its caption.
    table = "\n".join(line for line in markdown.split("\n") if line.startswith("|"))
    html = pypandoc.convert_text(table, "html", "markdown", extra_args=["--wrap=none"])
    program = next(found for name in ("chromium", "chromium-browser") if (found := shutil.which(name)))
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "bang.html"
        page_file.write_text(f"<meta charset=utf-8><style>{LOOK}</style>{html}", encoding="utf-8")
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = chromium.new_page(device_scale_factor=1.5)
        page.goto(page_file.as_uri())
        page.locator("table").screenshot(path=target)
        chromium.close()


if __name__ == "__main__":
    draw_all()
    sys.stdout.write(f"{len(list(PICTURES.iterdir()))} hình trong {PICTURES.relative_to(ROOT)}\n")
