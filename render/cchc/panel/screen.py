"""The whole panel: a period is chosen, and four steps lead from what is missing to the report."""

from pathlib import Path

import ipywidgets as w

from cchc.base.period import KINDS, Period, periods_among
from cchc.inputs.workspace import Workspace
from cchc.panel import views
from cchc.panel.checking import CheckStep
from cchc.panel.forms import FormsStep
from cchc.panel.missing import MissingStep
from cchc.panel.reporting import ReportStep
from cchc.panel.run_box import RunBox

NO_PERIOD = (
    "Sổ chưa có kỳ nào: không có tệp params/*.yml. Mở kỳ đầu tiên bằng lệnh "
    "cchc new KỲ --from KỲ_CÓ, hoặc mở JupyterLab bằng cchc lab trong thư mục của sổ."
)
STEPS = ("1. Còn thiếu gì", "2. Gửi, nhận biểu", "3. Kiểm tra", "4. Dựng báo cáo")


def open_panel(workspace: str | Path = "..") -> w.Widget:
    """The panel of this workspace, for a cell to show."""
    place = Workspace(Path(workspace).resolve())
    periods = known_periods(place)
    if not periods:
        return w.HTML(views.STYLE + views.notice(NO_PERIOD))
    box = RunBox(place.root)
    missing = MissingStep(box)
    steps = (missing, FormsStep(box, place), CheckStep(box), ReportStep(box, place))
    choice = w.Dropdown(
        options=[(period.label, str(period)) for period in periods],
        description="Kỳ báo cáo",
        style={"description_width": "85px"},
        layout=w.Layout(width="380px", max_width="100%"),
    )

    def show(period: str) -> None:
        for step in steps:
            step.show(period)

    choice.observe(lambda change: show(change["new"]), "value")
    show(choice.value)
    tabs = w.Tab([step.widget for step in steps], titles=STEPS)
    top = w.HTML(views.STYLE)
    whole = w.VBox([top, choice, tabs, box.widget])
    whole.add_class("cchc-panel")
    return whole


def known_periods(workspace: Workspace) -> list[Period]:
    """The periods that have a parameter file, the latest first; a name that is none is left out."""
    found = periods_among(workspace.periods)
    return sorted(found, key=lambda period: (-period.year, -KINDS.index(period.kind)))
