"""What is wrong with inputs or text, from markup to sums; imports prose and below."""

from cchc.checks.run import Checked, check, with_printed

__all__ = ["Checked", "check", "with_printed"]
