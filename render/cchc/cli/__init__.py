"""The `cchc` commands and their Vietnamese help; may import every room."""

from cchc.cli.quiet_end import quiet_while_loading

with quiet_while_loading():
    from cchc.cli.main import main

__all__ = ["main"]
