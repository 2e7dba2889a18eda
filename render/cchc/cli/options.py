"""Options that several commands share."""

from pathlib import Path

import click

LISTINGS = ("table", "json", "csv")

workspace_option = click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="THƯ_MỤC",
    help="Sổ báo cáo: thư mục có params/, data/ và notebooks/. Mặc định: thư mục hiện tại.",
)
