"""`cchc report`, `cchc check`, `cchc lab`, and the group `cchc intake`."""

import gc
import os
import subprocess
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from cchc.cli.diff import diff_editions
from cchc.cli.editions import list_editions, verify_editions
from cchc.cli.intake import intake
from cchc.cli.options import LISTINGS, workspace_option
from cchc.cli.turnover import init_workspace, new_period, period_status
from cchc.cli.vietnamese import Group, explain
from cchc.findings import ReportError, Severity
from cchc.period import Period
from cchc.workspace import Workspace

FORMATS = ("html", "pdf", "docx")
ENGINES = ("auto", "quarto", "pandoc")


@click.group(cls=Group, help="Sổ báo cáo công tác cải cách hành chính: từ số liệu đến HTML, PDF và DOCX.")
@click.option("--debug", is_flag=True, help="Khi có lỗi, in cả dấu vết của chương trình.")
def commands(debug: bool) -> None:
    """The group itself; `--debug` is read by main()."""


@commands.command()
@click.argument("period", metavar="KỲ")
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
    "--jobs", type=click.IntRange(min=1), default=None, metavar="SỐ", help="Số notebook chạy cùng lúc."
)
@click.option("--final", is_flag=True, help="Bản chính thức: từ chối khi còn LỖI hoặc thiếu số liệu.")
@workspace_option
def report(
    period: str, engine: str, formats: str, sections: str, jobs: int | None, final: bool, workspace: Path
) -> None:
    """Dựng báo cáo của một kỳ, ví dụ 2020-H1."""
    # Heavy libraries are loaded only by the command that needs them.
    from cchc.editions.edition import load_editions
    from cchc.editions.listing import tell_kept, tell_older
    from cchc.order import Progress, ReportOrder
    from cchc.publish.engine import choose_engine
    from cchc.report import make_report

    order = ReportOrder(
        workspace=Workspace(workspace.resolve()),
        period=Period.parse(period),
        engine=choose_engine(engine),
        formats=_formats(formats),
        sections=_words(sections),
        jobs=jobs or os.cpu_count() or 1,
        final=final,
    )
    click.echo(f"Báo cáo CCHC {order.period.label}, dựng bằng {order.engine.name}")
    made = make_report(order, Progress(click.echo))
    _sum_up(made.findings)
    if made.kept is not None:
        click.echo(tell_kept(made.kept))
    click.echo("Kết quả:")
    for path in made.files:
        click.echo(f"  {path}")
    if made.older:
        editions = load_editions(order.workspace.editions(order.period))
        click.echo(tell_older(made.older, editions))


@commands.command(name="check")
@click.argument("period", metavar="KỲ")
@click.option(
    "--format",
    "style",
    type=click.Choice(LISTINGS),
    default="table",
    metavar="DẠNG",
    help="table (bảng, mặc định), json hoặc csv.",
)
@workspace_option
def check_period(period: str, style: str, workspace: Path) -> None:
    """Kiểm tra số liệu và lời văn của một kỳ; mã thoát 1 khi còn LỖI chưa giải trình."""
    from cchc.checks import check
    from cchc.listing import list_findings, sum_up
    from cchc.workbook import load_workbook

    workbook = load_workbook(Workspace(workspace.resolve()), Period.parse(period), tolerant=True)
    checked = check(workbook)
    click.echo(list_findings(checked, workbook.outline, style))
    if style == "table":
        click.echo(sum_up(checked))
    if checked.errors:
        sys.exit(1)


@commands.command()
@click.argument("section", metavar="[PHẦN]", default="")
@workspace_option
def lab(section: str, workspace: Path) -> None:
    """Mở JupyterLab, ngay ở notebook của phần được nêu."""
    notebooks = Workspace(workspace.resolve()).notebooks
    if not notebooks.is_dir():
        raise ReportError(f"“{notebooks}” không có; kiểm tra --workspace.")
    found = sorted(notebooks.glob(f"*{section}*.ipynb")) if section else []
    if section and not found:
        known = ", ".join(path.stem for path in sorted(notebooks.glob("*.ipynb")))
        raise ReportError(f"Không có notebook nào tên “{section}”. Các notebook: {known}.")
    target = [str(found[0])] if found else [f"--ServerApp.root_dir={notebooks.parent}"]
    sys.exit(subprocess.call([sys.executable, "-m", "jupyterlab", *target]))


commands.add_command(diff_editions)
commands.add_command(new_period)
commands.add_command(period_status)
commands.add_command(init_workspace)
commands.add_command(intake)
commands.add_command(list_editions)
commands.add_command(verify_editions)


def main() -> None:
    """Run the command; every expected failure is one clear message, exit 1 (usage: 2)."""
    debug = "--debug" in sys.argv
    # A command ends before its garbage matters; looking for it costs a tenth of its time.
    gc.set_threshold(100_000)
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may default to a code page without Vietnamese letters.
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        commands.main(prog_name="cchc", standalone_mode=False)
    except click.UsageError as error:
        _fail(
            f"{explain(error)} Xem: {error.ctx.command_path if error.ctx else 'cchc'} --help", debug, code=2
        )
    except (click.Abort, KeyboardInterrupt):
        _fail("Đã dừng theo yêu cầu; bản báo cáo đã có vẫn còn nguyên.", debug, code=130)
    except ReportError as error:
        _fail(str(error), debug, code=1)
    except Exception as error:
        _fail(
            f"Lỗi không lường trước: {type(error).__name__}: {error}. "
            "Chạy lại với cchc --debug để xem chi tiết.",
            debug,
            code=1,
        )


def _fail(message: str, debug: bool, *, code: int) -> None:
    if debug:
        traceback.print_exc()
    click.echo(message, err=True)
    sys.exit(code)


def _formats(text: str) -> tuple[str, ...]:
    chosen = _words(text)
    if not chosen or (unknown := [name for name in chosen if name not in FORMATS]):
        wrong = ", ".join(unknown) if chosen else text
        raise ReportError(f"Không dựng được dạng “{wrong}”. Các dạng: {', '.join(FORMATS)}.")
    return tuple(name for name in FORMATS if name in chosen)


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))


def _sum_up(findings: Mapping[Severity, int]) -> None:
    counts = ", ".join(f"{findings[severity]} {severity}" for severity in Severity)
    click.echo(f"Kiểm tra: {counts}.")
