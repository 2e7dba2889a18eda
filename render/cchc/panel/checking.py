"""Third step: the findings of the check, each with a link to its row."""

from collections.abc import Sequence

import ipywidgets as w

from cchc.base.findings import Severity
from cchc.panel import views
from cchc.panel.answers import FoundRow, counts_of, findings_of
from cchc.panel.child import Ended
from cchc.panel.commands import check_command
from cchc.panel.run_box import RunBox, row

INTRO = (
    "Soát số liệu, lời văn và notebook. Bấm vào chỗ ở cột cuối để mở đúng tệp, đúng dòng; "
    "sửa, lưu, rồi kiểm tra lại."
)
ALL = "Tất cả"
ACCEPTED = "Đã giải trình"


class CheckStep:
    """A button, and the list that can be narrowed to one severity."""

    def __init__(self, box: RunBox) -> None:
        self._box = box
        self._period = ""
        self._rows: Sequence[FoundRow] = ()
        self._command, self._table = w.HTML(), w.HTML()
        self._which = w.ToggleButtons(options=[(ALL, ALL)], layout=w.Layout(display="none"))
        self._which.style.button_width = "auto"
        self._which.observe(lambda _: self._show_rows(), "value")
        button = box.button("Kiểm tra", "check-square-o", self.start)
        self.widget = w.VBox(
            [w.HTML(views.muted(INTRO)), row(button, self._command), self._which, self._table]
        )

    def show(self, period: str) -> None:
        """Begin anew with this period."""
        self._period = period
        self._command.value = views.command_line(check_command(period).typed)
        self._rows, self._table.value, self._which.layout.display = (), "", "none"

    def start(self) -> None:
        """Check."""
        self._box.run(check_command(self._period), self._end)

    def _end(self, how: Ended) -> None:
        if how.stopped:
            return
        try:
            self._rows = findings_of(how.answer)
        except ValueError:
            self._box.fail()
            return
        counts = counts_of(self._rows)
        accepted = sum(bool(row.accepted) for row in self._rows)
        options = [(f"{ALL} ({len(self._rows)})", ALL)]
        options += [(f"{severity} ({count})", severity) for severity, count in counts.items()]
        options += [(f"{ACCEPTED} ({accepted})", ACCEPTED)] if accepted else []
        self._which.options = options
        self._which.value = ALL
        self._which.layout.display = ""
        self._show_rows()
        errors = counts[Severity.ERROR.value]
        said = f"Còn {errors} LỖI: chưa phát hành được bản chính thức." if errors else "Không còn LỖI."
        self._box.say(said, good=not errors)

    def _show_rows(self) -> None:
        which = self._which.value
        shown = [
            row
            for row in self._rows
            if which == ALL
            or (which == ACCEPTED and row.accepted)
            or (row.severity == which and not row.accepted)
        ]
        self._table.value = views.findings_table(shown)
