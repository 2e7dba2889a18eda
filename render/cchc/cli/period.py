"""`cchc new`, `cchc status`, `cchc init`: turning over to another period or another locality."""

from pathlib import Path

import click

from cchc.base.clock import today
from cchc.base.period import Period
from cchc.cli.vietnamese import Command, WrongCall, format_option, workspace_option
from cchc.cli.workspaces import open_workspace
from cchc.inputs.workspace import Workspace

NO_PATTERN = "Thiếu --from: kỳ lấy làm mẫu, ví dụ cchc new 2020-H2 --from 2020-H1."
NO_PERIOD = "Thiếu KỲ, ví dụ cchc new 2020-H2 --from 2020-H1. Chỉ bỏ được KỲ khi có --from và lập kỳ mới."
FILL = (
    "Điền cột value, ghi nguồn ở note (hoặc document, khi ấy thêm documents.csv); để trống số không có. "
    "Kỳ cũ không cần tham số hay lời văn. Kiểm tra: cchc check {period}"
)


@click.command(name="new", cls=Command)
@click.argument("period", metavar="[KỲ]", default="")
@click.option(
    "--from",
    "base",
    default="",
    metavar="KỲ_CÓ",
    help="Kỳ lấy làm mẫu, ví dụ 2020-H1; cùng --so-lieu-cu: kỳ báo cáo cần số để so sánh.",
)
@click.option(
    "--so-lieu-cu",
    "figures_alone",
    is_flag=True,
    help="KỲ là kỳ đã qua: chỉ lập figures.csv gồm những số mà báo cáo đem so sánh, để điền.",
)
@workspace_option
def new_period(period: str, base: str, figures_alone: bool, workspace: Path) -> None:
    """Dựng sẵn tệp đầu vào của kỳ mới từ một kỳ đã có, hoặc tệp số liệu của kỳ cũ để so sánh.

    Kỳ mới: cchc new 2020-H2 --from 2020-H1; không nêu KỲ thì là kỳ phải báo cáo liền sau (quý I, 06 tháng,
    quý III, năm). Số liệu năm trước: cchc new 2019-H1 --so-lieu-cu.
    """
    if not period and (figures_alone or not base):
        raise WrongCall(NO_PERIOD, click.get_current_context())
    if figures_alone:
        _past_figures(open_workspace(workspace), period, base)
        return
    if not base:
        raise WrongCall(NO_PATTERN, click.get_current_context())
    from cchc.turnover.new_period import scaffold

    place, before = open_workspace(workspace), Period.parse(base)
    period = period or str(before.next_sent)
    made = scaffold(place, Period.parse(period), before)
    click.echo(f"Đã dựng kỳ {period} từ kỳ {base}:")
    for path in made.files:
        click.echo(f"  {place.relative(path)}")
    for remark in made.remarks:
        click.echo(f"Lưu ý: {remark}")
    click.echo(f"Việc cần làm: cchc status {period}")


def _past_figures(place: Workspace, period: str, report: str) -> None:
    from cchc.turnover.past_figures import scaffold_past

    made = scaffold_past(place, Period.parse(period), Period.parse(report) if report else None)
    for path in made.files:
        click.echo(f"Đã lập {place.relative(path)}.")
    for remark in made.remarks:
        click.echo(f"Lưu ý: {remark}")
    click.echo(FILL.format(period=period))


@click.command(name="status", cls=Command)
@click.argument("period", metavar="KỲ")
@click.option(
    "--from",
    "base",
    default="",
    metavar="KỲ_TRƯỚC",
    help="Kỳ đem so; mặc định: kỳ lấy làm mẫu, rồi kỳ liền trước.",
)
@click.option("--chi-tiet", "in_full", is_flag=True, help="Kê từng việc, từng tệp và dòng.")
@format_option("csv")
@workspace_option
def period_status(period: str, base: str, in_full: bool, style: str, workspace: Path) -> None:
    """Kê việc còn phải làm của một kỳ: thiếu gì, ai nợ, chỗ nào còn như kỳ trước."""
    from cchc.turnover.checklist import list_status
    from cchc.turnover.status import status

    other = Period.parse(base) if base else None
    found = status(open_workspace(workspace), Period.parse(period), other)
    click.echo(list_status(found, style, in_full=in_full))


@click.command(name="init", cls=Command)
@click.argument("folder", metavar="THƯ_MỤC_MỚI", type=click.Path(path_type=Path))
@click.option("--locality", required=True, metavar="TÊN", help="Tên địa phương, ví dụ “tỉnh Lâm Đồng”.")
@click.option(
    "--period", default="", metavar="KỲ", help="Kỳ đầu tiên; mặc định: kỳ phải báo cáo theo ngày của máy."
)
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="THƯ_MỤC",
    help="Sổ báo cáo lấy làm mẫu: giữ danh mục và notebook của sổ ấy. Mặc định: sổ mẫu trung tính đi kèm.",
)
def init_workspace(folder: Path, locality: str, period: str, workspace: Path | None) -> None:
    """Lập sổ báo cáo của một địa phương: danh mục, đề cương, notebook; số liệu và lời văn để trống."""
    from cchc.turnover.locality_name import LocalityName
    from cchc.turnover.neutral_workspace import neutral_workspace
    from cchc.turnover.new_locality import workspace_like

    first = Period.parse(period) if period else Period.to_report(today())
    target, name = open_workspace(folder), LocalityName.parse(locality)
    if workspace is None:
        made = neutral_workspace(target, name, first)
    else:
        made = workspace_like(Workspace(workspace.resolve()), target, name, first)
    for path in made:
        click.echo(f"  {path}")
    click.echo(f"Đã lập sổ báo cáo của {name.full}, kỳ {first}. Đọc trước: {target.root / 'README.md'}")
