"""A machine with Python alone, and no font at all, prints Vietnamese as every other machine does."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader
from tests.conftest import forget_runs, write_notebook, write_workspace
from tests.end_to_end.edition import sha256
from tests.vietnamese import LETTERS

from cchc.notebook.charts import FONT
from cchc.publish.layout import official_layout, report_fonts

EPOCH = "1790000000"
# An empty folder over each in which programs look for fonts.
HIDING = """\
for folder in /usr/share/fonts /usr/local/share/fonts; do
    if [ -d "$folder" ]; then mount -t tmpfs none "$folder" || exit 1; fi
done
exec "$@"
"""
STYLES = {"Regular": "{}", "Bold": "**{}**", "Italic": "*{}*", "BoldItalic": "***{}***"}
# As wide as a chart that is printed at its size.
PIECES = [LETTERS[start : start + 24] for start in range(0, len(LETTERS), 24)]
NOTEBOOK = f"""\
import altair as alt
import pandas as pd
from cchc import open_section

muc = open_section("ho_so", period, workspace)
muc.heading()
bang = pd.DataFrame({{"name": {PIECES}}})
nen = alt.Chart(bang, height=400).encode(y=alt.Y("name:N", axis=None), text="name:N")
dam = nen.mark_text(fontWeight="bold", dy=20)
muc.chart(nen.mark_text() + dam, id="chu", data=muc.frame("ho_so.tiep_nhan"), title="Chữ", alt="Chữ")
muc.narrative("1")"""
DRAWN = """\
import hashlib, json, sys
from cchc.publish.chart_picture import draw_png

letters, font = json.loads(sys.argv[1])
text = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text x="9" y="30" font-size="20"' \\
    ' font-family="{}" font-weight="{}" font-style="{}">{}</text></svg>'
for weight in ("normal", "bold"):
    for style in ("normal", "italic"):
        pictures = {draw_png(text.format(font, weight, style, letter)) for letter in letters}
        assert len(pictures) == len(letters), (weight, style)
"""

View = Callable[..., str]


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> View:
    """Run a program where no font of the machine can be seen; gives what it printed."""
    if sys.platform != "linux" or shutil.which("unshare") is None:
        pytest.skip("không che được phông chữ của máy: cần Linux và unshare")
    home = tmp_path_factory.mktemp("nha")
    found = {"HOME": str(home), "FONTCONFIG_FILE": "/dev/null", "SOURCE_DATE_EPOCH": EPOCH}
    namespace = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]

    def run(*command: str | Path) -> str:
        done = subprocess.run(
            [*namespace, "sh", "-c", HIDING, "sh", *map(str, command)],
            env={**os.environ, **found} | {"XDG_DATA_HOME": str(home)},
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    try:
        run("true")
    except AssertionError as error:
        pytest.skip(f"không che được phông chữ của máy: {error}")
    return run


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All letters in four styles of the text, and in a chart."""
    root = tmp_path_factory.mktemp("may-tran") / "so"
    write_workspace(root)
    write_notebook(root / "notebooks/10_ho_so.ipynb", NOTEBOOK)
    lines = "\n\n".join(style.format(f"Chữ {LETTERS}") for style in STYLES.values())
    (root / "data/2020-H1/narrative/ho_so.md").write_text(f"## 1. Chữ\n\n{lines}\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def output(bare: View, workbook: Path) -> Path:
    """What the command makes of it there."""
    bare(sys.executable, "-m", "cchc", "report", "2020-H1", "--engine", "pandoc", "--workspace", workbook)
    return workbook / "output/2020-H1"


def faces(pdf: Path) -> dict[str, Any]:
    """The fonts of a PDF by face and style."""
    with pikepdf.open(pdf) as opened:
        fonts = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and "/ToUnicode" in o]
        return {str(font.BaseFont).split("+")[1]: bytes(font.ToUnicode.read_bytes()) for font in fonts}


def glyphs(table: bytes) -> Mapping[str, int]:
    """The number of the glyph that draws each character."""
    pairs = re.findall(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]{4})>\n", table)
    return {chr(int(char, 16)): int(glyph, 16) for glyph, char in pairs}


def test_there_is_no_font_but_those_that_typst_brings(bare: View) -> None:
    said = bare(sys.executable, "-c", "import typst; print(*{f.path for f in typst.Fonts().fonts()})")
    assert said.strip() == "None"


def test_the_pdf_is_set_in_the_faces_that_come_along(output: Path) -> None:
    found = {name.removesuffix("-Identity-H") for name in faces(output / "bao-cao.pdf")}
    text = {f"TeXGyreTermes-{style}" for style in STYLES}
    assert found == {*text, "TeXGyreHeros-Regular", "TeXGyreHeros-Bold"}
    assert json.loads((output / "manifest.json").read_text(encoding="utf-8"))["fonts"] == ["TeX Gyre Termes"]


@pytest.mark.parametrize("style", STYLES)
def test_every_letter_has_a_glyph_of_its_own(output: Path, style: str) -> None:
    found = glyphs(faces(output / "bao-cao.pdf")[f"TeXGyreTermes-{style}-Identity-H"])
    numbers = {found[letter] for letter in LETTERS}
    # Number 0 is the box for what a font has not.
    assert len(numbers) == len(LETTERS)
    assert 0 not in numbers


def test_every_letter_is_read_back(output: Path) -> None:
    pdf = "".join(page.extract_text() for page in PdfReader(output / "bao-cao.pdf").pages)
    # Four styles of text, and two of the chart's.
    assert re.sub(r"\s", "", pdf).count(LETTERS) == 6
    document = zipfile.ZipFile(output / "bao-cao.docx").read("word/document.xml").decode()
    assert re.sub(r"<[^>]+>", "", document).count(LETTERS) == 4
    assert set(re.findall(r'w:(?:ascii|hAnsi)="([^"]+)"', document)) <= {official_layout().faces[0]}


@pytest.mark.parametrize("font", [FONT, "TeX Gyre Termes", "Times New Roman, sans-serif"])
def test_charts_in_pixels_have_every_letter(bare: View, font: str) -> None:
    bare(sys.executable, "-c", DRAWN, json.dumps([LETTERS, font]))


def test_other_machines_make_the_same_files(output: Path, workbook: Path) -> None:
    if report_fonts() != ("TeX Gyre Termes",):
        pytest.skip("máy có Times New Roman: bản in dùng phông ấy")
    there = {name: sha256(output / name) for name in ("bao-cao.html", "bao-cao.pdf", "bao-cao.docx")}
    shutil.rmtree(output)
    forget_runs(workbook)
    command = [sys.executable, "-m", "cchc", "report", "2020-H1", "--engine", "pandoc"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    subprocess.run([*command, "--workspace", str(workbook)], env=environment, check=True, capture_output=True)
    assert {name: sha256(output / name) for name in there} == there
