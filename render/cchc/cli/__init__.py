"""The `cchc` commands and their Vietnamese help; may import every room."""

from cchc.cli.main import main

__all__ = ["main"]
