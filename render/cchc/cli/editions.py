"""`cchc editions`, `cchc verify`: the editions stored of a period, and proof that they are unchanged."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc.base.findings import ReportError
from cchc.base.period import Period
from cchc.cli.vietnamese import Command, workspace_option
from cchc.cli.workspaces import open_workspace

if TYPE_CHECKING:
    from cchc.editions.edition import Edition


@click.command(name="editions", cls=Command)
@click.argument("period", metavar="KỲ")
@workspace_option
def list_editions(period: str, workspace: Path) -> None:
    """Kê các bản đã lưu: số, ngày giờ, dự thảo hay chính thức (vì sao trước hạn), điều phát hiện, cỡ tệp."""
    from cchc.editions.listing import editions_table

    folder = open_workspace(workspace).editions(Period.parse(period))
    click.echo(editions_table(_editions_of(folder)))


@click.command(name="verify", cls=Command)
@click.argument("period", metavar="[KỲ]", default="")
@click.option("--edition", type=click.IntRange(min=1), metavar="SỐ", help="Chỉ một bản.")
@click.option(
    "--fingerprint",
    default="",
    metavar="MÃ",
    help="Mã đã ghi lại khi phát hành; cần --edition.",
)
@workspace_option
def verify_editions(period: str, edition: int | None, fingerprint: str, workspace: Path) -> None:
    """Chứng minh các bản đã lưu còn nguyên; mã thoát 1 khi có tệp bị sửa, mất hoặc thêm.

    Mỗi tệp được tính lại sha256 rồi so với manifest.json của bản ấy; manifest.json so với manifest.sha256.
    Người sửa cả ba chỗ cho khớp nhau thì trong thư mục không còn dấu vết: muốn chắc chắn, ghi lại mã của bản
    chính thức ở nơi khác (sổ văn thư, thư gửi) và kiểm tra bằng --fingerprint.
    """
    from cchc.editions.edition import find_edition
    from cchc.editions.listing import verdict_text
    from cchc.editions.sealing import verify

    place = open_workspace(workspace)
    if (edition or fingerprint) and not (period and edition):
        raise ReportError("--edition cần tên kỳ; --fingerprint cần cả tên kỳ và --edition.")
    if period:
        folder = place.editions(Period.parse(period))
        chosen = [find_edition(folder, edition)] if edition else _editions_of(folder)
    else:
        folders = sorted((place.root / "output").glob("*/editions"))
        chosen = [one for folder in folders for one in _editions_of(folder)]
        if not chosen:
            raise ReportError(f"Chưa có bản nào được lưu trong “{place.root / 'output'}”.")
    verdicts = [verify(one, fingerprint) for one in chosen]
    for verdict in verdicts:
        click.echo(verdict_text(verdict))
    if any(verdict.problems for verdict in verdicts):
        sys.exit(1)


def _editions_of(folder: Path) -> "list[Edition]":
    """The period's editions, at least one (ReportError)."""
    from cchc.editions.edition import load_editions

    editions = load_editions(folder)
    if not editions:
        period = folder.parent.name
        raise ReportError(
            f"Kỳ {period} chưa có bản nào được lưu; mỗi lần chạy cchc report {period} lưu một bản."
        )
    return editions
