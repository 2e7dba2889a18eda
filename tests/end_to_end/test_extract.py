"""`--sections` makes an extract beside the full report, which stays as it was."""

import shutil
from pathlib import Path

from tests.end_to_end.edition import PERIOD, Edition, copy_workbook, hashes, run_report
from tests.end_to_end.read_html import read_html


def test_an_extract_leaves_the_full_report_alone(edition: Edition, tmp_path: Path) -> None:
    root = copy_workbook(tmp_path / "so")
    output = root / "output" / PERIOD
    shutil.copytree(edition.folder, output)
    before = hashes(output)

    result = run_report(root, "--sections", "tthc", "--formats", "html")

    assert result.returncode == 0, result.stderr
    after = hashes(output)
    extract = {name for name in after if name.startswith("trich/tthc/")}
    assert {name: after[name] for name in after.keys() - extract} == before
    assert {Path(name).name for name in extract} >= {"bao-cao.html", "figures.csv", "manifest.json"}
    assert not [name for name in extract if name.endswith((".pdf", ".docx"))]


def test_an_extract_holds_its_section_alone(edition: Edition, tmp_path: Path) -> None:
    root = copy_workbook(tmp_path / "so")

    result = run_report(root, "--sections", "22", "--formats", "html")

    assert result.returncode == 0, result.stderr
    assert not (root / "output" / PERIOD / "bao-cao.html").exists()
    extract = read_html(root / "output" / PERIOD / "trich" / "tthc" / "bao-cao.html")
    full = read_html(edition.file("bao-cao.html"))
    titles = [title for _, title in extract.headings]
    wanted = [
        title
        for _, title in full.headings
        if title in {block.text for block in full.blocks if block.section == "tthc"}
    ]
    assert [title for title in titles if title in wanted] == wanted
    assert "1. Cải cách thể chế" not in titles
    assert [cited.number for cited in extract.citations] == list(range(1, len(extract.notes) + 1))
    assert list(extract.notes) == full.notes_of("tthc")
