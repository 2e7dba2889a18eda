"""Opening a workspace: what a killed run has left there is put right before anything is read."""

from pathlib import Path

import click

from cchc.base.delivery import settle_below
from cchc.base.findings import ReportError
from cchc.base.working_folders import clear_half_written
from cchc.inputs.workspace import Workspace

FINISHED = "Lần chạy trước bị ngắt khi đang đưa tệp vào chỗ; đã đưa nốt, không có gì mất."


def open_workspace(folder: Path) -> Workspace:
    """The workspace in the folder; what cannot be put right is told, and stops nobody who only reads."""
    place = Workspace(folder.resolve())
    output = place.root / "output"
    try:
        if settle_below([place.root, output, *output.glob("*/trich"), *output.glob("*/intake")]):
            click.echo(FINISHED, err=True)
    except ReportError as error:
        click.echo(str(error), err=True)
    for inputs in (place.root / "params", *(place.root / "data").glob("*")):
        clear_half_written(inputs)
    return place
