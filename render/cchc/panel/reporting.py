"""Fourth step: the report, built and opened."""

import os
from urllib.parse import quote

import ipywidgets as w

from cchc.base.period import Period
from cchc.inputs.workspace import Workspace
from cchc.panel import views
from cchc.panel.child import Ended
from cchc.panel.commands import report_command
from cchc.panel.links import report_link
from cchc.panel.run_box import RunBox, row
from cchc.publish.formats import FORMATS, STEM

INTRO = "Dựng trang HTML, bản in PDF và tệp Word. Mỗi lần nội dung đổi, sổ giữ lại một bản có số thứ tự."
NO_FORMAT = "Chưa chọn dạng nào: đánh dấu ít nhất một trong HTML, PDF, DOCX."
FINAL = "Bản chính thức (bị từ chối khi còn LỖI, thiếu số, chưa đến hạn)"
PAGE = f"{STEM}.html"
DONE = "Đã dựng xong báo cáo."


class ReportStep:
    """Which formats, draft or final; then links to the files."""

    def __init__(self, box: RunBox, workspace: Workspace) -> None:
        self._box, self._workspace = box, workspace
        self._period = ""
        self._command, self._files = w.HTML(), w.HTML()
        narrow = w.Layout(width="90px")
        self._formats = {
            name: w.Checkbox(value=True, description=name.upper(), indent=False, layout=narrow)
            for name in FORMATS
        }
        self._final = w.Checkbox(value=False, description=FINAL, indent=False)
        self._final.layout = w.Layout(width="460px", max_width="100%")
        for choice in (*self._formats.values(), self._final):
            choice.observe(lambda _: self._show_command(), "value")
        button = box.button("Dựng báo cáo", "play", self.start)
        self.widget = w.VBox(
            [
                w.HTML(views.muted(INTRO)),
                row(*self._formats.values(), self._final),
                row(button, self._command),
                self._files,
            ]
        )

    def show(self, period: str) -> None:
        """Begin anew with this period; what was built before can be opened."""
        self._period = period
        self._show_command()
        self._show_files()

    def start(self) -> None:
        """Build."""
        if not self._chosen:
            self._box.say(NO_FORMAT)
            return
        self._box.run(report_command(self._period, self._chosen, final=self._final.value), self._end)

    @property
    def _chosen(self) -> list[str]:
        return [name for name, choice in self._formats.items() if choice.value]

    def _end(self, how: Ended) -> None:
        self._show_files()
        if how.code == 0:
            self._box.say(DONE, good=True)
        elif not how.stopped:
            self._box.fail()

    def _show_command(self) -> None:
        if self._period:
            command = report_command(self._period, self._chosen or FORMATS, final=self._final.value)
            self._command.value = views.command_line(command.typed)

    def _show_files(self) -> None:
        output = self._workspace.output(Period.parse(self._period))
        names = [name for name in (f"{STEM}.{each}" for each in FORMATS) if (output / name).is_file()]
        if not names:
            self._files.value = views.muted("Kỳ này chưa có báo cáo nào được dựng.")
            return
        folder = f"output/{self._period}"
        beside = report_link(f"{folder}/{PAGE}", "Mở báo cáo bên cạnh") if PAGE in names else ""
        others = " · ".join(_in_browser(f"{folder}/{name}", name) for name in names)
        more = f'<span class="cchc-muted">Mở ở thẻ khác của trình duyệt, tải về: {others}</span>'
        self._files.value = views.head("Báo cáo mới nhất") + beside + more


def _in_browser(file: str, name: str) -> str:
    """A link past JupyterLab: the server hands out the file as it is."""
    base = os.environ.get("JUPYTERHUB_SERVICE_PREFIX", "/")
    return f'<a class="cchc-link" target="_blank" rel="noopener" href="{base}files/{quote(file)}">{name}</a>'
