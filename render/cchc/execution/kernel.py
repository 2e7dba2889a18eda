"""A papermill engine whose kernel is the process that calls it: nothing to start, nothing to connect.

The kernel is ipykernel's own for use in one process; what a cell puts out reaches papermill as the same
messages that an ordinary kernel sends.
"""

import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from ipykernel.inprocess.blocking import BlockingInProcessKernelClient
from ipykernel.inprocess.constants import INPROCESS_KEY
from ipykernel.inprocess.ipkernel import InProcessKernel
from ipykernel.iostream import OutStream
from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.session import Session
from nbclient.exceptions import CellExecutionComplete, CellExecutionError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, NotebookExecutionManager
from traitlets import Any as AnyTrait
from traitlets import Int, default
from traitlets.config import Config

from cchc.base.characters import clean_text
from cchc.execution.kernel_spec import with_notebook_folder

NAME = "cchc_in_process"
# Messages are already there when a cell ends: they only pass from one thread to another.
SECONDS_TO_PASS = 30
SETTINGS = Config(
    {
        "HistoryManager": {"enabled": False},
        # Time for messages to cross a network, of which there is none here.
        "Kernel": {"_execute_sleep": 0.0},
    }
)
RAISES_TAG = "raises-exception"


class InProcessEngine(NBClientEngine):  # type: ignore[misc]  # papermill is not typed
    """Runs the cells in this process.

    Options for `papermill.execute_notebook`: `on_cell` is called with each cell's index before it runs,
    `on_flood` is called, from another thread, once the output passes `output_limit` (characters).
    """

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        on_cell: Callable[[int], None] | None = None,
        on_flood: Callable[[], None] | None = None,
        output_limit: int = sys.maxsize,
        **_: Any,
    ) -> NotebookNode:
        """Execute the notebook as papermill has prepared it, its letters composed as all inputs' are."""
        for cell in nb_man.nb.cells:
            cell.source = clean_text(cell.source)
        client = InProcessNotebookClient(nb_man, kernel_name=kernel_name)
        return client.run(on_cell or (lambda _: None), CountingSession(limit=output_limit, on_flood=on_flood))


class CountingSession(Session):
    """A session that counts what it sends, and says once that it is too much."""

    limit = Int(sys.maxsize)
    on_flood = AnyTrait()
    _sent = Int(0)

    def __init__(self, **settings: Any) -> None:
        super().__init__(key=INPROCESS_KEY, **settings)

    def send(self, stream: Any, msg_or_type: Any, *args: Any, **options: Any) -> Any:
        """Send a message, as Session does."""
        if isinstance(msg_or_type, dict) and self._sent <= self.limit:
            self._sent += _size(msg_or_type.get("content"))
            if self._sent > self.limit and self.on_flood:
                self.on_flood()
        return super().send(stream, msg_or_type, *args, **options)


class InProcessNotebookClient(PapermillNotebookClient):  # type: ignore[misc]  # papermill is not typed
    """Papermill's client, its kernel in this process."""

    def run(self, on_cell: Callable[[int], None], session: Session) -> NotebookNode:
        """Execute all cells in a new kernel."""
        self.reset_execution_trackers()
        self.on_cell = on_cell
        kernel = NotebookKernel(session=session, config=SETTINGS)  # type: ignore[no-untyped-call]
        # As in a kernel's own process: what is printed belongs to the cell that prints it.
        sys.stdout, sys.stderr = kernel.stdout, kernel.stderr
        self.kc = BlockingInProcessKernelClient(kernel=kernel, session=session)
        self.kc.start_channels()
        self.kc.allow_stdin = False
        # For the cells alone: nothing that papermill itself imports is among the notebooks.
        sys.path[:] = with_notebook_folder(sys.path)
        self.papermill_execute_cells()
        self.nb.metadata["language_info"] = kernel.language_info
        self.set_widgets_metadata()
        notebook: NotebookNode = self.nb
        return notebook

    def execute_cell(self, cell: NotebookNode, cell_index: int, **_: Any) -> NotebookNode:
        """Run one cell and collect what it put out, as nbclient does with an ordinary kernel."""
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in tags:
            return cell
        self.on_cell(cell_index)
        if self.record_timing:
            cell.metadata["execution"] = {}
        cell.outputs = []
        self.clear_before_next_output = False
        message = self.kc.execute(cell.source, store_history=True)
        reply = self.kc.get_shell_msg(timeout=SECONDS_TO_PASS)
        self.code_cells_executed += 1
        self._collect(message, cell, cell_index)
        if reply["content"]["status"] == "error" and not (self.allow_errors or RAISES_TAG in tags):
            raise CellExecutionError.from_cell_and_msg(cell, reply["content"])
        return cell

    def _collect(self, parent: str, cell: NotebookNode, cell_index: int) -> None:
        while True:
            message = self.kc.get_iopub_msg(timeout=SECONDS_TO_PASS)
            if message["parent_header"].get("msg_id") != parent:
                continue
            try:
                self.process_message(message, cell, cell_index)
            except CellExecutionComplete:
                return


class NotebookKernel(InProcessKernel):
    """ipykernel's in-process kernel with an ordinary kernel's shell and streams."""

    @default("shell_class")
    def _ordinary_shell(self) -> type[ZMQInteractiveShell]:
        return ZMQInteractiveShell

    async def do_execute(self, *arguments: Any, **options: Any) -> dict[str, Any]:
        """Execute a cell; one that awaits asks for the thread of subshells, of which there are none here."""
        self.shell_channel_thread = SimpleNamespace(parent_thread=None)
        try:
            reply: dict[str, Any] = await super().do_execute(  # type: ignore[no-untyped-call]
                *arguments, **options
            )
        finally:
            self.shell_channel_thread = None
        return reply

    # What a subprocess or a C library writes to the descriptors is output too.
    @default("stdout")
    def _watched_stdout(self) -> OutStream:
        return OutStream(self.session, self.iopub_thread, "stdout", watchfd="force")

    @default("stderr")
    def _watched_stderr(self) -> OutStream:
        return OutStream(self.session, self.iopub_thread, "stderr", watchfd="force")


def _size(content: Any) -> int:
    if isinstance(content, dict):
        return sum(map(_size, content.values()))
    return len(content) if isinstance(content, str) else 0
