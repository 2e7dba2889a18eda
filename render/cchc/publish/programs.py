"""Running a program whose warnings count as failures."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing import parent_process
from pathlib import Path
from typing import IO

import yaml

from cchc.base import system_errors
from cchc.base.installation import EXTENSION, REPORT
from cchc.publish.formats import PublishError

# For Pandoc: what it makes in passing gets more room, as a tenth of its time goes into collecting that.
MORE_ROOM = ("+RTS", "-A64m", "-RTS")
PROGRAM_MISSING = "Không chạy được {program}: {error}."


def reason(text: str) -> str:
    """The part of a program's complaint that helps: the system's refusal, else no stack trace, no frame."""
    if words := system_errors.system_words(text):
        return f"{words}."
    lines = [line.strip() for line in text.strip().splitlines()]
    if "stack traceback:" in lines:
        lines = lines[: lines.index("stack traceback:")]
    helpful = [line for line in lines if line and not line.startswith("Error running ")]
    return " ".join(helpful[:6]) or "chương trình dừng mà không nói lý do."


def run(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    *,
    task: str,
    reason: Callable[[str], str] = reason,
    whole_group: bool = False,
) -> tuple[str, str]:
    """Run in `folder`; returns what it printed on both streams (PublishError with the `reason` of a failure).

    Whatever stops this run stops the program; with `whole_group` all that it started, too.
    """
    # A forked process has a group of its own, and all in that ends with it or with its parent.
    own_group = whole_group and parent_process() is None
    with _started(command, folder, environment, subprocess.PIPE, own_group=own_group) as process:
        try:
            said = process.communicate()
        except BaseException:
            _stop(process, own_group=own_group)
            raise
    out, err = (stream.decode("utf-8", errors="replace") for stream in said)
    if process.returncode:
        raise PublishError(f"{task}: {reason(err or out)}")
    return out, err


def _started(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    complaints: int | IO[bytes],
    *,
    own_group: bool = False,
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            list(command),
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            start_new_session=own_group,
        )
    except OSError as error:
        raise PublishError(
            PROGRAM_MISSING.format(program=command[0], error=system_errors.reason(error))
        ) from None


def _stop(process: subprocess.Popen[bytes], *, own_group: bool) -> None:
    """End it; a program that is a shell script leaves what it started to be ended, too."""
    if own_group and sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    elif own_group:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def run_telling(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], *, task: str
) -> Iterator[str]:
    """Run in `folder`, and give each line as it is printed (PublishError once it has failed)."""
    with tempfile.TemporaryFile() as complaints:
        with _started(command, folder, environment, complaints) as process:
            try:
                assert process.stdout is not None
                for line in process.stdout:
                    yield line.decode("utf-8", errors="replace").strip()
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            complaints.seek(0)
            raise PublishError(f"{task}: {reason(complaints.read().decode('utf-8', errors='replace'))}")


# These do the same for every format.
ANY_FORMAT = "/filters/any_format/"


@dataclass(frozen=True)
class SharedSettings:
    """The Markdown that is read, as Pandoc calls it, and the filters in their order."""

    reader: str
    filters: tuple[str, ...]

    @property
    def for_any_format(self) -> tuple[str, ...]:
        """The filters that need to run but once for all formats."""
        return tuple(name for name in self.filters if ANY_FORMAT in name)

    @property
    def for_each_format(self) -> tuple[str, ...]:
        """The filters that look at the format."""
        return tuple(name for name in self.filters if ANY_FORMAT not in name)


@cache
def shared_settings() -> SharedSettings:
    """What the extension says; the filters by their paths in a build."""
    extension = yaml.safe_load((EXTENSION / "_extension.yml").read_text(encoding="utf-8"))
    settings = extension["contributes"]["formats"]["common"]
    folder = EXTENSION.relative_to(REPORT).as_posix()
    filters = (f"{folder}/{name}" for name in settings["filters"] if isinstance(name, str))
    return SharedSettings(str(settings["from"]), tuple(filters))
