"""First step: what is missing, and who owes it."""

import ipywidgets as w

from cchc.panel import views
from cchc.panel.answers import Checklist, checklist_of
from cchc.panel.child import Ended
from cchc.panel.commands import status_command
from cchc.panel.run_box import RunBox, row

INTRO = "Chỉ tiêu nào chưa có số, nơi nào còn nợ, câu nào của kỳ trước còn phải đọc lại."


class MissingStep:
    """The checklist of the period."""

    def __init__(self, box: RunBox) -> None:
        self._box = box
        self._period = ""
        self._command = w.HTML()
        self._cards, self._suppliers, self._sections, self._tasks = (w.HTML() for _ in range(4))
        self._button = box.button("Xem còn thiếu gì", "list-ul", self.start)
        top = (w.HTML(views.muted(INTRO)), row(self._button, self._command))
        self.widget = w.VBox([*top, self._cards, self._suppliers, self._sections, self._tasks])

    def show(self, period: str) -> None:
        """Begin anew with this period."""
        self._period = period
        self._command.value = views.command_line(status_command(period).typed)
        for part in (self._cards, self._suppliers, self._sections, self._tasks):
            part.value = ""

    def start(self) -> None:
        """Ask."""
        self._box.run(status_command(self._period), self._end)

    def _end(self, how: Ended) -> None:
        if how.stopped:
            return
        try:
            found = checklist_of(how.answer)
        except ValueError:
            self._box.fail()
            return
        self._fill(found)

    def _fill(self, found: Checklist) -> None:
        self._cards.value = views.checklist_cards(found)
        owing = views.suppliers_table(found.owing, forms=found.forms)
        self._suppliers.value = views.head("Ai còn nợ số liệu") + owing if found.owing else ""
        self._sections.value = views.head("Theo phần của báo cáo") + views.sections_table(found.sections)
        self._tasks.value = views.head("Từng việc") + views.tasks_table(found.tasks)
