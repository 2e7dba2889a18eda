"""What surrounds running notebooks: a private folder, and the libraries they all need."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cchc.base.environment import changed_environment
from cchc.base.working_folders import end_processes_naming, temporary_folder
from cchc.execution.kernel_spec import kernel_environment

# The debugger that comes with kernels complains as it is loaded.
QUIET_DEBUGGER = "PYDEVD_DISABLE_FILE_VALIDATION"


@contextmanager
def notebook_environment() -> Iterator[Path]:
    """A short private folder for kernels' sockets, IPython's profile and what processes print.

    A user's own IPython start-up files must not change a report.
    """
    with temporary_folder() as folder:
        own = {"JUPYTER_RUNTIME_DIR": str(folder), "IPYTHONDIR": str(folder), QUIET_DEBUGGER: "1"}
        with changed_environment(own | kernel_environment(folder)):
            try:
                yield folder
            finally:
                # What a cell started in a session of its own is in no group that ends with the notebook.
                end_processes_naming(folder)


def load_libraries() -> None:
    """Load what every notebook needs, once: forked processes share it.

    Nothing is drawn here: vl-convert hangs in processes forked after it has drawn.
    """
    os.environ.setdefault(QUIET_DEBUGGER, "1")
    # Imports make little garbage; looking for it takes a quarter of their time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        import ipykernel.debugger
        import IPython.core.application
        import IPython.core.completerlib
        import IPython.core.logger
        import IPython.core.oinspect
        import papermill.execute
        import tornado.platform.asyncio

        import cchc.execution.kernel
        import cchc.notebook.recorded_workbook
        import cchc.notebook.review
        import cchc.notebook.section

        del ipykernel, IPython, papermill, tornado, cchc
        _first_uses()
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def _first_uses() -> None:
    """What libraries put off until they are used the first time, which each fork would do again."""
    import altair
    import nbformat.v4
    import pandas

    from cchc.execution.assemble import exporter

    # Compiles the schemas that notebooks are held to as they are read, written and converted.
    empty = nbformat.v4.new_notebook()
    nbformat.validate(empty)
    nbformat.validate(empty, relax_add_props=True)
    exporter().from_notebook_node(empty)
    data = pandas.DataFrame({"x": [1], "y": ["a"]})
    altair.Chart(data).mark_bar().encode(altair.X("x:Q"), altair.Y("y:N")).to_dict()
