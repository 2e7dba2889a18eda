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
from cchc.cli.check import check_period
from cchc.cli.diff import diff_editions
from cchc.cli.editions import list_editions, verify_editions
from cchc.cli.intake import intake
from cchc.cli.period import init_workspace, new_period, period_status
from cchc.cli.report import report
from cchc.cli.vietnamese import Group, explain, workspace_option
from cchc.inputs.workspace import Workspace


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
    place = Workspace(workspace.resolve())
    if not place.notebooks.is_dir():
        raise ReportError(f"“{place.notebooks}” không có; kiểm tra --workspace.")
    sections = [path for path in sorted(place.notebooks.glob("*.ipynb")) if path != place.panel]
    found = [path for path in sections if section in path.stem]
    if not found and section:
        known = ", ".join(path.stem for path in sections)
        raise ReportError(f"Không có notebook nào tên “{section}”. Các notebook: {known}.")
    from cchc.panel.opening import lab_command, lab_environment, ready_panel

    target = found[0] if section else ready_panel(place)
    sys.exit(subprocess.call(lab_command(place, target), env=lab_environment()))


for command in (
    report,
    check_period,
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
