"""One report as the terminal shows it: once, or again after each change of its inputs."""

import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import click

from cchc.base.findings import ReportError
from cchc.base.progress import Advance
from cchc.base.system_errors import system_failure
from cchc.cli.check import counts_in_words
from cchc.cli.progress import Shown

if TYPE_CHECKING:
    from cchc.pipeline.order import Report, ReportOrder
    from cchc.pipeline.report import Builder

WATCHING = "Đang theo dõi data/, params/, notebooks/: lưu tệp nào là dựng lại ngay. Nhấn Ctrl-C để thôi."
UNSETTLED = "Lưu ý: {names} đổi trong lúc dựng, nên bản này có thể lẫn số cũ và số mới; dựng lại."
RESTLESS = (
    "Lần dựng nào {names} cũng đổi, thường do một notebook ghi vào đó: không dựng lại vì thế nữa. "
    "Sửa notebook ấy; muốn dựng lại ngay thì lưu lại tệp."
)
MOST_NAMED = 3


def make_one(order: "ReportOrder", build: "Builder | None", shown: Shown) -> None:
    """Make it, and list its files."""
    from cchc.editions.edition import load_editions
    from cchc.editions.listing import older_files_text

    click.echo(f"Báo cáo CCHC {order.period.label}, dựng bằng {order.engine.name}")
    report = _make(order, build, shown)
    click.echo("Kết quả:")
    for path in report.files:
        click.echo(f"  {path}")
    if report.older:
        editions = load_editions(order.workspace.editions(order.period))
        click.echo(older_files_text(report.older, editions))


def watch_report(
    order: "ReportOrder", worker: "AbstractContextManager[Builder | None]", shown: Shown
) -> None:
    """Make it, and again after each change of its inputs, until Ctrl-C; a mistake is shown and waited out."""
    from cchc.pipeline.order import in_seconds
    from cchc.pipeline.watching import changes

    try:
        with worker as build:
            changed = changes(order.workspace, _tell_restless)
            with _mistakes_shown(shown):
                make_one(order, build, shown)
            click.echo(f"\n{WATCHING}")
            for names in changed:
                started = time.monotonic()
                click.echo(f"\n{datetime.now():%H:%M:%S}  Có thay đổi: {_named(names)}")
                with _mistakes_shown(shown):
                    report = _make(order, build, shown)
                    click.echo(f"Đã dựng lại báo cáo sau {in_seconds(time.monotonic() - started)}.")
                    # One sitting leaves one draft: many small corrections must not push older drafts out.
                    if report.outcome is not None and report.outcome.new:
                        order = replace(order, replaces=report.outcome.edition.number)
    except KeyboardInterrupt:
        click.echo("\nĐã thôi theo dõi; bản báo cáo đã có vẫn còn nguyên.")


def _make(order: "ReportOrder", build: "Builder | None", shown: Shown) -> "Report":
    from cchc.editions.listing import outcome_text
    from cchc.pipeline.order import Progress
    from cchc.pipeline.report import make_report

    shown(Advance(0, 1, "Đọc và kiểm tra"))
    report = make_report(order, Progress(shown), build)
    shown.close()
    click.echo(f"Kiểm tra: {counts_in_words(report.findings)}.")
    if report.outcome is not None:
        click.echo(outcome_text(report.outcome))
    if report.unsettled:
        click.echo(UNSETTLED.format(names=_named(report.unsettled)))
    return report


def _tell_restless(names: Sequence[str]) -> None:
    click.echo(RESTLESS.format(names=_named(names)))


@contextmanager
def _mistakes_shown(shown: Shown) -> Iterator[None]:
    try:
        yield
    except ReportError as error:
        shown.close()
        click.echo(str(error), err=True)
    except BrokenPipeError:
        # Nobody reads any more.
        raise
    except OSError as error:
        shown.close()
        click.echo(system_failure(error), err=True)


def _named(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" và {more} tệp khác" if more > 0 else "")
