"""The formats of the report as a Quarto extension, and the project that uses them: they hold together."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from cchc.base.installation import EXTENSION, FONTS, REPORT
from cchc.publish.build_folder import SHARED
from cchc.publish.programs import shared_settings
from cchc.publish.quarto import LEAST_VERSION, WRITERS

Settings = dict[str, Any]
WRITTEN = {"report.yml", "page.yml", "page-head.html", "page-foot.html", "reference.docx", "bao-cao.qmd"}


def _read(path: Path) -> Settings:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def project() -> Settings:
    return _read(REPORT / "_quarto.yml")


@pytest.fixture(scope="module")
def extension() -> Settings:
    return _read(EXTENSION / "_extension.yml")


@pytest.fixture(scope="module")
def formats(extension: Settings) -> Settings:
    return dict(extension["contributes"]["formats"])


def _files(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [name for inner in value.values() for name in _files(inner)]
    if isinstance(value, list):
        return [name for inner in value for name in _files(inner)]
    text = str(value)
    return [text] if text.endswith((".lua", ".html", ".typ", ".docx", ".yml", ".qmd", ".css", ".js")) else []


def test_every_file_they_name_exists_or_is_written(project: Settings, formats: Settings) -> None:
    brought = [EXTENSION / name for name in _files(formats)]
    assert len(brought) > 15
    assert [path for path in brought if not path.is_file()] == []
    named = _files(project)
    assert [name for name in named if name not in WRITTEN and not (REPORT / name).is_file()] == []


def test_its_typst_finds_the_faces_that_come_along(project: Settings) -> None:
    folders = project["format"]["cchc-typst"]["font-paths"]
    # Quarto looks from the document's folder, which the build folder is.
    assert [REPORT / folder for folder in folders] == [FONTS]
    assert set(folders) <= set(SHARED)


def test_every_filter_is_used(formats: Settings) -> None:
    on_disk = {path.relative_to(EXTENSION).as_posix() for path in (EXTENSION / "filters").rglob("*.lua")}
    filters = formats["common"]["filters"]
    named = [name if isinstance(name, str) else name["path"] for name in filters]
    assert on_disk == {Path(name).as_posix() for name in named}
    # Quarto runs but once what is named alike.
    assert len(named) == len(set(named))


def test_both_engines_take_reader_and_filters_from_it(formats: Settings) -> None:
    shared = shared_settings()
    assert shared.reader == formats["common"]["from"]
    names = [name for name in formats["common"]["filters"] if isinstance(name, str)]
    assert [REPORT / name for name in shared.filters] == [EXTENSION / name for name in names]
    assert 0 < len(shared.for_any_format) < len(shared.filters)


def test_typst_partials_have_the_names_quarto_knows(formats: Settings) -> None:
    partials = {Path(name).name for name in formats["typst"]["template-partials"]}
    assert partials == {"typst-template.typ", "typst-show.typ", "page.typ"}


def test_the_project_renders_its_formats(project: Settings, formats: Settings) -> None:
    assert set(project["format"]) == set(WRITERS.values())
    assert set(WRITERS.values()) == {f"cchc-{name}" for name in formats if name != "common"}


def test_it_asks_for_the_quarto_that_the_engine_asks_for(extension: Settings) -> None:
    assert extension["quarto-required"] == f">={'.'.join(map(str, LEAST_VERSION))}.0"
