"""Whatever is higher or wider than a page is printed whole, smaller, elsewhere, or refused by name."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
import pypdf
import pytest
import yaml
from docx import Document
from docx.enum.section import WD_ORIENT
from tests.publish.conftest import DRAW, SAMPLE
from tests.publish.rendering import rendered_files

from cchc.publish.formats import PublishError
from cchc.publish.layout import official_layout

Box = tuple[float, float, float, float]
POINT = 25.4 / 72
LEAST_TEXT = 6.5
MARK = re.compile(r"[a-z]+\d{4}")
FONT = "Liberation Sans, Arial, sans-serif"
ADDRESS = "https://vi.du.example.vn/" + "/".join(f"duongdan{number:03d}" for number in range(40))
OFFICE = shutil.which("soffice")


def marks(kind: str, count: int) -> list[str]:
    """Words that stand in the report once each: what is fed in, and looked for."""
    return [f"{kind}{number:04d}" for number in range(count)]


def pipe_table(rows: list[list[str]]) -> str:
    width = len(rows[0])
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])


def numbered(name: str, rows: list[list[str]], classes: str = ".table") -> str:
    title = f"::: {{.table-title}}\nBảng bịa {name}\n:::"
    return f"::::: {{#bang-{name} {classes}}}\n{title}\n\n{pipe_table(rows)}\n:::::"


def grid_cell(lines: list[str]) -> str:
    """A table of one cell that holds more than a line."""
    rule, rows = f"+{'-' * 22}+---+", "\n".join(f"| {line:<20} | x |" for line in lines)
    return f"{rule}\n| {'Việc':<20} | y |\n{rule.replace('-', '=')}\n{rows}\n{rule}"


def chart(name: str, spec: dict[str, Any], rows: list[str]) -> str:
    data = pipe_table([["Đơn vị", "Số"], *([row, "1"] for row in rows)])
    parts = [
        f"::: {{.chart-title}}\nHình bịa {name}\n:::",
        f"![Mô tả bịa](charts/hinh-{name}.svg)",
        "::: {.source}\nNguồn: bịa.\n:::",
        f"::: {{.chart-data}}\n{data}\n:::",
        f"```{{.chart-spec}}\n{json.dumps(spec)}\n```",
    ]
    return f"::::: {{#hinh-{name} .chart}}\n" + "\n\n".join(parts) + "\n:::::"


def bars(names: list[str], **more: Any) -> dict[str, Any]:
    """A bar a name, one under the other; `more` is of the chart's encoding."""
    rows = [{"name": name, "group": name[-1], "value": 1} for name in names]
    y = {"field": "name", "type": "nominal", "sort": None, "title": None}
    x = {"field": "value", "type": "quantitative", "axis": None}
    axis = {"labelFontSize": 13}
    encoding = {"x": x, "y": y, **more}
    return {
        "data": {"values": rows},
        "mark": "bar",
        "encoding": encoding,
        "config": {"font": FONT, "axis": axis},
    }


def columns_of(names: list[str]) -> dict[str, Any]:
    """Twenty times as wide as high."""
    spec = bars(names)
    spec["encoding"]["x"], spec["encoding"]["y"] = spec["encoding"]["y"], spec["encoding"]["x"]
    return {**spec, "width": 3000, "height": 100}


def closing(recipients: list[str]) -> str:
    listed = "\n".join(f"- {name};" for name in recipients)
    left = f"::: {{.recipients}}\n**Nơi nhận:**\n\n{listed}\n:::"
    right = "::: {.signature}\n**TM. ỦY BAN NHÂN DÂN**\n\n**CHỦ TỊCH**\n\n**kyten0000**\n:::"
    return f"::::: {{.closing}}\n{left}\n\n{right}\n:::::"


def write_build(build: Path, text: str, specs: dict[str, dict[str, Any]], **metadata: Any) -> Path:
    for folder in ("sections", "charts"):
        (build / folder).mkdir(parents=True)
    stated = yaml.safe_load((SAMPLE / "metadata.yml").read_text(encoding="utf-8"))
    (build / "metadata.yml").write_text(
        yaml.safe_dump({**stated, **metadata}, allow_unicode=True), encoding="utf-8"
    )
    (build / "sections" / "10_x.md").write_text(f"# I. Một\n\n{text}\n", encoding="utf-8")
    named = {f"hinh-{name}": spec for name, spec in specs.items()}
    if named:
        command = [sys.executable, "-c", DRAW]
        subprocess.run(command, input=json.dumps(named), text=True, cwd=build / "charts", check=True)
    return build


@dataclass(frozen=True)
class Printed:
    """A report's files, and the words that each kind of element was given."""

    files: dict[str, Path]
    given: dict[str, list[str]]

    def expected(self) -> list[str]:
        return [word for words in self.given.values() for word in words]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """One report of everything that is too long."""
    sizes = {
        "bangdai": 400, "bangloi": 80, "odai": 3000, "cotngang": 13, "muc": 300, "long": 60, "tieude": 90,
        "ghichu": 1500, "muco": 150, "nhan": 60, "cao": 50, "ratcao": 168, "ngang": 100, "mat": 40,
    }  # fmt: skip
    given = {kind: marks(kind, count) for kind, count in sizes.items()}
    specs = {
        "cao": bars(given["cao"]),
        "ratcao": bars(given["ratcao"]),
        "ngang": columns_of(given["ngang"]),
        "mat": bars(given["mat"], row={"field": "group", "type": "nominal"}),
    }
    nested = "\n".join("    " * (i % 4) + f"- {word}" for i, word in enumerate(given["long"]))
    parts = [
        f"## 1. {' '.join(given['tieude'])}",
        f"Lời có chú thích[^dai].\n\n[^dai]: {' '.join(given['ghichu'])}",
        numbered("dai", [["Đơn vị", "Số"], *([word, "1"] for word in given["bangdai"])]),
        pipe_table([["Đơn vị", "Số"], *([word, "1"] for word in given["bangloi"])]),
        numbered(
            "o", [["Việc", "Giải trình"], ["Một", "ngắn"], ["Hai", " ".join(given["odai"])], ["Ba", "hết"]]
        ),
        grid_cell([f"- {word}" for word in given["muco"]]),
        numbered("ngang", [given["cotngang"], ["1.234.567"] * len(given["cotngang"])]),
        "\n".join(f"- {word};" for word in given["muc"]),
        nested,
        f"Xem {ADDRESS} và {'x' * 200}.",
        *(chart(name, spec, given[name]) for name, spec in specs.items()),
        "Lời cuối.",
        closing(given["nhan"]),
    ]
    given["kyten"] = marks("kyten", 1)
    build = write_build(tmp_path_factory.mktemp("cut") / "build", "\n\n".join(parts), specs)
    return Printed(rendered_files(build, ["html", "pdf", "docx"]), given)


@dataclass(frozen=True)
class Page:
    """What a page of a PDF prints: its words with their boxes, and the sizes of its letters."""

    number: int
    width: float
    height: float
    words: list[tuple[str, Box]]
    sizes: frozenset[float]

    @property
    def text(self) -> str:
        return " ".join(word for word, _ in self.words)


def read_pages(path: Path) -> list[Page]:
    with pdfplumber.open(path) as pdf:
        return [
            Page(
                page.page_number,
                page.width,
                page.height,
                [
                    (word["text"], (word["x0"], word["top"], word["x1"], word["bottom"]))
                    for word in page.extract_words(split_at_punctuation=";", x_tolerance=1)
                ],
                frozenset(char["size"] for char in page.chars if char["text"].isalnum()),
            )
            for page in pdf.pages
        ]


def assert_all_stand_in_the_text(pages: list[Page], expected: list[str]) -> None:
    margins = official_layout().page.margins
    for page in pages:
        left, right = margins.left / POINT - 1, page.width - margins.right / POINT + 1
        top, bottom = margins.top / POINT - 2, page.height - margins.bottom / POINT + 2
        for word, box in page.words:
            where = (word, page.number, box)
            assert left <= box[0] <= box[2] <= right, where
            # The page number alone stands in the margin.
            assert top <= box[1] or word == str(page.number), where
            assert box[3] <= bottom, where
        assert overlapping([box for word, box in page.words if MARK.fullmatch(word)]) == [], page.number
    found = {word for page in pages for word, _ in page.words}
    assert [word for word in expected if word not in found] == []
    # What is wider than a line goes on in the next.
    top = margins.top / POINT - 2
    running = "".join(word for page in pages for word, box in page.words if box[1] >= top)
    assert ADDRESS in running
    assert "x" * 200 in running


def overlapping(boxes: list[Box]) -> list[tuple[Box, Box]]:
    """Words that lie over one another, by more than the lines of a paragraph may."""
    boxes = sorted(boxes, key=lambda box: box[1])
    pairs: list[tuple[Box, Box]] = []
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            if other[1] > one[3]:
                break
            wide = min(one[2], other[2]) - max(one[0], other[0])
            high = min(one[3], other[3]) - max(one[1], other[1])
            if wide > 1 and high > 0.5 * (one[3] - one[1]):
                pairs.append((one, other))
    return pairs


@pytest.fixture(scope="module")
def pages(printed: Printed) -> list[Page]:
    return read_pages(printed.files["pdf"])


def test_the_pdf_has_every_item_inside_its_text(printed: Printed, pages: list[Page]) -> None:
    assert_all_stand_in_the_text(pages, printed.expected())


def test_the_page_and_the_docx_have_every_item(printed: Printed) -> None:
    page = printed.files["html"].read_text(encoding="utf-8")
    with zipfile.ZipFile(printed.files["docx"]) as archive:
        parts = [archive.read(f"word/{name}.xml").decode("utf-8") for name in ("document", "footnotes")]
    # What stands in a picture, alone: the paper's chart that fits.
    drawn = set(printed.given["cao"])
    word = set(MARK.findall(re.sub(r"<[^>]+>", " ", " ".join(parts))))
    assert [item for item in printed.expected() if item not in word | drawn] == []
    assert [item for item in printed.expected() if item not in page] == []


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not on this machine")
def test_the_docx_prints_every_item_inside_its_text(printed: Printed, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(printed.files["docx"])], check=True, capture_output=True, timeout=180)
    drawn = set(printed.given["cao"])
    expected = [word for word in printed.expected() if word not in drawn]
    assert_all_stand_in_the_text(read_pages(tmp_path / "bao-cao.pdf"), expected)


def test_no_text_is_too_small_to_read(pages: list[Page]) -> None:
    # The marks of notes, which are smaller than the text they stand in, are 6,6.
    assert min(size for page in pages for size in page.sizes) >= LEAST_TEXT


def test_a_table_typed_into_the_text_repeats_its_head(printed: Printed, pages: list[Page]) -> None:
    with_rows = [page.text for page in pages if "bangloi" in page.text]
    assert len(with_rows) > 1
    assert all("Đơn vị Số" in text for text in with_rows)
    table = next(t for t in Document(str(printed.files["docx"])).tables if "bangloi0000" in t.cell(1, 0).text)
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")


def test_a_chart_too_high_is_drawn_smaller_and_one_far_too_high_is_its_numbers(printed: Printed) -> None:
    document = Document(str(printed.files["docx"]))
    heights = [shape.height.mm for shape in document.inline_shapes]
    assert len(heights) == 1
    assert heights[0] < 240
    said = [p.text for p in document.paragraphs if "không in vừa một trang giấy" in p.text]
    assert len(said) == 3
    # Its number is a picture's still.
    assert "Hình\u00a02. Hình bịa ratcao" in [p.text for p in document.paragraphs]


def test_a_chart_whose_numbers_are_not_all_there_is_refused(tmp_path: Path) -> None:
    names = marks("ten", 168)
    build = write_build(tmp_path / "build", chart("x", bars(names), names[:3]), {"x": bars(names)})
    with pytest.raises(
        PublishError, match=r"Biểu đồ “hinh-x” \(Hình\xa01\) không in vừa .* 6,5 pt\. Chia thành nhiều"
    ):
        rendered_files(build, ["pdf"])


def test_lists_in_a_cell_stay_lists(tmp_path: Path) -> None:
    rows = ["- muc0000", "- muc0001", "  - muc0002", "", "doan0000", "", "3. so0000", "4. so0001"]
    files = rendered_files(write_build(tmp_path / "build", grid_cell(rows), {}), ["pdf", "docx"])
    lines = pypdf.PdfReader(files["pdf"]).pages[0].extract_text().splitlines()
    assert [line.strip(" x") for line in lines if MARK.search(line)] == [
        "- muc0000",
        "- muc0001",
        "- muc0002",
        "doan0000",
        "3. so0000",
        "4. so0001",
    ]
    text = Document(str(files["docx"])).tables[-1].cell(1, 0).text
    assert MARK.findall(text) == ["muc0000", "muc0001", "muc0002", "doan0000", "so0000", "so0001"]


def wide_rows(columns: int) -> list[list[str]]:
    return [
        [f"c{n}" for n in range(columns)],
        *([f"{row}.{n:03d}" for n in range(columns)] for row in range(10, 40)),
    ]


def test_a_table_of_thirty_columns_lies_in_an_appendix(tmp_path: Path) -> None:
    build = write_build(tmp_path / "build", "Lời.\n\n" + numbered("rong", wide_rows(30), ".table .wide"), {})
    files = rendered_files(build, ["pdf", "docx"])
    lying = [page for page in read_pages(files["pdf"]) if page.width > page.height]
    words = [(word, box) for page in lying for word, box in page.words]
    assert {f"{row}.{n:03d}" for row in range(10, 40) for n in range(30)} <= {word for word, _ in words}
    assert max(box[2] for _, box in words) <= lying[0].width - 20 / POINT + 1
    assert min(size for page in lying for size in page.sizes) >= LEAST_TEXT
    last = Document(str(files["docx"])).sections[-1]
    assert last.orientation == WD_ORIENT.LANDSCAPE


@pytest.mark.parametrize("columns", [30, 80])
def test_a_table_too_wide_for_any_page_is_refused(tmp_path: Path, columns: int) -> None:
    table = numbered("rong", wide_rows(80)) if columns == 80 else pipe_table(wide_rows(30))
    named = (
        r"Bảng “bang-rong” \(Bảng\xa01\)"
        if columns == 80
        else r"Bảng gõ trong lời văn có các cột “c0”, “c1”, “c2”"
    )
    build = write_build(tmp_path / "build", table, {})
    with pytest.raises(PublishError, match=f"{named}.* rộng hơn trang giấy: {columns} cột.* 6,5 pt"):
        rendered_files(build, ["docx"])


def test_a_long_summary_and_a_long_name_are_printed_whole(tmp_path: Path) -> None:
    summary, body = marks("trichyeu", 200), marks("coquan", 60)
    told = {"subtitle": " ".join(summary), "pagetitle": " ".join(summary), "issuing-body": [" ".join(body)]}
    files = rendered_files(write_build(tmp_path / "build", "Lời.", {}, **told), ["pdf", "docx"])
    text = " ".join(page.text for page in read_pages(files["pdf"])).lower()
    assert [word for word in summary + body if word not in text] == []
    document = Document(str(files["docx"]))
    cells = " ".join(cell.text for table in document.tables for cell in table._cells)
    assert " ".join(body) in cells
    properties = document.core_properties
    assert properties.title.startswith("trichyeu0000 trichyeu0001")
    assert properties.title.endswith("…")
    assert max(len(properties.title), len(properties.author)) <= 255
