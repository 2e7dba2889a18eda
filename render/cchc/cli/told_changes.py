"""What `cchc add`, `rename` and `remove` say of their changes, and the dry run that all of them have."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cchc.turnover.names.workspace_edits import WorkspaceEdits

DRY_RUN = "Mới xem, chưa ghi gì; bỏ --xem để sửa thật."

look_option = click.option("--xem", "dry", is_flag=True, help="Chỉ kê những gì sẽ sửa, chưa ghi gì.")


def write_and_tell(what: str, edits: "WorkspaceEdits", remarks: Iterable[str] = (), *, dry: bool) -> None:
    """Write the changes, unless it is a dry run, and list them file by file."""
    if not dry:
        edits.save()
    click.echo(listed(f"{'Sẽ' if dry else 'Đã'} {what}", edits))
    for remark in remarks:
        click.echo(f"Lưu ý: {remark}")
    if dry:
        click.echo(DRY_RUN)


def listed(what: str, edits: "WorkspaceEdits") -> str:
    """The changes, a line for each file."""
    changes = edits.changes
    lines = [f"{what}: {sum(changes.values())} chỗ trong {len(changes)} tệp."]
    return "\n".join([*lines, *(f"  {name}: {count} chỗ" for name, count in changes.items())])
