"""The group of all commands, with `cchc check` and `cchc lab`; every failure ends as one clear message."""

import gc
import os
import subprocess
import sys
import traceback
from functools import partial
from pathlib import Path
from typing import Any

import click

from cchc import __version__
from cchc.base.findings import ReportError
from cchc.base.period import Period
from cchc.cli.diff import diff_editions
from cchc.cli.editions import list_editions, verify_editions
from cchc.cli.intake import intake
from cchc.cli.period import init_workspace, new_period, period_status
from cchc.cli.report import report
from cchc.cli.vietnamese import Group, explain, listing_option, workspace_option
from cchc.inputs.workspace import Workspace


@click.group(cls=Group, help="Sổ báo cáo công tác cải cách hành chính: từ số liệu đến HTML, PDF và DOCX.")
@click.version_option(
    __version__, prog_name="cchc", message="%(prog)s %(version)s", help="Hiện phiên bản rồi thoát."
)
@click.option("--debug", is_flag=True, help="Khi có lỗi, in cả dấu vết của chương trình.")
def commands(debug: bool) -> None:
    """The group itself; `--debug` is read by main()."""


@commands.command(name="check")
@click.argument("period", metavar="KỲ")
@click.option(
    "--notebooks",
    is_flag=True,
    help="Chạy cả các notebook chưa có kết quả mới: nêu mọi ô lỗi, soát cả bảng, biểu đồ và phần đã ghép. "
    "Không có tùy chọn này thì notebook chỉ được đọc, không chạy.",
)
@listing_option
@workspace_option
def check_period(period: str, notebooks: bool, style: str, workspace: Path) -> None:
    """Kiểm tra số liệu, lời văn và notebook của một kỳ; mã thoát 1 khi còn LỖI chưa giải trình."""
    from cchc.checks import check
    from cchc.cli.check import list_findings, sum_up
    from cchc.inputs.snapshot import InputSnapshot
    from cchc.inputs.workbook import load_workbook

    place = Workspace(workspace.resolve())
    snapshot = InputSnapshot.now(place) if notebooks else None
    workbook = load_workbook(place, Period.parse(period), tolerant=True)
    if snapshot is None:
        checked = check(workbook)
    else:
        # Loads all that runs notebooks.
        from cchc.pipeline.trial import check_by_running

        checked = check_by_running(workbook, snapshot, os.cpu_count() or 1, partial(click.echo, err=True))
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


for command in (
    report,
    diff_editions,
    new_period,
    period_status,
    init_workspace,
    intake,
    list_editions,
    verify_editions,
):
    commands.add_command(command)


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
