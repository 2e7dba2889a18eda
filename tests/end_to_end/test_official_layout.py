"""PDF and DOCX keep to the layout of Nghị định 30/2020/NĐ-CP, whatever is known of the edition yet."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import docx
import pypdf
import pytest
import yaml
from docx.oxml.ns import qn
from tests.end_to_end.edition import WORKBOOK, Edition
from tests.end_to_end.measure_docx import RULED, measure_docx
from tests.end_to_end.measure_pdf import MM, Print, measure_pdf
from tests.end_to_end.official_layout import Measured, Specimen, broken, read_rules
from tests.publish.conftest import write_sample
from tests.publish.rendering import rendered_files

from cchc.base.period import Period
from cchc.base.yaml_files import read_yaml
from cchc.inputs.params import Params
from cchc.prose.front_matter import closing_block, metadata

PERIOD = "2020-H1"
PARAMS = WORKBOOK / "params" / f"{PERIOD}.yml"
NATION = {
    "national_name": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",),
    "motto": ("Độc lập - Tự do - Hạnh phúc",),
}
SUMMARY = (
    "Công tác cải cách hành chính 06 tháng đầu năm 2020 và phương hướng, nhiệm vụ 06 tháng cuối năm 2020",
)
# The words of a heading without a number may stand in the text as well.
NUMBERED = re.compile(r"(?:[IVX]+|\d+(?:\.\d+)*)\. ")
GAP = "………………………………"
# Made up, like all of the signed report.
PROSE = "\n\n".join(
    f"Khối {place} "
    + "tiếp tục rà soát, báo cáo kết quả thực hiện các nhiệm vụ theo phân công; " * 4
    + "đúng hạn."
    for place in ("tỉnh", "huyện")
)
KNOWN = {
    "issuing_body": {"parent": ["ỦY BAN NHÂN DÂN", "TỈNH MẪU"], "lines": ["SỞ NỘI VỤ"], "short": "Sở"},
    "number": 5,
    "symbol": "BC-SNV",
    "place": "Tỉnh Mẫu",
    "date": "2020-07-05",
    "signature": {
        "authority": ["TM. BAN CHỈ ĐẠO", "KT. TRƯỞNG BAN"],
        "title": "PHÓ TRƯỞNG BAN",
        "name": "Nguyễn Văn Mẫu",
    },
    "recipients": ["Bộ Nội vụ", "Lưu: VT, CCHC"],
}


@dataclass(frozen=True)
class Files:
    """A PDF and a DOCX, and what is to be found in them."""

    pdf: Path
    docx: Path
    specimen: Specimen


@pytest.fixture(scope="module")
def unsigned(edition: Edition) -> Files:
    """The edition: number, date and signer are not known."""
    params = yaml.safe_load(PARAMS.read_text(encoding="utf-8"))
    head = {
        "issuing_body": ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"),
        **NATION,
        "number": ("Số: ……/BC-UBND",),
        "place_and_date": ("Thành phố Hồ Chí Minh, ngày … tháng … năm 2020",),
        "kind": ("BÁO CÁO",),
        "summary": SUMMARY,
    }
    closing = {
        "recipients_title": ("Nơi nhận:",),
        "recipient": tuple(f"- {line}" for line in _ended(params["recipients"])),
        "authority": ("TM. ỦY BAN NHÂN DÂN", GAP),
        "signer": (GAP,),
    }
    return _files(edition.file("bao-cao.pdf"), edition.file("bao-cao.docx"), head, closing)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A small report of which everything is known."""
    folder = tmp_path_factory.mktemp("signed")
    path = folder / "params.yml"
    given = yaml.safe_load(PARAMS.read_text(encoding="utf-8")) | KNOWN
    path.write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")
    params = read_yaml(path, path.name, Params)
    build = write_sample(folder / "build")
    told = yaml.safe_dump(metadata(params, Period.parse(PERIOD), final=True), allow_unicode=True)
    (build / "metadata.yml").write_text(told, encoding="utf-8")
    last = build / "sections" / "30_danh_gia_chung.md"
    text, _, _ = last.read_text(encoding="utf-8").partition("::::: {.closing}")
    last.write_text(f"{text}{PROSE}\n\n{closing_block(params)}", encoding="utf-8")
    made = rendered_files(build, ["pdf", "docx"])
    head = {
        "parent_body": ("ỦY BAN NHÂN DÂN", "TỈNH MẪU"),
        "issuing_body": ("SỞ NỘI VỤ",),
        **NATION,
        "number": ("Số: 05/BC-SNV",),
        "place_and_date": ("Tỉnh Mẫu, ngày 05 tháng 7 năm 2020",),
        "kind": ("BÁO CÁO",),
        "summary": SUMMARY,
    }
    closing = {
        "recipients_title": ("Nơi nhận:",),
        "recipient": ("- Bộ Nội vụ;", "- Lưu: VT, CCHC."),
        "authority": ("TM. BAN CHỈ ĐẠO", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
        "signer": ("Nguyễn Văn Mẫu",),
    }
    return _files(made["pdf"], made["docx"], head, closing)


@pytest.fixture(params=["unsigned", "signed"])
def files(request: pytest.FixtureRequest) -> Files:
    """Each of the two in turn."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Files)
    return found


def test_the_pdf_keeps_every_rule(files: Files) -> None:
    _refuse(files, measure_pdf(files.pdf, files.specimen))


def test_the_docx_keeps_every_rule(files: Files) -> None:
    printed = Print(files.pdf)
    texts = {name: files.specimen.head[name][-1] for name in RULED}
    widths = {name: printed.find(text)[0].width / MM for name, text in texts.items()}
    _refuse(files, measure_docx(files.docx, files.specimen, widths))


def _refuse(files: Files, measured: Measured) -> None:
    problems = list(broken(read_rules(), measured, files.specimen.elements))
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not on PATH")
def test_word_processors_make_as_many_pages_as_the_pdf_has(unsigned: Files, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(unsigned.docx),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    pages = [len(pypdf.PdfReader(path).pages) for path in (unsigned.pdf, tmp_path / "bao-cao.pdf")]
    assert abs(pages[0] - pages[1]) <= 1, pages


def _files(
    pdf: Path, document: Path, head: Mapping[str, tuple[str, ...]], closing: Mapping[str, tuple[str, ...]]
) -> Files:
    return Files(pdf, document, Specimen(head, *_flowing_text(document), closing))


def _flowing_text(path: Path) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Headings by level, and pairs of neighbouring paragraphs of several lines; none with a footnote."""
    headings: list[tuple[str, str]] = []
    pairs: list[tuple[str, str]] = []
    before = ""
    for paragraph in docx.Document(str(path)).paragraphs:
        style, text = paragraph.style.name if paragraph.style else "", paragraph.text
        plain = not any(
            run.bold or run._r.find(qn("w:footnoteReference")) is not None for run in paragraph.runs
        )
        if (level := re.fullmatch(r"Heading ([1-4])", style)) and plain and NUMBERED.match(text):
            headings.append((f"heading_{level[1]}", text))
        running = text if style in ("Body Text", "First Paragraph") and plain and len(text) > 30 else ""
        if before and running and len(before) > 200:
            pairs.append((before, running))
        before = running
    assert set(dict(headings)) == {f"heading_{level}" for level in range(1, 5)}
    assert pairs
    return tuple(headings), tuple(pairs)


def _ended(lines: list[str]) -> list[str]:
    return [line.rstrip(" .;") + (";" if line is not lines[-1] else ".") for line in lines]
