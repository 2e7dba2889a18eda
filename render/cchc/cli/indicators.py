"""`cchc add indicator`, `cchc remove indicator`: one indicator into all the files that need it, and out."""

import sys
from pathlib import Path
from typing import Any

import click

from cchc.base.period import KINDS, Period
from cchc.cli.questions import Asked, ask_indicator, yes
from cchc.cli.told_changes import listed, look_option, write_and_tell
from cchc.cli.vietnamese import Command, Group, WrongCall, workspace_option
from cchc.cli.workspaces import open_workspace
from cchc.inputs.workspace import Workspace

MISSING = "Thiếu {names}. Ghi đủ các tùy chọn, hoặc chạy ở cửa sổ dòng lệnh để được hỏi từng mục."
NO_PERIOD = "Sổ chưa có kỳ nào: nêu kỳ bằng --ky, hoặc lập kỳ bằng cchc new."


@click.group(name="add", cls=Group)
def add() -> None:
    """Thêm một chỉ tiêu vào mọi tệp cần có nó."""


@click.group(name="remove", cls=Group)
def remove() -> None:
    """Bỏ một chỉ tiêu khỏi mọi tệp, khi không còn gì dùng nó."""


@add.command(name="indicator", cls=Command)
@click.argument("code", metavar="[MÃ]", default="")
@click.option("--ten", "name", metavar="TÊN", help="Tên chỉ tiêu, như in trong bảng.")
@click.option("--phan", "section", metavar="PHẦN", help="Phần của đề cương; mã được đề nghị từ tên.")
@click.option("--don-vi-tinh", "unit", metavar="ĐƠN_VỊ", help="hồ sơ, văn bản, %, triệu đồng…")
@click.option(
    "--loai",
    "kind",
    type=click.Choice(("count", "rate", "amount")),
    metavar="LOẠI",
    help="count (số đếm, mặc định), rate (tỷ lệ), amount (số tiền).",
)
@click.option("--so-le", "decimals", type=click.IntRange(0, 6), metavar="SỐ", help="Số chữ số thập phân.")
@click.option(
    "--chieu",
    "direction",
    type=click.Choice(("higher", "lower", "none")),
    metavar="CHIỀU",
    help="higher (cao là tốt), lower (thấp là tốt), none (mặc định).",
)
@click.option("--dinh-nghia", "definition", metavar="CÂU", help="Đếm gì, trên cái gì.")
@click.option("--nguon", "source", metavar="CƠ_QUAN", help="Nơi cung cấp số liệu.")
@click.option("--cap", "levels", metavar="CẤP,...", help="Từng đơn vị của cấp nào báo số này: so,huyen,xa.")
@click.option("--can-cu", "basis", metavar="CĂN_CỨ", help="Văn bản, biểu mẫu làm căn cứ.")
@click.option("--phan-cua", "part_of", metavar="MÃ", help="Là một phần của tổng này: thêm phép kiểm tra.")
@click.option(
    "--ty-le-cua",
    "rate_of",
    nargs=2,
    metavar="PHẦN TỔNG",
    help="Là tỷ lệ của hai số này: được tính, không nhập.",
)
@click.option("--de-muc", "heading", metavar="ĐỀ_MỤC", help="Hình, bảng, câu đứng dưới đề mục nào: 2.5.")
@click.option("--hinh", "exhibit", metavar="KIỂU", help="Kiểu hình, bảng trong exhibits.yml: thanh, bang…")
@click.option("--hinh-cung", "beside", metavar="MÃ,...", help="Những chỉ tiêu vẽ cùng trong hình ấy.")
@click.option("--cau", "sentence", is_flag=True, help="Thêm một câu in số này vào lời văn, cuối đề mục.")
@click.option("--ky", "period", metavar="KỲ", help="Kỳ nhận dòng số liệu, hình, câu; mặc định: kỳ mới nhất.")
@look_option
@workspace_option
def add_indicator(period: str | None, dry: bool, workspace: Path, **given: Any) -> None:
    """Thêm một chỉ tiêu: danh mục, phép kiểm tra, dòng số liệu, hình hay bảng, câu trong lời văn.

    Thiếu mã (hay --phan), tên, đơn vị tính, định nghĩa thì lệnh hỏi từng mục. Ghi được hết thì ghi, không
    thì không ghi gì.
    """
    from cchc.turnover.names.adding import add_indicator as added
    from cchc.turnover.names.new_indicator import NewIndicator

    place = open_workspace(workspace)
    which = _period(place, period)
    asked, told = Asked.of(given), False
    if asked.lacking:
        if not sys.stdin.isatty():
            raise WrongCall(MISSING.format(names=", ".join(asked.lacking)), click.get_current_context())
        asked, told = ask_indicator(place, which, asked), True
    fields = asked.with_code(place).fields
    addition = added(place, which, NewIndicator(**fields))
    what = f"thêm chỉ tiêu {fields['code']} (kỳ {which})"
    if told and not dry:
        click.echo(listed(f"Sẽ {what}", addition.edits))
        if not yes("Ghi những thay đổi này", default=True):
            raise click.Abort
    write_and_tell(what, addition.edits, addition.remarks, dry=dry)
    if not dry:
        click.echo(f"Điền số rồi kiểm tra: cchc check {which}")


@remove.command(name="indicator", cls=Command)
@click.argument("code", metavar="MÃ")
@click.option("--ca-so-lieu", "with_values", is_flag=True, help="Bỏ cả những dòng đã có số liệu.")
@look_option
@workspace_option
def remove_indicator(code: str, with_values: bool, dry: bool, workspace: Path) -> None:
    """Bỏ một chỉ tiêu: các dòng của nó trong danh mục, phép kiểm tra, số liệu, hình vẽ riêng nó.

    Lời văn, notebook, công thức, hình chung còn dùng nó thì không bỏ, kê từng chỗ.
    """
    from cchc.turnover.names.removing import remove_indicator as removed

    edits = removed(open_workspace(workspace), code, with_values=with_values)
    write_and_tell(f"bỏ chỉ tiêu {code}", edits, dry=dry)


def _period(place: Workspace, named: str | None) -> Period:
    if named:
        return Period.parse(named)
    periods = [Period.parse(name) for name in place.periods]
    if not periods:
        raise WrongCall(NO_PERIOD, click.get_current_context())
    return max(periods, key=lambda period: (period.year, KINDS.index(period.kind)))
