"""No line breaks the number of a document, or a figure from its unit; both are found and copied as typed."""

import re
import zipfile
from pathlib import Path

import pypdf
import pytest
import yaml
from bs4 import BeautifulSoup
from docx import Document
from tests.publish.conftest import SAMPLE
from tests.publish.rendering import rendered_files

DOCUMENTS = ("282/QĐ-TTg", "30c/NQ-CP", "12-KH/TU", "NĐ-CP")
FIGURE = "[3.133.520]{.num data-code=a.b}"
# Every line ends elsewhere.
SENTENCES = [
    f"{'m' * n} Quyết định 282/QĐ-TTg của Thủ tướng[^a], Nghị quyết số 30c/NQ-CP, “Kế hoạch 12-KH/TU” "
    f"theo NĐ-CP; nhận {FIGURE} hồ sơ, [24]{{.num data-code=a.c}} xã, "
    "tỷ lệ [9,5%]{.num data-code=a.d} và 06 tháng."
    for n in range(1, 41)
]
PLAIN = "quận/huyện, 15/3/2020, 01/2020, Ba-na, https://vi.du/QD-TT, 24/24, Covid-19"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    build = tmp_path_factory.mktemp("whole")
    (build / "sections").mkdir()
    stated = yaml.safe_load((SAMPLE / "metadata.yml").read_text(encoding="utf-8"))
    stated["units"] = ["hồ sơ", "xã - thị trấn hoàn tất chuyển đổi"]
    (build / "metadata.yml").write_text(yaml.safe_dump(stated, allow_unicode=True), encoding="utf-8")
    text = "\n\n".join(["# I. Một", *SENTENCES, PLAIN, "[^a]: Thay Quyết định 5/QĐ-TTg."])
    (build / "sections" / "10_x.md").write_text(text, encoding="utf-8")
    return rendered_files(build, ["html", "pdf", "docx"])


def test_each_format_keeps_them_whole_and_as_typed(files: dict[str, Path]) -> None:
    page = BeautifulSoup(files["html"].read_bytes(), "html.parser")
    whole = [span.get_text() for span in page.select("main > p .whole")]
    assert whole[:6] == ["282/QĐ-TTg", "30c/NQ-CP", "12-KH/TU", "NĐ-CP", "3.133.520 hồ sơ", "24 xã"]
    assert whole[6:8] == ["06 tháng", "282/QĐ-TTg"]
    assert [span.get_text() for span in page.select("section.notes .whole")] == ["5/QĐ-TTg"] * len(SENTENCES)
    assert whole.count("3.133.520 hồ sơ") == len(SENTENCES)
    assert len(whole) == 7 * len(SENTENCES)

    lines = "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(files["pdf"]).pages)
    for text in (*DOCUMENTS, "3.133.520 hồ sơ", "24 xã", "06 tháng"):
        assert len(re.findall(rf"{text}(?!\w)", lines)) >= len(SENTENCES), text

    paragraphs = [p.text for p in Document(str(files["docx"])).paragraphs if "Quyết định" in p.text]
    assert len(paragraphs) == len(SENTENCES)
    for text in (*DOCUMENTS, "3.133.520\u00a0hồ\u00a0sơ", "24\u00a0xã", "06\u00a0tháng"):
        assert all(text in paragraph for paragraph in paragraphs), text
    with zipfile.ZipFile(files["docx"]) as archive:
        for name in ("word/document.xml", "word/footnotes.xml"):
            part = archive.read(name).decode("utf-8")
            # A letter that a face may lack, and that nobody types when searching.
            assert "\u2011" not in part
            assert "<w:noBreakHyphen/>" in part
        # The units that the rule knows are no property of the document.
        assert "docProps/custom.xml" not in archive.namelist()


def test_what_may_break_may(files: dict[str, Path]) -> None:
    page = BeautifulSoup(files["html"].read_bytes(), "html.parser")
    plain = next(p for p in page.select("main p") if "quận/huyện" in p.get_text())
    assert plain.select(".whole") == []
    assert Document(str(files["docx"])).paragraphs[-1].text.count("\u00a0") == 0
