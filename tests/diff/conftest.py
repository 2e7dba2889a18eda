"""The command, as the turnover's tests run it."""

from tests.turnover.conftest import cchc

__all__ = ["cchc"]
