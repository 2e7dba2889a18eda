"""`cchc report`: one report, once or for as long as its inputs change, or many at once."""

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc.base.findings import ReportError, Severity
from cchc.base.period import Period
from cchc.base.tasks import can_fork
from cchc.cli.vietnamese import Command, WrongCall
from cchc.inputs.workspace import Workspace
from cchc.publish.formats import FORMATS

if TYPE_CHECKING:
    from cchc.pipeline.many import Ended
    from cchc.pipeline.order import Report, ReportOrder
    from cchc.pipeline.report import Make


def counts(findings: Mapping[Severity, int]) -> str:
    """`0 LỖI, 9 CẢNH BÁO, 5 GHI CHÚ`."""
    return ", ".join(f"{findings[severity]} {severity}" for severity in Severity)


NO_PERIOD = "Thiếu KỲ: ví dụ cchc report 2020-H1, hoặc --all cho mọi kỳ."
BOTH = "Chỉ nêu KỲ hoặc --all, không nêu cả hai."
ONE_DRAFT = "--watch chỉ theo dõi một kỳ của một sổ báo cáo, và chỉ dựng bản dự thảo."
ENGINES = ("auto", "quarto", "pandoc")


@click.command(cls=Command)
@click.argument("periods", metavar="KỲ...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Mọi kỳ có tệp tham số trong sổ báo cáo.")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="auto",
    metavar="BỘ_DỰNG",
    help="auto, quarto hoặc pandoc.",
)
@click.option(
    "--formats", default=",".join(FORMATS), metavar="DẠNG,...", help="Các dạng cần dựng: html,pdf,docx."
)
@click.option("--sections", default="", metavar="PHẦN,...", help="Chỉ dựng một số phần, ví dụ tthc,bo_may.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=None,
    metavar="SỐ",
    help="Số notebook (hoặc số báo cáo, khi dựng nhiều kỳ) chạy cùng lúc.",
)
@click.option("--final", is_flag=True, help="Bản chính thức: từ chối khi còn LỖI hoặc thiếu số liệu.")
@click.option("--no-cache", is_flag=True, help="Chạy lại mọi notebook, không dùng kết quả của lần trước.")
@click.option("--watch", is_flag=True, help="Dựng xong thì theo dõi: dữ liệu đổi là dựng lại ngay.")
@click.option(
    "--workspace",
    "workspaces",
    type=click.Path(path_type=Path),
    multiple=True,
    default=(Path(),),
    metavar="THƯ_MỤC",
    help="Sổ báo cáo; nêu nhiều lần để dựng cho nhiều địa phương. Mặc định: thư mục hiện tại.",
)
def report(
    periods: tuple[str, ...],
    everything: bool,
    engine: str,
    formats: str,
    sections: str,
    jobs: int | None,
    final: bool,
    no_cache: bool,
    watch: bool,
    workspaces: tuple[Path, ...],
) -> None:
    """Dựng báo cáo của một hay nhiều kỳ, ví dụ 2020-H1."""
    if bool(periods) == everything:
        raise WrongCall(BOTH if periods else NO_PERIOD, click.get_current_context())
    workers = jobs or os.cpu_count() or 1
    single = len(periods) == len(set(workspaces)) == 1 and not everything
    if watch and (final or not single):
        raise WrongCall(ONE_DRAFT, click.get_current_context())
    # Begun before anything else: reading and checking go on beside it.
    with _maker() if single and workers > 1 and not watch else nullcontext() as make:
        # Heavy libraries are loaded only by the command that needs them.
        from cchc.pipeline.order import ReportOrder
        from cchc.publish.engine import choose_engine

        chosen = choose_engine(engine)
        orders = [
            ReportOrder(
                workspace=workspace,
                period=period,
                engine=chosen,
                formats=_formats(formats),
                sections=_words(sections),
                jobs=workers,
                final=final,
                reuse=not no_cache,
            )
            for workspace in (Workspace(folder.resolve()) for folder in dict.fromkeys(workspaces))
            for period in _periods(periods, workspace, everything=everything)
        ]
        if watch:
            keep_making(orders[0], _maker(lasting=True))
        elif len(orders) == 1:
            make_one(orders[0], make)
        else:
            _many(orders, workers)


def _maker(*, lasting: bool = False) -> "AbstractContextManager[Make | None]":
    # What goes wrong in another process leaves no trace to show.
    if not can_fork() or click.get_current_context().find_root().params["debug"]:
        return nullcontext()
    # Not there on systems that cannot fork.
    from cchc.pipeline.worker import lasting_maker, maker

    return (lasting_maker if lasting else maker)(click.echo)


def _many(orders: Sequence["ReportOrder"], workers: int) -> None:
    from cchc.pipeline.many import make_reports

    click.echo(
        f"Dựng {len(orders)} báo cáo, cùng lúc {min(workers, len(orders))}, bằng {orders[0].engine.name}"
    )
    several = len({order.workspace for order in orders}) > 1
    failed = 0
    for number, ended in enumerate(make_reports(orders, workers), start=1):
        failed += bool(ended.failure)
        click.echo(f"  [{number}/{len(orders)}] {_told(ended, several=several)}")
    if failed:
        raise ReportError(f"{failed}/{len(orders)} báo cáo không dựng được; các báo cáo khác đã xong.")


def _told(ended: "Ended", *, several: bool) -> str:
    from cchc.pipeline.order import in_seconds

    order = ended.order
    name = f"{order.workspace.root.name}, {order.period}" if several else str(order.period)
    if ended.report is None:
        lines = ended.failure.splitlines()
        return "\n".join([f"✗ {name}:", *(f"      {line}" for line in lines)])
    kept = ended.report.kept
    what = f"bản {kept.edition.kind} số {kept.edition.name}" if kept else f"{len(ended.report.files)} tệp"
    same = ", không có gì đổi" if kept and not kept.new else ""
    mixed = "; dữ liệu đổi trong lúc dựng, cần dựng lại" if ended.report.unsettled else ""
    return f"✓ {name}: {what}{same}; {counts(ended.report.findings)}{mixed} ({in_seconds(ended.seconds)})"


def _periods(names: Sequence[str], workspace: Workspace, *, everything: bool) -> list[Period]:
    if not everything:
        return [Period.parse(name) for name in dict.fromkeys(names)]
    found = sorted(path.stem for path in (workspace.root / "params").glob("*.yml"))
    if not found:
        raise ReportError(
            f"“{workspace.root}” chưa có kỳ nào: không có tệp params/*.yml. Kiểm tra --workspace."
        )
    return sorted(map(Period.parse, found), key=str)


def _formats(text: str) -> tuple[str, ...]:
    chosen = _words(text)
    if not chosen or (unknown := [name for name in chosen if name not in FORMATS]):
        wrong = ", ".join(unknown) if chosen else text
        raise ReportError(f"Không dựng được dạng “{wrong}”. Các dạng: {', '.join(FORMATS)}.")
    return tuple(name for name in FORMATS if name in chosen)


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))


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
    from cchc.pipeline.order import in_seconds
    from cchc.pipeline.watching import changes

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
    from cchc.pipeline.order import Progress
    from cchc.pipeline.report import make_here, make_report

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
