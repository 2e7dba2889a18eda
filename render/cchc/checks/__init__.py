"""Checks over one period's inputs, from the form of the prose to the arithmetic."""

from cchc.checks.run import Checked, check, with_printed

__all__ = ["Checked", "check", "with_printed"]
