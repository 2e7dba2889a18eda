"""Where Python finds modules: never where it happens to be called, be that a stranger's folder.

Whoever calls this has nothing loaded yet: what is imported here is what Python has loaded to begin.
"""

import os
import sys

# Python's variable: set, no process that is started then looks in its working folder.
SAFE_PATH = "PYTHONSAFEPATH"


def leave_out_current_folder() -> None:
    """From now on nothing is imported, and on Windows no program started, because it lies there."""
    sys.path[:] = without_program(sys.path, sys.argv[0])
    os.environ.setdefault("NoDefaultCurrentDirectoryInExePath", "1")


def without_program(path: list[str], script: str) -> list[str]:
    """sys.path without what Python put first: its script's folder, or where it was called.

    What PYTHONPATH names in full stays: that is somebody's wish. An empty entry there is a slip.
    """
    given = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    own = {"", *_where_called(script)} - {*filter(None, given)}
    return [entry for entry in path if entry not in own]


def _where_called(script: str) -> list[str]:
    try:
        return [os.path.dirname(os.path.realpath(script)), os.getcwd()]  # noqa: PTH109, PTH120
    except OSError:
        # Somebody has deleted the folder since: nothing can be imported from it.
        return []


def python(*arguments: str) -> list[str]:
    """The command that runs Python with these arguments, nothing imported from its working folder."""
    return [sys.executable, "-P", *arguments]


def python_environment() -> dict[str, str]:
    """The environment of such a command: modules are looked for where this process looks for them."""
    from cchc.base.installation import PROGRAM

    given = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    # A relative entry would mean another folder there.
    named = [os.path.abspath(entry) for entry in given if entry]  # noqa: PTH100
    kept = [entry for entry in named if entry in sys.path]
    # Called in the source tree, the program was found by being called there.
    own = [] if str(PROGRAM) in sys.path else [str(PROGRAM)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join([*kept, *own])}
