"""The filters and the escapes hold with what Quarto makes of a document, shown by Pandoc alone."""

import base64
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import yaml

from cchc.base.installation import EXTENSION, REPORT
from cchc.publish.build_folder import literal
from cchc.publish.programs import shared_settings


def filtered(document: Mapping[str, Any], writer: str, *filters: str, folder: Path | None = None) -> str:
    """What Pandoc writes of its own document after these filters."""
    command = [pypandoc.get_pandoc_path(), "--from=json", f"--to={writer}", "--wrap=none"]
    done = subprocess.run(
        [*command, *(f"--lua-filter={EXTENSION / 'filters' / name}" for name in filters)],
        input=json.dumps(document),
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def test_raw_parts_of_the_page_stay_and_raw_text_does_not() -> None:
    """As Quarto hands them on: the head and foot of the page as metadata, raw blocks in it."""
    raw = {"t": "RawBlock", "c": ["html", "<style>p{}</style>"]}
    document = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {"header-includes": {"t": "MetaList", "c": [{"t": "MetaBlocks", "c": [raw]}]}},
        "blocks": [raw],
    }
    after = json.loads(filtered(document, "json", "any_format/inert_markup.lua"))
    assert after["meta"] == document["meta"]
    assert [block["t"] for block in after["blocks"]] == ["Para"]


CHART = """\
::::: {#hinh-thu .chart label="Hình 1"}
::: chart-title
Tên hình
:::

![Lời mô tả](charts/thu.svg)
:::::"""


@pytest.mark.parametrize("engine", ["", "quarto = { doc = {} }\n"])
def test_the_page_carries_its_pictures_in_either_engine(tmp_path: Path, engine: str) -> None:
    """Quarto's own way with pictures changes scripts and styles beside them."""
    (tmp_path / "charts").mkdir()
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"></svg>'
    (tmp_path / "charts" / "thu.svg").write_text(picture, encoding="utf-8")
    charts = tmp_path / "charts.lua"
    filters = (EXTENSION / "filters" / "charts.lua").read_text(encoding="utf-8")
    charts.write_text(engine + filters, encoding="utf-8")
    document = json.loads(pypandoc.convert_text(CHART, "json", "markdown-implicit_figures"))
    page = filtered(document, "html", str(charts), folder=tmp_path)
    carried = base64.b64encode(picture.encode()).decode()
    assert f'<img class="chart-static" src="data:image/svg+xml;base64,{carried}" alt="Lời mô tả">' in page


def svg(width: int, height: int) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"></svg>'


def test_a_chart_with_a_form_for_the_phone_keeps_the_room_of_both(tmp_path: Path) -> None:
    (tmp_path / "charts").mkdir()
    (tmp_path / "charts" / "thu.svg").write_text(svg(600, 100), encoding="utf-8")
    (tmp_path / "charts" / "thu-narrow.svg").write_text(svg(340, 300), encoding="utf-8")
    spec = '{"width":400,"usermeta":{"narrow":{"width":200}}}'
    text = f"{CHART.removesuffix(':::::')}\n```{{.chart-spec}}\n{spec}\n```\n:::::"
    document = json.loads(pypandoc.convert_text(text, "json", "markdown-implicit_figures"))
    page = filtered(document, "html", "charts.lua", folder=tmp_path)
    wide = 'class="chart-box wide-form" data-width="width" data-least="300" width="500" height="100"'
    narrow = 'class="chart-box narrow-form" data-width="width" data-least="150" width="290" height="300"'
    assert wide in page
    assert narrow in page
    assert '<source media="screen and (max-width: 40rem)" srcset="data:image/svg+xml;base64,' in page


@pytest.mark.parametrize(("width", "printed"), [(600, "160.0"), (300, "80.0"), (900, "160.0")])
def test_charts_of_any_width_have_text_of_one_size_on_paper(tmp_path: Path, width: int, printed: str) -> None:
    """One that is wider than the page gives way."""
    (tmp_path / "charts").mkdir()
    (tmp_path / "charts" / "thu.svg").write_text(svg(width, 90), encoding="utf-8")
    document = json.loads(pypandoc.convert_text(CHART, "json", "markdown-implicit_figures"))
    after = filtered(document, "typst", "chart_room.lua", "charts.lua", folder=tmp_path)
    assert f"width: {printed}mm" in after


LEFT_OUT = """\
Xem [](#hinh-thu){.ref}.

::: {#hinh-thu .left-out}
[Hình “Hồ sơ” chưa có số liệu]{.missing}
:::"""


@pytest.mark.parametrize("draft", [True, False])
def test_an_exhibit_without_data_is_a_line_of_drafts_alone(draft: bool) -> None:
    document = json.loads(pypandoc.convert_text(LEFT_OUT, "json", "markdown"))
    document["meta"]["draft-edition"] = {"t": "MetaBool", "c": draft}
    page = filtered(document, "html", "any_format/numbering.lua", "marked_text.lua")
    assert ('<mark class="missing">' in page) is draft
    assert ("Hồ sơ" in page) is draft
    assert "Xem <a" in page


def test_words_joined_for_quarto_print_the_same() -> None:
    text = "# Mục lớn một\n\nHai từ, *ba từ nữa*[^1] và `mã  nguồn`\nxuống dòng.\n\n- a b\n\n[^1]: Nguồn.\n"
    document = json.loads(pypandoc.convert_text(text, "json", "markdown"))
    joined = json.loads(filtered(document, "json", "join_words.lua"))
    heading, paragraph, _ = joined["blocks"]
    # A heading's words are looked at one by one.
    assert heading == document["blocks"][0]
    assert paragraph["c"][0] == {"t": "Str", "c": "Hai từ,"}
    assert len(json.dumps(joined)) < len(json.dumps(document))
    for writer in ("html", "typst", "plain"):
        assert filtered(joined, writer) == filtered(document, writer)


def test_quarto_render_beside_the_source_says_what_to_do(tmp_path: Path) -> None:
    """Run as Quarto runs a script in Lua before it renders."""
    (script,) = yaml.safe_load((REPORT / "_quarto.yml").read_text(encoding="utf-8"))["project"]["pre-render"]
    command = [pypandoc.get_pandoc_path(), "--from=markdown", "--to=plain", f"--lua-filter={REPORT / script}"]
    done = subprocess.run(command, input="", capture_output=True, encoding="utf-8", cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "--keep-build" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("text", ["a -- b", "a --- b", "rồi...", "NĐ-CP 1.5", '"x" -', "*y* $z$ {{%}}"])
@pytest.mark.parametrize("reader", ["markdown", None])
def test_a_letterhead_survives_both_readers_of_metadata(text: str, reader: str | None) -> None:
    """Quarto reads metadata as Pandoc's full Markdown."""
    reader = reader or shared_settings().reader
    assert pypandoc.convert_text(literal(text), "plain", reader, extra_args=["--wrap=none"]).strip() == text
