"""The group of all commands, with `cchc lab`; every failure ends as one clear message."""

import gc
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

import click

from cchc import __version__
from cchc.base.findings import ReportError
from cchc.base.own_folder import some_own_folder
from cchc.base.search_path import python_environment
from cchc.base.system_errors import explained
from cchc.base.working_folders import temporary_folder
from cchc.cli.check import check_period
from cchc.cli.diff import diff_editions
from cchc.cli.editions import list_editions, verify_editions
from cchc.cli.indicators import add, remove
from cchc.cli.intake import intake
from cchc.cli.period import init_workspace, new_period, period_status
from cchc.cli.quiet_end import (
    NOBODY_READS,
    exit_code,
    ignore_ctrl_c_at_exit,
    nobody_reads,
    open_streams,
    silence,
    stopped_like_ctrl_c,
)
from cchc.cli.rename import rename
from cchc.cli.report import report
from cchc.cli.vietnamese import Group, explain, workspace_option
from cchc.cli.workspaces import open_workspace

STOPPED = "Đã dừng theo yêu cầu; bản báo cáo đã có vẫn còn nguyên."


@click.group(cls=Group, help="Sổ báo cáo công tác cải cách hành chính: từ số liệu đến HTML, PDF và DOCX.")
@click.version_option(
    __version__, prog_name="cchc", message="%(prog)s %(version)s", help="Hiện phiên bản rồi thoát."
)
@click.option("--debug", is_flag=True, help="Khi có lỗi, in cả dấu vết của chương trình.")
def commands(debug: bool) -> None:
    """The group itself; `--debug` is read by main()."""


@commands.command()
@click.argument("section", metavar="[PHẦN]", default="")
@workspace_option
def lab(section: str, workspace: Path) -> None:
    """Mở JupyterLab: ở bảng điều khiển, hoặc ở notebook của phần được nêu."""
    place = open_workspace(workspace)
    if not place.notebooks.is_dir():
        raise ReportError(f"“{place.notebooks}” không có; kiểm tra --workspace.")
    sections = [path for path in sorted(place.notebooks.glob("*.ipynb")) if path != place.panel]
    found = [path for path in sections if section in path.stem]
    if not found and section:
        known = ", ".join(path.stem for path in sections)
        raise ReportError(f"Không có notebook nào tên “{section}”. Các notebook: {known}.")
    from cchc.execution.kernel_spec import kernel_environment
    from cchc.panel.opening import lab_command, lab_environment, ready_panel

    target = found[0] if section else ready_panel(place)
    # Jupyter runs the settings that it finds where it is called, too: in an empty folder there are none.
    with temporary_folder() as folder:
        variables = python_environment() | kernel_environment(Path(folder)) | lab_environment()
        code = subprocess.call(lab_command(place, target), cwd=folder, env=variables)
    sys.exit(code)


for command in (
    report,
    check_period,
    diff_editions,
    new_period,
    period_status,
    init_workspace,
    intake,
    add,
    rename,
    remove,
    list_editions,
    verify_editions,
):
    commands.add_command(command)


def main() -> None:
    """Run the command; every expected failure is one clear message, exit 1 (usage: 2)."""
    open_streams()
    ignore_ctrl_c_at_exit()
    # A command ends before its garbage matters; looking for it costs a tenth of its time.
    gc.set_threshold(100_000)
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may default to a code page without Vietnamese letters.
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    with stopped_like_ctrl_c():
        code = _exit_code("--debug" in sys.argv)
    if code:
        sys.exit(code)


def _exit_code(debug: bool) -> int:
    try:
        try:
            with some_own_folder():
                commands.main(prog_name="cchc", standalone_mode=False)
        finally:
            # What the disk or the reader at the other end refuses is to be heard of here, not at exit.
            sys.stdout.flush()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except click.UsageError as error:
        usage = f"{explain(error)} Xem: {error.ctx.command_path if error.ctx else 'cchc'} --help"
        return _failed(usage, debug, code=2)
    except (click.Abort, KeyboardInterrupt) as error:
        return _failed(STOPPED, debug, code=exit_code(error))
    except ReportError as error:
        return _failed(str(error), debug)
    except Exception as error:
        if nobody_reads():
            return NOBODY_READS
        if words := explained(error):
            return _failed(words, debug)
        return _failed(
            f"Lỗi không lường trước: {type(error).__name__}: {error}. "
            "Chạy lại với cchc --debug để xem chi tiết.",
            debug,
        )
    return 0


def _failed(message: str, debug: bool, *, code: int = 1) -> int:
    try:
        if debug:
            traceback.print_exc()
        click.echo(message, err=True)
    except OSError:
        # Nobody reads that, either.
        silence()
    return code
