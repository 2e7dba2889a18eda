"""Second step: forms out to the units, and back in."""

from pathlib import Path

import ipywidgets as w

from cchc.base.period import Period
from cchc.inputs.workspace import Workspace
from cchc.intake.summary import LISTED
from cchc.panel import views
from cchc.panel.child import Ended
from cchc.panel.commands import folders_of_forms, import_command, template_command
from cchc.panel.links import document_link, folder_link
from cchc.panel.run_box import RunBox, row

OUT = "Mỗi cơ quan, đơn vị một tệp Excel chỉ gồm chỉ tiêu của mình. Gửi từng tệp cho nơi có tên trong tệp."
BACK = (
    "Gom tệp gửi về vào một thư mục của sổ (kéo thả vào khung tệp bên trái cũng được), "
    "chọn hoặc gõ tên thư mục ấy. Nhập lại bao nhiêu lần cũng được."
)
NO_FOLDER = "Chưa nêu thư mục chứa các tệp gửi về. Chọn trong danh sách hoặc gõ tên, ví dụ gui-ve."
EMPTY = "Bấm để chọn, hoặc gõ tên thư mục"


class FormsStep:
    """Two buttons: forms out, forms in."""

    def __init__(self, box: RunBox, workspace: Workspace) -> None:
        self._box, self._workspace = box, workspace
        self._period = ""
        self._out_command, self._out_result, self._in_command, self._in_result = (w.HTML() for _ in range(4))
        self._folder = w.Combobox(placeholder=EMPTY, layout=w.Layout(width="340px", max_width="100%"))
        self._folder.observe(lambda _: self._show_command(), "value")
        out = box.button("Tạo biểu để gửi", "file-excel-o", self.send)
        back = box.button("Nhập tệp gửi về", "download", self.take_in)
        self.widget = w.VBox(
            [
                w.HTML(views.head("Gửi biểu cho đơn vị") + views.muted(OUT)),
                row(out, self._out_command),
                self._out_result,
                w.HTML(views.head("Nhập biểu đơn vị gửi về") + views.muted(BACK)),
                row(self._folder, back),
                self._in_command,
                self._in_result,
            ]
        )

    def show(self, period: str) -> None:
        """Begin anew with this period."""
        self._period = period
        self._out_command.value = views.command_line(template_command(period).typed)
        self._out_result.value = self._in_result.value = ""
        self._look_for_folders()
        self._show_command()

    def send(self) -> None:
        """Write the forms."""
        self._box.run(template_command(self._period), self._sent)

    def take_in(self) -> None:
        """Import the folder."""
        if not self._folder.value.strip():
            self._box.say(NO_FOLDER)
            return
        self._box.run(import_command(self._period, self._folder.value.strip()), self._taken_in)

    @property
    def _forms(self) -> Path:
        return self._workspace.forms(Period.parse(self._period))

    def _look_for_folders(self) -> None:
        self._folder.options = folders_of_forms(self._workspace.root, self._forms)

    def _show_command(self) -> None:
        folder = self._folder.value.strip() or "THƯ_MỤC"
        self._in_command.value = views.command_line(import_command(self._period, folder).typed)

    def _sent(self, how: Ended) -> None:
        if how.code == 0:
            count = len(list(self._forms.glob("*.xlsx")))
            place = folder_link(self._workspace.relative(self._forms), "Mở thư mục biểu")
            self._out_result.value = views.notice(f"Có {count} biểu để gửi.", good=True) + place
        elif not how.stopped:
            self._box.fail()

    def _taken_in(self, how: Ended) -> None:
        # 1: there is something to ask about; the command says it in full.
        if how.code == 0:
            self._in_result.value = views.notice("Đã nhập, không có gì phải hỏi lại.", good=True)
        elif how.code == 1 and LISTED in self._box.text:
            asked = views.notice("Đã nhập phần đọc được chắc chắn; còn điều phải hỏi lại đơn vị.")
            questions = self._workspace.questions(Period.parse(self._period))
            link = document_link(self._workspace.relative(questions), "Mở danh sách hỏi lại")
            self._in_result.value = asked + link
        elif not how.stopped:
            self._box.fail()
            return
        self._box.unfold()
