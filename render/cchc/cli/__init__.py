"""The `cchc` commands and their Vietnamese help; may import every room."""

from cchc.cli.quiet_start import QuietWhileLoading

with QuietWhileLoading():
    from cchc.cli.main import main

__all__ = ["main"]
