"""`cchc new`, `cchc status`, `cchc init`: turning over to another period or another locality."""

from pathlib import Path

import click

from cchc.cli.options import workspace_option
from cchc.cli.vietnamese import Command
from cchc.period import Period
from cchc.workspace import Workspace


@click.command(name="new", cls=Command)
@click.argument("period", metavar="KỲ")
@click.option("--from", "base", required=True, metavar="KỲ_TRƯỚC", help="Kỳ lấy làm mẫu, ví dụ 2020-H1.")
@workspace_option
def new_period(period: str, base: str, workspace: Path) -> None:
    """Dựng sẵn tệp đầu vào của kỳ mới từ một kỳ đã có."""
    from cchc.turnover.scaffold import scaffold

    place = Workspace(workspace.resolve())
    made = scaffold(place, Period.parse(period), Period.parse(base))
    click.echo(f"Đã dựng kỳ {period} từ kỳ {base}:")
    for path in made.files:
        click.echo(f"  {place.relative(path)}")
    for remark in made.remarks:
        click.echo(f"Lưu ý: {remark}")
    click.echo(f"Việc cần làm: cchc status {period}")
