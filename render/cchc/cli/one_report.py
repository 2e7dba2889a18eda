"""One report, told step by step: once, or again whenever its inputs change."""

import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import click

from cchc.cli.counts import counts
from cchc.findings import ReportError

if TYPE_CHECKING:
    from cchc.order import Report, ReportOrder
    from cchc.report import Make

WATCHING = "Đang theo dõi data/, params/, notebooks/: lưu tệp nào là dựng lại ngay. Nhấn Ctrl-C để thôi."
UNSETTLED = "Lưu ý: {names} đổi trong lúc dựng, nên bản này có thể lẫn số cũ và số mới; dựng lại."
MOST_NAMED = 3


def make_one(order: "ReportOrder", make: "Make | None") -> None:
    """Make it, and list its files."""
    from cchc.editions.edition import load_editions
    from cchc.editions.listing import tell_older

    click.echo(f"Báo cáo CCHC {order.period.label}, dựng bằng {order.engine.name}")
    made = _made(order, make)
    click.echo("Kết quả:")
    for path in made.files:
        click.echo(f"  {path}")
    if made.older:
        editions = load_editions(order.workspace.editions(order.period))
        click.echo(tell_older(made.older, editions))


def keep_making(order: "ReportOrder", maker: "AbstractContextManager[Make | None]") -> None:
    """Make it, and again after each change of its inputs, until Ctrl-C; a mistake is told and waited out."""
    from cchc.order import in_seconds
    from cchc.watching import changes

    try:
        with maker as make:
            changed = changes(order.workspace)
            with _mistakes_told():
                make_one(order, make)
            click.echo(f"\n{WATCHING}")
            for names in changed:
                started = time.monotonic()
                click.echo(f"\n{datetime.now():%H:%M:%S}  Có thay đổi: {_named(names)}")
                with _mistakes_told():
                    made = _made(order, make)
                    click.echo(f"Đã dựng lại báo cáo sau {in_seconds(time.monotonic() - started)}.")
                    # One sitting leaves one draft: many small corrections must not push older drafts out.
                    if made.kept is not None and made.kept.new:
                        order = replace(order, replaces=made.kept.edition.number)
    except KeyboardInterrupt:
        click.echo("\nĐã thôi theo dõi; bản báo cáo đã có vẫn còn nguyên.")


def _made(order: "ReportOrder", make: "Make | None") -> "Report":
    from cchc.editions.listing import tell_kept
    from cchc.order import Progress
    from cchc.report import make_here, make_report

    made = make_report(order, Progress(click.echo), make or make_here)
    click.echo(f"Kiểm tra: {counts(made.findings)}.")
    if made.kept is not None:
        click.echo(tell_kept(made.kept))
    if made.unsettled:
        click.echo(UNSETTLED.format(names=_named(made.unsettled)))
    return made


@contextmanager
def _mistakes_told() -> Iterator[None]:
    try:
        yield
    except ReportError as error:
        click.echo(str(error), err=True)


def _named(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" và {more} tệp khác" if more > 0 else "")
