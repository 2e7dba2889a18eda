"""The `cchc` command."""

from cchc.cli.main import main

__all__ = ["main"]
