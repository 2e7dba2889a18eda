"""One forked process: it ends with its task, its limits or its parent, and all it started ends with it."""

import contextlib
import fcntl
import os
import pickle
import resource
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, NoReturn, TypeVar

from cchc.base.progress import Said, Say
from cchc.base.tasks import End, Outcome, Task

T = TypeVar("T")
MEGABYTE = 1024 * 1024
# What a message is, where it does not end the task.
REPORT = "report"
HELD_BACK = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Child(Generic[T]):
    """A task at work; `connection` has something to read when it reports or ends.

    What it reports is passed on to `on_report` as outcome() reads it.
    """

    def __init__(
        self,
        task: Task[T],
        log: Path,
        siblings: Sequence["Child[Any]"] = (),
        on_report: Say = lambda _: None,
    ) -> None:
        self.task = task
        self.started = time.monotonic()
        self.last_report = ""
        self._on_report = on_report
        self._interrupted = False
        self._over = False
        self._ended: Outcome[T] | None = None
        context = get_context("fork")
        self.connection, theirs = context.Pipe(duplex=False)
        alive, self._lifeline = os.pipe()
        foreign = [self._lifeline, *(sibling._lifeline for sibling in siblings)]
        self._process = context.Process(
            target=_at_work, args=(task, theirs, alive, foreign, log), name=task.name
        )
        # What waits in the streams would be written by the child too.
        sys.stdout.flush()
        sys.stderr.flush()
        with _undisturbed():
            self._process.start()
        theirs.close()
        os.close(alive)

    @property
    def seconds_left(self) -> float | None:
        """Until the task is late; None without a limit."""
        if self.task.seconds is None:
            return None
        return max(0.0, self.started + self.task.seconds - time.monotonic())

    def outcome(self) -> Outcome[T] | None:
        """How it ended; None while it is at work."""
        while self._ended is None and self.connection.poll():
            self._receive()
        if self._ended is None and self.seconds_left == 0:
            self._ended = self._outcome(End.LATE)
        if self._ended is not None:
            self.end()
        return self._ended

    def wait(self) -> Outcome[T]:
        """How it ended, once it has."""
        while (outcome := self.outcome()) is None:
            wait([self.connection], timeout=self.seconds_left)
        return outcome

    def interrupt(self) -> None:
        """Ask it once to end, where it has something to tidy up."""
        if self.task.tidying and not self._over and not self._interrupted:
            self._interrupted = True
            os.kill(self._process.pid or 0, signal.SIGINT)

    def end_early(self) -> None:
        """End it once it has tidied up."""
        self.interrupt()
        if self.task.tidying and not self._over:
            self._process.join(self.task.tidying)
        self.end()

    def end(self) -> None:
        """End it, and whatever it started, at once."""
        if self._over:
            return
        self._over = True
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid or 0, signal.SIGKILL)
        # It may not have reached its own group yet.
        self._process.kill()
        self._process.join()
        self.connection.close()
        with contextlib.suppress(OSError):
            os.close(self._lifeline)

    def _receive(self) -> None:
        try:
            kind, content = self.connection.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            self._ended = self._outcome(End.DIED)
            return
        if kind == REPORT:
            self.last_report = str(content)
            self._on_report(content)
        elif kind == End.RAISED:
            self._ended = self._outcome(End.RAISED, error=content)
        else:
            self._ended = self._outcome(End.DONE, value=content)

    def _outcome(self, end: End, *, value: T | None = None, error: BaseException | None = None) -> Outcome[T]:
        seconds = time.monotonic() - self.started
        return Outcome(self.task.name, end, seconds, value, error, self.last_report)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Signals wait: a process that has not left its parent's group yet would take the parent's Ctrl-C."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, HELD_BACK)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _at_work(task: Task[Any], connection: Connection, alive: int, foreign: Sequence[int], log: Path) -> None:
    os.setpgid(0, 0)
    for descriptor in foreign:
        os.close(descriptor)
    _die_with_parent(alive)
    for number in HELD_BACK:
        signal.signal(number, signal.SIG_DFL)
    if task.tidying:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    # The parent passes on what it is sent; what has come to both is the parent's.
    while signal.sigtimedwait(HELD_BACK, 0):
        pass
    signal.pthread_sigmask(signal.SIG_UNBLOCK, HELD_BACK)
    parent = _ParentConnection(connection)
    try:
        _redirect(log)
        _limit_memory(task)
        value = task.work(parent)
    except BaseException as error:  # the parent decides what each error means
        # The disk may be full.
        with contextlib.suppress(OSError):
            traceback.print_exc()
        parent.give_up(error)
    parent.end(End.DONE, value)


def _limit_memory(task: Task[Any]) -> None:
    if task.memory_mb is not None:
        # What the parent holds is there too: on top of that, lest a large parent leave no room to begin in.
        limit = _data_held() + task.memory_mb * MEGABYTE
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _data_held() -> int:
    """Bytes of data, as the limit counts them, that this process has; 0 where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize()


class _ParentConnection:
    """The child's end of the connection to its parent; any thread may send."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sending = threading.Lock()

    def report(self, step: Said) -> None:
        with self._sending:
            self._connection.send((REPORT, step))

    def give_up(self, error: BaseException) -> NoReturn:
        self.end(End.RAISED, error)

    def end(self, end: End, content: object) -> NoReturn:
        """Send how it ended, and exit: no handler of the parent's and no thread of the work is waited for."""
        with self._sending, contextlib.suppress(OSError):
            self._connection.send_bytes(_message(end, content))
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(0)
        os._exit(1)


def _message(end: End, content: object) -> bytes:
    try:
        message = pickle.dumps((end, content))
        pickle.loads(message)
    except Exception:
        return pickle.dumps((End.RAISED, RuntimeError(f"{type(content).__name__}: {content}")))
    return message


def _die_with_parent(alive: int) -> None:
    """The kernel kills this process's group when the other end of the pipe closes: the parent has gone."""
    if not hasattr(fcntl, "F_SETSIG"):
        return
    fcntl.fcntl(alive, fcntl.F_SETOWN, -os.getpid())
    fcntl.fcntl(alive, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(alive, fcntl.F_SETFL, fcntl.fcntl(alive, fcntl.F_GETFL) | os.O_ASYNC)


def _redirect(log: Path) -> None:
    """Libraries chat on both streams: an analyst should see our messages alone."""
    with log.open("ab") as file, Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115


def side_by_side(tasks: Iterable[Task[T]], workers: int, log: Path) -> Iterator[Outcome[T]]:
    """Each task's outcome as it ends, at most `workers` at once; `log` takes what they print.

    A task is asked for when there is room for it: what `tasks` does before it gives one goes on beside those
    at work.
    Whatever ends the iteration — an error, Ctrl-C, a caller that asks no further — ends every process.
    """
    waiting, running = iter(tasks), list[Child[T]]()
    try:
        while True:
            # Whoever takes an outcome may take its time: the next are at work by then.
            ended = [(child, outcome) for child in running if (outcome := child.outcome()) is not None]
            for child, _ in ended:
                running.remove(child)
            for task in islice(waiting, max(1, workers) - len(running)):
                running.append(Child(task, log, running))
            yield from (outcome for _, outcome in ended)
            if not running:
                return
            limits = [left for child in running if (left := child.seconds_left) is not None]
            wait([child.connection for child in running], timeout=min(limits, default=None))
    finally:
        for child in running:
            child.interrupt()
        for child in running:
            child.end_early()
