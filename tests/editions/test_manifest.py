"""The manifest: from what, with what and when an edition was made."""

import hashlib
import json
import subprocess
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cchc.base.findings import Finding, Severity
from cchc.editions.manifest import build_key, input_files, manifest, write_manifest
from cchc.inputs.workbook import Workbook
from cchc.publish.pandoc import PandocEngine
from cchc.publish.quarto import QuartoEngine


def test_every_file_that_shapes_the_report_is_an_input(workbook: Workbook) -> None:
    root = workbook.workspace.root
    # The period before and the one a year before are what figures are compared with.
    for name in ("2018-H1", "2019-H1", "2019-H2"):
        (root / "data" / name).mkdir()
        (root / "data" / name / "figures.csv").write_text("another period")
    (root / "notebooks" / "99_nhap.ipynb").write_text("not in the outline")
    # Open in Excel, in LibreOffice.
    locks = [root / "data/2020-H1" / name for name in ("~$figures.xlsx", ".~lock.figures.csv#")]
    for lock in locks:
        lock.write_text("me")
    (root / "output").mkdir()
    (root / "output" / "x.html").write_text("made, not read")
    shaping = {
        path
        for folder in ("params", "data/catalog", "data/2019-H1", "data/2019-H2", "data/2020-H1", "notebooks")
        for path in (root / folder).rglob("*")
        if path.is_file() and path.name != "99_nhap.ipynb" and path not in locks
    }
    assert set(input_files(workbook)) == shaping
    assert len(shaping) == 14
    assert input_files(workbook) == sorted(shaping)


def made(workbook: Workbook) -> dict[str, Any]:
    return manifest(workbook, [], [], {}, engine=PandocEngine(), seconds={})


def test_hashes_versions_and_counts(workbook: Workbook, tmp_path: Path) -> None:
    page = tmp_path / "bao-cao.html"
    page.write_bytes(b"made up")
    findings = [Finding(Severity.WARNING, "a.b", "giả định")] * 2
    data = manifest(workbook, findings, [page], {}, engine=PandocEngine(), seconds={"execute": 1.2345})
    assert data["outputs"] == {"bao-cao.html": hashlib.sha256(b"made up").hexdigest()}
    figures = "data/2020-H1/figures.csv"
    content = (workbook.workspace.root / figures).read_bytes()
    assert data["inputs"][figures] == hashlib.sha256(content).hexdigest()
    assert all(not Path(name).is_absolute() for name in data["inputs"])
    assert data["packages"]["altair"] == version("altair")
    assert data["findings"] == {"LỖI": 0, "CẢNH BÁO": 2, "GHI CHÚ": 0}
    assert (data["period"], data["engine"], data["seconds"]) == ("2020-H1", "pandoc", {"execute": 1.23})
    write_manifest(data, tmp_path / "manifest.json")
    assert json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8")) == data


def quarto(home: Path, version: str) -> QuartoEngine:
    """A Quarto of that version, as its folder tells it."""
    (home / "share").mkdir(parents=True)
    (home / "share" / "version").write_text(version, encoding="utf-8")
    return QuartoEngine(home / "bin" / "quarto")


def test_the_programs_that_made_it_are_named_and_no_others(workbook: Workbook, tmp_path: Path) -> None:
    by_quarto = manifest(workbook, [], [], {}, engine=quarto(tmp_path, "1.10.18"), seconds={})
    assert by_quarto["engine"] == "quarto"
    assert by_quarto["packages"]["quarto"] == "1.10.18"
    wheels = {"pypandoc-binary", "typst"}
    assert not wheels & set(by_quarto["packages"])
    embedded = made(workbook)["packages"]
    assert {name: embedded[name] for name in wheels} == {name: version(name) for name in wheels}
    assert "quarto" not in embedded


def test_another_quarto_is_something_to_do(workbook: Workbook, tmp_path: Path) -> None:
    keys = [
        build_key(workbook, engine=engine, fonts=[], final=False)
        for engine in (quarto(tmp_path / "a", "1.10.18"), quarto(tmp_path / "b", "1.11.0"), PandocEngine())
    ]
    assert keys[0] == build_key(workbook, engine=quarto(tmp_path / "c", "1.10.18"), fonts=[], final=False)
    assert keys[0] != keys[1]
    assert keys[1] != keys[2]


def test_one_changed_input_changes_one_hash(workbook: Workbook) -> None:
    before = made(workbook)["inputs"]
    path = workbook.workspace.root / "data" / "2020-H1" / "narrative" / "ho_so.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    after = made(workbook)["inputs"]
    assert [name for name in before if before[name] != after[name]] == ["data/2020-H1/narrative/ho_so.md"]


def test_the_commit_is_that_of_the_workspace(workbook: Workbook) -> None:
    assert made(workbook)["commit"] == ""
    root = workbook.workspace.root
    who = ["-c", "user.name=Made Up", "-c", "user.email=made@up.example", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], [*who, "commit", "-q", "--allow-empty", "-m", "Made up"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    commit = made(replace(workbook))["commit"]
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, check=True, capture_output=True, text=True)
    assert commit == head.stdout.strip() != ""
