"""`cchc diff`: what changed between two editions, or two periods."""

from functools import partial
from pathlib import Path

import click

from cchc.base.files import write_whole
from cchc.base.findings import ReportError
from cchc.base.system_errors import reason
from cchc.cli.vietnamese import Command, format_option, workspace_option
from cchc.cli.workspaces import open_workspace

EDITION_HELP = "BẢN là 2020-H1@3 (số của bản), 2020-H1@moi_nhat hay 2020-H1 (bản mới nhất), hoặc một thư mục."


@click.command(name="diff", cls=Command, epilog=EDITION_HELP)
@click.argument("old", metavar="BẢN_TRƯỚC")
@click.argument("new", metavar="BẢN_SAU")
@format_option("html")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="TỆP",
    help="Ghi vào tệp này; dạng html mặc định ghi output/<kỳ>/thay-doi.html.",
)
@workspace_option
def diff_editions(old: str, new: str, style: str, output: Path | None, workspace: Path) -> None:
    """Cho biết con số, câu chữ, điều cần xem lại, văn bản nào thay đổi giữa hai bản hay hai kỳ."""
    from cchc.editions.diff.changes import compare_editions
    from cchc.editions.diff.edition_text import read_edition_text
    from cchc.editions.diff.in_json import changes_as_json
    from cchc.editions.diff.in_page import PAGE_NAME, changes_as_page
    from cchc.editions.diff.in_terminal import changes_as_table
    from cchc.editions.diff.in_words import summary
    from cchc.editions.edition import named_edition
    from cchc.inputs.workbook import default_window

    place = open_workspace(workspace)
    window_of = partial(default_window, place)
    before, after = (
        read_edition_text(named_edition(name, place), window_of=window_of) for name in (old, new)
    )
    changes = compare_editions(before, after, place)
    if style == "html":
        target = output or place.output(changes.new.period) / PAGE_NAME
        _write(changes_as_page(changes, target.parent), target)
        click.echo(summary(changes))
        click.echo(f"  {target}")
        return
    text = changes_as_json(changes) if style == "json" else changes_as_table(changes)
    if output is None:
        click.echo(text)
    else:
        _write(f"{text}\n", output)
        click.echo(f"  {output}")


def _write(text: str, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, text.encode("utf-8"))
    except OSError as error:
        raise ReportError(f"Không ghi được “{target}”: {reason(error)}.") from None
