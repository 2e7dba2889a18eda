"""The build folder of the publishing's tests."""

from tests.publish.conftest import build

__all__ = ["build"]
