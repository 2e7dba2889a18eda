"""Two runs over the same inputs make the same files, to the byte."""

import json
from pathlib import Path

import pytest
from tests.end_to_end.edition import PERIOD, copy_workbook, hashes, run_report

SECTIONS = "danh_gia_chung,doi_chieu"
FILES = {
    "bao-cao.html",
    "bao-cao.pdf",
    "bao-cao.docx",
    "figures.csv",
    "figures.xlsx",
    "findings.csv",
    "manifest.json",
}


def test_two_runs_make_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1592179200")
    made, manifests = [], []
    for name in ("one", "two"):
        root = copy_workbook(tmp_path / name)
        result = run_report(root, "--sections", SECTIONS)
        assert result.returncode == 0, result.stderr
        folder = root / "output" / PERIOD / "trich" / SECTIONS.replace(",", "-")
        made.append({key: value for key, value in hashes(folder).items() if "/" not in key})
        manifests.append(json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
    first, second = made
    assert first.keys() == FILES
    assert {key for key in FILES if first[key] != second[key]} <= {"manifest.json"}
    # Times alone may differ; what it says of the files is true.
    for data in manifests:
        assert data.pop("seconds").keys() >= {"check", "execute", "assemble", "publish"}
    assert manifests[0] == manifests[1]
    assert manifests[0]["outputs"] == {key: first[key] for key in FILES - {"manifest.json"}}
    assert manifests[0]["fonts"]
