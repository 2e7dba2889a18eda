"""Quarto: its settings hold together; where it is installed, it renders the same report."""

import os
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.publish.rendering import rendered_files

from cchc.base.installation import REPORT
from cchc.publish.engine import choose_engine
from cchc.publish.formats import PublishError
from cchc.publish.quarto import QuartoEngine, document

WRITTEN = {"report.yml", "page.yml", "page-head.html", "page-foot.html", "reference.docx", "bao-cao.qmd"}


@pytest.fixture(scope="module")
def settings() -> dict[str, Any]:
    return dict(yaml.safe_load((REPORT / "_quarto.yml").read_text(encoding="utf-8")))


def _files(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [name for inner in value.values() for name in _files(inner)]
    if isinstance(value, list):
        return [name for inner in value for name in _files(inner)]
    text = str(value)
    return [text] if text.endswith((".lua", ".html", ".typ", ".docx", ".yml", ".qmd", ".css", ".js")) else []


def test_every_file_it_names_exists_or_is_written(settings: dict[str, Any]) -> None:
    named = _files(settings)
    assert len(named) > 15
    assert [name for name in named if name not in WRITTEN and not (REPORT / name).is_file()] == []


def test_every_filter_is_used(settings: dict[str, Any]) -> None:
    on_disk = {path.relative_to(REPORT).as_posix() for path in (REPORT / "filters").rglob("*.lua")}
    assert on_disk == set(settings["filters"])


def test_typst_partials_have_the_names_quarto_knows(settings: dict[str, Any]) -> None:
    partials = {Path(name).name for name in settings["format"]["typst"]["template-partials"]}
    assert partials == {"typst-template.typ", "typst-show.typ", "page.typ"}


def test_the_document_includes_each_section_once() -> None:
    lines = document(["sections/10_a.md", "sections/22_b.md"]).split("\n\n")
    shown = [line.strip() for line in lines if line.strip()]
    assert shown == ["{{< include sections/10_a.md >}}", "{{< include sections/22_b.md >}}"]


@pytest.mark.skipif(os.name == "nt", reason="the stand-in program is a shell script")
@pytest.mark.parametrize(
    ("script", "message"),
    [
        (
            "printf '\\033[33mWARN: Unable to parse table\\033[39m\\n' >&2",
            "Quarto cảnh báo: .*Unable to parse",
        ),
        ("echo 'ERROR: no' >&2; exit 1", "Quarto không dựng được báo cáo: ERROR: no"),
        ("true", "không có bao-cao.docx"),
    ],
)
def test_quarto_s_complaints_are_failures(sample: Path, tmp_path: Path, script: str, message: str) -> None:
    program = tmp_path / "quarto"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    shutil.copytree(sample, tmp_path / "build")
    with pytest.raises(PublishError, match=message):
        rendered_files(tmp_path / "build", ["docx"], QuartoEngine(program))


def test_auto_takes_quarto_only_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert choose_engine("auto").name == "pandoc"
    with pytest.raises(PublishError, match="chưa có Quarto"):
        choose_engine("quarto")
    monkeypatch.setattr(shutil, "which", lambda _: "/opt/quarto")
    assert choose_engine("auto").name == "quarto"
