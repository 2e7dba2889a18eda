"""Quarto as an engine, with a stand-in for the program that prints what was seen of the real one."""

import os
import re
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from tests.publish.rendering import rendered_files

from cchc.publish.engine import choose_engine
from cchc.publish.formats import PublishError
from cchc.publish.quarto import QuartoEngine, document, keep_project, write_project


def test_the_document_includes_each_section_once() -> None:
    lines = document(["sections/10_a.md", "sections/22_b.md"]).split("\n\n")
    shown = [line.strip() for line in lines if line.strip()]
    # Nothing of the text is run, whatever it holds.
    assert shown.pop(0) == "---\nengine: markdown\n---"
    assert shown == ["{{< include sections/10_a.md >}}", "{{< include sections/22_b.md >}}"]


VERAPDF = """\
WARN: PDF standard validation requested but verapdf is not installed.
  To install verapdf: quarto install verapdf
  Or remove pdf-standard."""
ON_FAILURE = """\
\033[1mpandoc\033[22m
  to: typst
  from: >-
    markdown-fancy_lists
metadata
  title: Báo cáo
\033[31mERROR: error: PDF/UA-1 error: skipped from heading level 1 to 3\033[39m
  at somewhere"""


@pytest.fixture
def stand_in(tmp_path: Path) -> Callable[..., Path]:
    """A program in Quarto's place: it writes the files of the project, prints, and ends with a code."""

    def write(said: str = "", code: int = 0, *, files: bool = True, version: str = "1.10.18") -> Path:
        (tmp_path / "said").write_text(said, encoding="utf-8")
        program = tmp_path / "bin" / "quarto"
        program.parent.mkdir()
        (tmp_path / "share").mkdir()
        (tmp_path / "share" / "version").write_text(f"{version}\n", encoding="utf-8")
        made = "touch bao-cao.html bao-cao.pdf bao-cao.docx" if files else ":"
        lines = [
            "#!/bin/sh",
            f'echo "$@" > {tmp_path}/called',
            made,
            f"printf '%b' \"$(cat {tmp_path}/said)\" >&2",
        ]
        program.write_text("\n".join([*lines, f"exit {code}", ""]), encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return program

    return write


def render(sample: Path, program: Path, formats: list[str]) -> Path:
    build = program.parent.parent / "build"
    shutil.copytree(sample, build)
    rendered_files(build, formats, QuartoEngine(program))
    return build


def as_quarto_splits(command: str) -> list[str]:
    """Double quotes keep spaces; there is nothing else to it (parseShellRunCommand)."""
    kept = re.sub(r'"([^"]*)"?', lambda quoted: quoted[1].replace(" ", "\0"), command)
    return [part.replace("\0", " ") for part in re.split(" +", kept)]


def test_a_path_with_spaces_is_one_word_to_quarto(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = r"C:\Program Files\it's\python.exe"
    monkeypatch.setattr(sys, "executable", python)
    shutil.copytree(sample, tmp_path / "build")
    write_project(tmp_path / "build", ["html"])
    project = yaml.safe_load((tmp_path / "build" / "_quarto.yml").read_text(encoding="utf-8"))
    (finishing,) = project["project"]["post-render"]
    assert as_quarto_splits(finishing) == [python, "-P", "-m", "cchc.publish.finish"]


def test_a_build_that_is_kept_holds_what_renders_by_hand(rendered: dict[str, Path], tmp_path: Path) -> None:
    build = rendered["html"].parent
    (build / ".quarto").mkdir()
    keep_project(build, ["html", "docx"], tmp_path / "kept")
    left = {path.relative_to(tmp_path / "kept").as_posix() for path in (tmp_path / "kept").rglob("*")}
    assert left >= {"_quarto.yml", "_extensions/cchc/_extension.yml", "bao-cao.qmd", "page-head.html"}
    assert not {name for name in left if name.startswith((".", "bao-cao.")) and name != "bao-cao.qmd"}
    with pytest.raises(PublishError, match="Chọn một thư mục chưa có"):
        keep_project(build, ["html"], tmp_path / "kept")


unix = pytest.mark.skipif(os.name == "nt", reason="the stand-in program is a shell script")


@unix
def test_the_project_lists_the_formats_and_the_call_none(
    sample: Path, tmp_path: Path, stand_in: Callable[..., Path]
) -> None:
    build = render(sample, stand_in(), ["pdf", "html"])
    called = (tmp_path / "called").read_text(encoding="utf-8").split()
    assert called[:2] == ["render", "bao-cao.qmd"]
    assert "--no-execute" in called
    assert "--to" not in called
    project = yaml.safe_load((build / "_quarto.yml").read_text(encoding="utf-8"))
    assert list(project["format"]) == ["cchc-typst", "cchc-html"]
    assert project["project"]["pre-render"] == []
    (finishing,) = project["project"]["post-render"]
    assert as_quarto_splits(finishing) == [sys.executable, "-P", "-m", "cchc.publish.finish"]


@unix
@pytest.mark.parametrize("said", ["", f"Output created: bao-cao.pdf\n{VERAPDF}\n"])
def test_a_good_run_is_good_without_a_second_check_of_the_pdf(
    sample: Path, stand_in: Callable[..., Path], said: str
) -> None:
    assert render(sample, stand_in(said), ["pdf", "docx"])


@unix
@pytest.mark.parametrize(
    ("said", "code", "message"),
    [
        ("\033[33mWARN: Unable to parse table\033[39m\n", 0, r": Unable to parse table$"),
        ("ERROR ([C]:-1) Chú thích chưa được định nghĩa: x\n", 0, r": Chú thích chưa được định nghĩa: x$"),
        ("FATAL (filters/x.lua:12) An error occurred: y\n", 0, r": An error occurred: y$"),
        ("error: unknown variable: z\n", 0, r": unknown variable: z$"),
        (f"{VERAPDF}\nWARN: PDF standard validation failed\n", 0, r": PDF standard validation failed$"),
        (ON_FAILURE, 1, r": PDF/UA-1 error: skipped from heading level 1 to 3 at somewhere$"),
        (f"ERROR ([C]:-1) x: y\n{ON_FAILURE}", 1, r": x: y$"),
        ("ERROR ([C]:-1) x: y\nOutput created: bao-cao.html\nERROR ([C]:-1) x: y\n", 0, r": x: y$"),
        ("no such thing\n", 1, r": no such thing$"),
        ("", 1, r": chương trình dừng mà không nói lý do\.$"),
    ],
)
def test_quarto_s_complaints_are_failures(
    sample: Path, stand_in: Callable[..., Path], said: str, code: int, message: str
) -> None:
    with pytest.raises(PublishError, match=f"^Quarto không dựng được báo cáo{message}"):
        render(sample, stand_in(said, code), ["docx"])


@unix
def test_a_run_without_a_file_is_a_failure(sample: Path, stand_in: Callable[..., Path]) -> None:
    with pytest.raises(PublishError, match=r"không có bao-cao\.docx"):
        render(sample, stand_in(files=False), ["docx"])


@unix
def test_auto_takes_quarto_only_where_it_is_new_enough(
    stand_in: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert choose_engine("auto").name == "pandoc"
    with pytest.raises(PublishError, match="chưa có Quarto"):
        choose_engine("quarto")
    program = stand_in()
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    assert choose_engine("auto").name == "quarto"
    assert choose_engine("auto").versions == {"quarto": "1.10.18"}
    assert "quarto" not in choose_engine("pandoc").versions


@unix
@pytest.mark.parametrize("version", ["1.9.38", "1.4", ""])
def test_an_old_quarto_is_told_and_passed_over(
    stand_in: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    program = stand_in(version=version)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    told: list[str] = []
    assert choose_engine("auto", told.append).name == "pandoc"
    (words,) = told
    assert words.endswith("cần từ 1.10: dùng bộ dựng kèm sẵn.")
    with pytest.raises(PublishError, match=r"cần từ 1\.10\. Cập nhật Quarto"):
        choose_engine("quarto")
