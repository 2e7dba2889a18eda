"""`cchc rename`: an indicator, unit, document or heading called otherwise, in every file of the workbook."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc.base.findings import ReportError
from cchc.cli.told_changes import look_option, write_and_tell
from cchc.cli.vietnamese import Command, WrongCall, workspace_option
from cchc.cli.workspaces import open_workspace

if TYPE_CHECKING:
    from cchc.inputs.workspace import Workspace
    from cchc.turnover.names.renaming import Renaming

ONE_KIND = "Chỉ nêu một trong --don-vi, --van-ban, --de-muc."
NOTHING_NEW = "Tên mới giống tên cũ: không có gì để đổi."


@click.command(name="rename", cls=Command)
@click.argument("old", metavar="TÊN_CŨ")
@click.argument("new", metavar="TÊN_MỚI")
@click.option("--don-vi", "agency", is_flag=True, help="Đổi mã đơn vị (agencies.csv).")
@click.option("--van-ban", "document", is_flag=True, help="Đổi mã văn bản (documents.csv).")
@click.option(
    "--de-muc",
    "section",
    default="",
    metavar="PHẦN",
    help="Đổi số hay tên một đề mục trong lời văn của phần này, ví dụ --de-muc tthc 2.5 2.7.",
)
@look_option
@workspace_option
def rename(
    old: str, new: str, agency: bool, document: bool, section: str, dry: bool, workspace: Path
) -> None:
    """Đổi mã chỉ tiêu, đơn vị, văn bản hay đề mục trong mọi tệp của mọi kỳ; bản đã lưu giữ nguyên.

    Chỉ tiêu: cchc rename tthc.dvc.muc_3.ty_le tthc.dvc.muc_3.phan_tram; cả họ: cchc rename "tthc.dvc.*"
    "tthc.dich_vu.*". Sửa được hết thì ghi, không thì không ghi gì.
    """
    if agency + document + bool(section) > 1:
        raise WrongCall(ONE_KIND, click.get_current_context())
    if old == new:
        raise ReportError(NOTHING_NEW)
    done = _renaming(open_workspace(workspace), old, new, agency=agency, document=document, section=section)
    write_and_tell(f"sửa “{old}” thành “{new}”", done.edits, done.remarks, dry=dry)


def _renaming(
    place: "Workspace", old: str, new: str, *, agency: bool, document: bool, section: str
) -> "Renaming":
    from cchc.turnover.names.renaming import (
        rename_agency,
        rename_document,
        rename_heading,
        rename_indicator,
    )

    if section:
        return rename_heading(place, section, old, new)
    if agency:
        return rename_agency(place, old, new)
    return rename_document(place, old, new) if document else rename_indicator(place, old, new)
