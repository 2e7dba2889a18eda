"""What holds only where processes can be forked: limits of a notebook, records of what it read."""

import pytest

from cchc.base.tasks import can_fork

needs_fork = pytest.mark.skipif(not can_fork(), reason="nothing is forked on this system")
