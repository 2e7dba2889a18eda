"""What is wrong with inputs or text: text, relations, sums; imports prose and below."""

from cchc.checks.run import Checked, check, with_printed

__all__ = ["Checked", "check", "with_printed"]
