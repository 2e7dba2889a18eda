"""`cchc report`: one report, once or for as long as its inputs change, or many at once."""

import os
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc.base.findings import ReportError
from cchc.base.period import Period
from cchc.base.progress import Advance
from cchc.base.tasks import can_fork
from cchc.cli.check import counts_in_words
from cchc.cli.one_report import make_one, watch_report
from cchc.cli.progress import Shown, progress_shown
from cchc.cli.vietnamese import Command, WrongCall
from cchc.cli.workspaces import open_workspace
from cchc.inputs.workspace import Workspace
from cchc.publish.engine import ENGINES
from cchc.publish.formats import FORMATS, chosen_formats

if TYPE_CHECKING:
    from cchc.pipeline.many import Ended
    from cchc.pipeline.order import ReportOrder
    from cchc.pipeline.report import Builder


NO_PERIOD = "Thiếu KỲ: ví dụ cchc report 2020-H1, hoặc --all cho mọi kỳ."
BOTH = "Chỉ nêu KỲ hoặc --all, không nêu cả hai."
ONE_DRAFT = "--watch chỉ theo dõi một kỳ của một sổ báo cáo, và chỉ dựng bản dự thảo."
ONE_BUILD = "--keep-build để lại thư mục dựng của một kỳ, và không đi cùng --watch."
WITH_REASON = '--truoc-han đi cùng --final và cần một lý do: --final --truoc-han "lý do".'


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
    metavar="SỐ",
    help="Số notebook (hoặc số báo cáo, khi dựng nhiều kỳ) chạy cùng lúc.",
)
@click.option("--final", is_flag=True, help="Bản chính thức: từ chối khi còn LỖI, thiếu số, chưa đến hạn.")
@click.option(
    "--truoc-han",
    "early_reason",
    metavar="LÝ_DO",
    help="Cùng --final: phát hành khi kỳ số liệu chưa kết thúc hay ngày ban hành chưa tới; lý do được lưu.",
)
@click.option("--no-cache", is_flag=True, help="Chạy lại mọi notebook, không dùng kết quả của lần trước.")
@click.option(
    "--keep-build",
    type=click.Path(path_type=Path),
    default=None,
    metavar="THƯ_MỤC",
    help="Để lại thư mục dựng, trong đó tự chạy được quarto render và quarto preview.",
)
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
    early_reason: str | None,
    no_cache: bool,
    keep_build: Path | None,
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
    if keep_build is not None and (watch or not single):
        raise WrongCall(ONE_BUILD, click.get_current_context())
    if keep_build is not None and keep_build.exists():
        raise ReportError(f"Đã có “{keep_build}”. Chọn một thư mục chưa có cho --keep-build.")
    if early_reason is not None and not (final and early_reason.strip()):
        raise WrongCall(WITH_REASON, click.get_current_context())
    # Begun before anything else: reading and checking go on beside it.
    with (
        progress_shown() as shown,
        _worker(shown) if single and workers > 1 and not watch else nullcontext() as build,
    ):
        # Heavy libraries are loaded only by the command that needs them.
        from cchc.pipeline.order import ReportOrder
        from cchc.publish.engine import choose_engine

        chosen = choose_engine(engine, lambda text: click.echo(text, err=True))
        orders = [
            ReportOrder(
                workspace=workspace,
                period=period,
                engine=chosen,
                formats=chosen_formats(_words(formats)),
                sections=_words(sections),
                jobs=workers,
                final=final,
                early_reason=early_reason and " ".join(early_reason.split()),
                reuse=not no_cache,
                keep_build=keep_build and keep_build.resolve(),
            )
            for workspace in map(open_workspace, dict.fromkeys(workspaces))
            for period in _periods(periods, workspace, everything=everything)
        ]
        if watch:
            watch_report(orders[0], _worker(shown, lasting=True), shown)
        elif len(orders) == 1:
            make_one(orders[0], build, shown)
        else:
            _many(orders, workers, shown)


def _worker(shown: Shown, *, lasting: bool = False) -> "AbstractContextManager[Builder | None]":
    # What goes wrong in another process leaves no trace to show.
    if not can_fork() or click.get_current_context().find_root().params["debug"]:
        return nullcontext()
    # Not there on systems that cannot fork.
    from cchc.pipeline.worker import lasting_worker, one_shot_worker

    return (lasting_worker if lasting else one_shot_worker)(shown)


def _many(orders: Sequence["ReportOrder"], workers: int, shown: Shown) -> None:
    from cchc.pipeline.many import make_reports

    click.echo(
        f"Dựng {len(orders)} báo cáo, cùng lúc {min(workers, len(orders))}, bằng {orders[0].engine.name}"
    )
    several = len({order.workspace for order in orders}) > 1
    failed = 0
    for number, ended in enumerate(make_reports(orders, workers), start=1):
        failed += bool(ended.failure)
        shown(f"  [{number}/{len(orders)}] {_result_line(ended, several=several)}")
        shown(Advance(number, len(orders), "Dựng báo cáo"))
    if failed:
        raise ReportError(f"{failed}/{len(orders)} báo cáo không dựng được; các báo cáo khác đã xong.")


def _result_line(ended: "Ended", *, several: bool) -> str:
    from cchc.pipeline.order import in_seconds

    order = ended.order
    name = f"{order.workspace.root.name}, {order.period}" if several else str(order.period)
    if ended.report is None:
        lines = ended.failure.splitlines()
        return "\n".join([f"✗ {name}:", *(f"      {line}" for line in lines)])
    outcome = ended.report.outcome
    files = f"{len(ended.report.files)} tệp"
    what = f"bản {outcome.edition.kind} số {outcome.edition.name}" if outcome else files
    same = ", không có gì đổi" if outcome and not outcome.new else ""
    mixed = "; dữ liệu đổi trong lúc dựng, cần dựng lại" if ended.report.unsettled else ""
    found = counts_in_words(ended.report.findings)
    return f"✓ {name}: {what}{same}; {found}{mixed} ({in_seconds(ended.seconds)})"


def _periods(names: Sequence[str], workspace: Workspace, *, everything: bool) -> list[Period]:
    if not everything:
        return [Period.parse(name) for name in dict.fromkeys(names)]
    found = workspace.periods
    if not found:
        raise ReportError(
            f"“{workspace.root}” chưa có kỳ nào: không có tệp params/*.yml. Kiểm tra --workspace."
        )
    return sorted(map(Period.parse, found), key=str)


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
