"""Running a program whose warnings count as failures."""

import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from cchc import system_errors
from cchc.publish.error import PublishError

# For Pandoc: what it makes in passing gets more room, as a tenth of its time goes into collecting that.
MORE_ROOM = ("+RTS", "-A64m", "-RTS")
PROGRAM_MISSING = "Không chạy được {program}: {error}."


def run(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], *, task: str
) -> tuple[str, str]:
    """Run in `folder`; returns what it printed on both streams (PublishError)."""
    try:
        done = subprocess.run(
            list(command),
            cwd=folder,
            env=dict(environment),
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except OSError as error:
        raise PublishError(
            PROGRAM_MISSING.format(program=command[0], error=system_errors.reason(error))
        ) from None
    out, err = (stream.decode("utf-8", errors="replace") for stream in (done.stdout, done.stderr))
    if done.returncode:
        raise PublishError(f"{task}: {reason(err or out)}")
    return out, err


def run_telling(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], *, task: str
) -> Iterator[str]:
    """Run in `folder`, and give each line as it is printed (PublishError once it has failed)."""
    with tempfile.TemporaryFile() as complaints:
        try:
            process = subprocess.Popen(
                list(command),
                cwd=folder,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
            )
        except OSError as error:
            raise PublishError(
                PROGRAM_MISSING.format(program=command[0], error=system_errors.reason(error))
            ) from None
        with process:
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


def reason(text: str) -> str:
    """The part of a program's complaint that helps: no stack trace, no frame."""
    lines = [line.strip() for line in text.strip().splitlines()]
    if "stack traceback:" in lines:
        lines = lines[: lines.index("stack traceback:")]
    kept = [line for line in lines if line and not line.startswith("Error running ")]
    return " ".join(kept[:6]) or "chương trình dừng mà không nói lý do."
