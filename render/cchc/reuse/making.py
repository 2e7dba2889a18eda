"""What makes results besides their inputs: this program, and the libraries around it."""

import hashlib
import platform
import sys
from functools import cache
from pathlib import Path

from cchc.hashing import sha256_of_all
from cchc.installation import PROGRAM


@cache
def program() -> str:
    """One hash of this package: its code, templates, filters and styles."""
    return sha256_of_all(PROGRAM, ("cchc/**/*.py", "report/**/*"))


@cache
def libraries() -> str:
    """One hash of Python's version and of every installed distribution's name and version."""
    installed = {
        info.name
        for folder in sys.path
        for info in Path(folder or ".").glob("*.dist-info")
        # The package's own files are hashed: see program().
        if not info.name.startswith("cchc-")
    }
    lines = [platform.python_version(), platform.system(), platform.machine(), *sorted(installed)]
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()
