"""Quarto: its settings hold together; where it is installed, it renders the same report."""

import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pypandoc
import pytest
import yaml
from tests.publish.rendering import rendered_files

from cchc.base.installation import FONTS, REPORT
from cchc.publish.build_folder import SHARED, literal
from cchc.publish.engine import choose_engine
from cchc.publish.finish import FILES, main
from cchc.publish.formats import PublishError
from cchc.publish.programs import run, shared_settings
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


def test_its_typst_finds_the_faces_that_come_along(settings: dict[str, Any]) -> None:
    folders = settings["format"]["typst"]["font-paths"]
    # Quarto looks from the document's folder, which the build folder is.
    assert [REPORT / folder for folder in folders] == [FONTS]
    assert set(folders) <= set(SHARED)


def test_every_filter_is_used(settings: dict[str, Any]) -> None:
    on_disk = {path.relative_to(REPORT).as_posix() for path in (REPORT / "filters").rglob("*.lua")}
    assert on_disk == set(settings["filters"])


def test_typst_partials_have_the_names_quarto_knows(settings: dict[str, Any]) -> None:
    partials = {Path(name).name for name in settings["format"]["typst"]["template-partials"]}
    assert partials == {"typst-template.typ", "typst-show.typ", "page.typ"}


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
    assert list(project["format"]) == ["typst", "html"]
    assert project["project"]["pre-render"] == []
    (finishing,) = project["project"]["post-render"]
    assert shlex.split(finishing)[1:] == ["-m", "cchc.publish.finish"]


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
def test_stopping_the_run_stops_all_that_quarto_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = tmp_path / "pid"
    # As Quarto's own: a shell script that waits for what it started.
    script = f"sleep 60 & echo $! > {pid}.new; mv {pid}.new {pid}; wait"

    def interrupted(*_: object, **__: object) -> None:
        limit = time.monotonic() + 30
        while not pid.exists() and time.monotonic() < limit:
            time.sleep(0.01)
        raise KeyboardInterrupt

    monkeypatch.setattr("subprocess.Popen.communicate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(["/bin/sh", "-c", script], tmp_path, dict(os.environ), task="thử", whole_group=True)
    started = int(pid.read_text(encoding="utf-8"))
    limit = time.monotonic() + 30
    while _alive(started) and time.monotonic() < limit:
        time.sleep(0.01)
    assert not _alive(started)


def _alive(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


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


def test_what_quarto_wrote_is_finished(
    rendered: dict[str, Path], sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(sample, tmp_path / "build")
    page = tmp_path / "build" / "bao-cao.html"
    whole = rendered["html"].read_text(encoding="utf-8")
    page.write_text(re.sub(r'content="default-src[^"]*"', 'content="page-policy"', whole), encoding="utf-8")
    monkeypatch.chdir(tmp_path / "build")
    monkeypatch.setenv(FILES, f"{page}\nbao-cao.pdf\n")
    main()
    assert page.read_text(encoding="utf-8") == whole
    page.write_text("<p>không phải trang của sổ</p>", encoding="utf-8")
    with pytest.raises(SystemExit):
        main()


def test_raw_parts_of_the_page_stay_and_raw_text_does_not() -> None:
    """As Quarto hands them on: the head and foot of the page as metadata, raw blocks in it."""
    raw = {"t": "RawBlock", "c": ["html", "<style>p{}</style>"]}
    document = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {"header-includes": {"t": "MetaList", "c": [{"t": "MetaBlocks", "c": [raw]}]}},
        "blocks": [raw],
    }
    command = [pypandoc.get_pandoc_path(), "--from=json", "--to=json"]
    done = subprocess.run(
        [*command, f"--lua-filter={REPORT / 'filters/any_format/inert_markup.lua'}"],
        input=json.dumps(document),
        capture_output=True,
        text=True,
        check=True,
    )
    after = json.loads(done.stdout)
    assert after["meta"] == document["meta"]
    assert [block["t"] for block in after["blocks"]] == ["Para"]


@pytest.mark.parametrize("text", ["a -- b", "a --- b", "rồi...", "{{< env HOME >}}", "NĐ-CP 1.5", '"x" -'])
@pytest.mark.parametrize("reader", ["markdown", None])
def test_a_letterhead_survives_both_readers_of_metadata(text: str, reader: str | None) -> None:
    """Quarto reads metadata as Pandoc's full Markdown, and replaces its shortcodes before."""
    written = literal(text)
    assert "{{<" not in re.sub(r"\\(?=\{)", "", written)
    reader = reader or shared_settings().reader
    assert pypandoc.convert_text(written, "plain", reader, extra_args=["--wrap=none"]).strip() == text
