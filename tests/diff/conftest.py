"""The command, as the turnover's tests run it, and the build folder of the publishing's tests."""

from tests.publish.conftest import build
from tests.turnover.conftest import cchc

__all__ = ["build", "cchc"]
