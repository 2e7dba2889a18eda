"""The `cchc` commands and their Vietnamese help; may import every room."""

from cchc.base.search_path import leave_out_current_folder

# Before anything else is imported: `python -m cchc` would look for it where it is called.
leave_out_current_folder()

from cchc.cli.quiet_start import QuietWhileLoading  # noqa: E402

with QuietWhileLoading():
    from cchc.cli.main import main

__all__ = ["main"]
