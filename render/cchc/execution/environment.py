"""What surrounds running notebooks: a private folder, and the libraries they all need."""

import gc
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def notebook_environment() -> Iterator[Path]:
    """A short private folder for kernels' sockets, IPython's profile and what processes print.

    A user's own IPython start-up files must not change a report.
    """
    with tempfile.TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True) as folder:
        changed = {"JUPYTER_RUNTIME_DIR": folder, "IPYTHONDIR": folder, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
        before = {name: os.environ.get(name) for name in changed}
        os.environ.update(changed)
        try:
            yield Path(folder)
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


def load_libraries() -> None:
    """Load what every notebook needs, once: forked processes share it.

    Nothing is drawn here: vl-convert hangs in processes forked after it has drawn.
    """
    # Imports make little garbage; looking for it takes a quarter of their time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        import altair
        import ipykernel.debugger
        import nbconvert.exporters
        import nbformat.v4
        import pandas
        import papermill.execute

        import cchc.execution.in_process
        import cchc.review
        import cchc.section
        import cchc.worklist

        del altair, ipykernel, nbconvert, pandas, papermill, cchc
        # Compiles the schema that each reading and writing of a notebook is held to.
        nbformat.validate(nbformat.v4.new_notebook())
    finally:
        gc.freeze()
        if collecting:
            gc.enable()
