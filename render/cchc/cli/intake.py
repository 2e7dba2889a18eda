"""`cchc intake template` and `cchc intake import`."""

import sys
from pathlib import Path

import click

from cchc.base.period import Period
from cchc.base.system_errors import reason
from cchc.cli.progress import progress_shown
from cchc.cli.vietnamese import Group, workspace_option
from cchc.cli.workspaces import open_workspace


@click.group(cls=Group)
def intake() -> None:
    """Thu thập số liệu bằng Excel: gửi mẫu cho đơn vị, nhập tệp đơn vị gửi về."""


@intake.command()
@click.argument("period", metavar="KỲ")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    metavar="THƯ_MỤC",
    help="Nơi ghi mẫu. Mặc định: output/KỲ/intake/mau.",
)
@workspace_option
def template(period: str, folder: Path | None, workspace: Path) -> None:
    """Ghi mẫu Excel của một kỳ, mỗi đơn vị một tệp."""
    from cchc.inputs.workbook import load_workbook
    from cchc.intake.form import form_of_period
    from cchc.intake.template.write import write_templates
    from cchc.intake.unassigned import unassigned

    book = load_workbook(open_workspace(workspace), Period.parse(period))
    folder = folder.resolve() if folder else book.workspace.forms(book.period)
    form = form_of_period(book)
    with progress_shown() as shown:
        made = write_templates(form, folder, shown)
    click.echo(f"{len(made)} mẫu của kỳ {book.period} trong {folder}:")
    for path in made:
        click.echo(f"  {path.name}")
    for remark in unassigned(form):
        click.echo(f"Lưu ý: {remark}")


@intake.command(name="import")
@click.argument("folder", metavar="THƯ_MỤC_TỆP", type=click.Path(path_type=Path))
@click.option(
    "--period", default="", metavar="KỲ", help="Kỳ cần nhập. Mặc định: kỳ ghi trong hầu hết các tệp."
)
@workspace_option
def import_files(folder: Path, period: str, workspace: Path) -> None:
    """Nhập các tệp đơn vị gửi về; mã thoát 1 khi còn điều phải hỏi lại."""
    from cchc.intake.importing import import_folder
    from cchc.intake.summary import LISTED, has_questions, summary, write_problem_list

    place = open_workspace(workspace)
    with progress_shown() as shown:
        result = import_folder(place, folder.resolve(), Period.parse(period) if period else None, shown)
    for line in summary(result):
        click.echo(line)
    path = place.questions(result.workbook.period)
    try:
        write_problem_list(result.problems, path)
    except OSError as error:
        # What was imported stays, and what is to be asked has been printed.
        click.echo(
            f"\nKhông ghi được danh sách “{path}” ({reason(error)}). Nếu tệp đang mở trong Excel "
            "thì đóng lại rồi chạy lại. Số liệu đã nhập vẫn còn; những điều phải hỏi lại đã nêu ở trên.",
            err=True,
        )
        sys.exit(1)
    click.echo(f"\n{LISTED} {path}")
    if has_questions(result):
        sys.exit(1)
