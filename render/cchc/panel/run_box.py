"""The box at the foot of the panel: the command that runs, its bar, its lines, and a button to stop it."""

import asyncio
import atexit
from collections import deque
from collections.abc import Callable
from pathlib import Path

import ipywidgets as w

from cchc.base.progress import Advance, Said
from cchc.panel import views
from cchc.panel.child import Child, Ended
from cchc.panel.commands import CommandLine

MOST_LINES = 600
# Each line by itself would send the whole text again.
SECONDS_BETWEEN = 0.15
BUSY = "Đang chạy một lệnh khác; đợi lệnh ấy xong hoặc bấm Dừng."
STOPPED = "Đã dừng theo yêu cầu."
OnEnd = Callable[[Ended], object]


def row(*parts: w.Widget) -> w.Widget:
    """Widgets side by side, in more lines where the panel is narrow."""
    return w.HBox(parts, layout=w.Layout(align_items="center", flex_flow="row wrap"))


class RunBox:
    """Runs one command at a time beside the kernel."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._child: Child | None = None
        self._lines: deque[str] = deque(maxlen=MOST_LINES)
        self._waiting = False
        self._buttons: list[w.Button] = []
        self._title = w.HTML()
        self._bar = w.IntProgress(
            min=0, max=1, layout=w.Layout(width="340px", max_width="100%", visibility="hidden")
        )
        self._doing = w.HTML()
        self._stop = w.Button(description="Dừng", icon="stop", disabled=True, layout=w.Layout(width="90px"))
        self._stop.on_click(lambda _: self.stop())
        self._log = w.HTML()
        self._notice = w.HTML()
        self._log_fold = w.Accordion([self._log], titles=("Lệnh in ra",), selected_index=None)
        line = row(self._stop, self._bar, self._doing)
        self.widget = w.VBox([self._title, line, self._notice, self._log_fold])
        self.widget.add_class("cchc-run")
        atexit.register(self._kill)

    @property
    def busy(self) -> bool:
        """Whether a command runs."""
        return self._child is not None

    def button(self, title: str, icon: str, start: Callable[[], object]) -> w.Button:
        """A button that starts something; it waits while a command runs."""
        made = w.Button(description=title, icon=icon, button_style="primary")
        made.layout.width = "auto"
        made.on_click(lambda _: start())
        made.disabled = self.busy
        self._buttons.append(made)
        return made

    def run(self, command: CommandLine, end: OnEnd) -> None:
        """Start it, where no other runs; `end` learns how it ended, once."""
        if self._child is not None:
            self.say(BUSY)
            return
        self._lines.clear()
        self._title.value = views.command_line(command.typed)
        self._notice.value = ""
        self._show_lines()
        self._show_busy(True)
        self._bar.value, self._bar.max, self._bar.bar_style = 0, 1, "info"
        self._doing.value = "Đang chạy …"

        def ended(how: Ended) -> None:
            self._end(how)
            end(how)

        call = asyncio.get_running_loop().call_soon_threadsafe
        child = Child(command.call, self._folder, self._hear, ended, call, quiet=bool(command.for_program))
        self._child = child if child.alive else None

    def stop(self) -> None:
        """Interrupt the command."""
        if self._child is not None:
            self._doing.value = "Đang dừng …"
            self._child.stop()

    def say(self, text: str, *, good: bool = False) -> None:
        """A notice below the bar."""
        self._notice.value = views.notice(text, good=good)

    @property
    def text(self) -> str:
        """What the command printed."""
        return "\n".join(self._lines)

    def unfold(self) -> None:
        """Show what the command printed."""
        self._log_fold.selected_index = 0

    def _hear(self, said: Said) -> None:
        if isinstance(said, Advance):
            self._bar.max, self._bar.value = said.total, said.done
            self._doing.value = views.muted(f"{said.doing} ({said.done}/{said.total})")
            return
        self._lines.append(said)
        if not self._waiting:
            self._waiting = True
            asyncio.get_running_loop().call_later(SECONDS_BETWEEN, self._show_lines)

    def _show_lines(self) -> None:
        self._waiting = False
        self._log.value = views.log(self._lines)

    def _end(self, how: Ended) -> None:
        self._child = None
        self._show_lines()
        self._show_busy(False)
        self._bar.value = self._bar.max
        self._bar.bar_style = "success" if how.code == 0 else "warning"
        self._doing.value = views.muted("Đã dừng" if how.stopped else "Xong")
        if how.stopped:
            self.say(STOPPED)

    def fail(self) -> None:
        """Show as a notice what the command complained about."""
        self.say("\n".join(line for line in list(self._lines)[-12:] if line.strip()))

    def _show_busy(self, busy: bool) -> None:
        self._stop.disabled = not busy
        self._bar.layout.visibility = "visible"
        for button in self._buttons:
            button.disabled = busy

    def _kill(self) -> None:
        if self._child is not None:
            self._child.kill()
