"""The parameters of one period: who reports, to whom, over which window, in which style."""

import datetime
from typing import Annotated

from pydantic import Field, field_validator, model_validator

from cchc.house_style import HouseStyle
from cchc.period import Period
from cchc.windows import Window
from cchc.workspace import Workspace
from cchc.yaml_file import YamlModel, read_yaml

Text = Annotated[str, Field(min_length=1)]


class IssuingBody(YamlModel):
    """The body that issues the report; `lines` are printed one under the other."""

    parent: str | None = None
    lines: tuple[Text, ...] = Field(min_length=1)
    short: Text


class Signature(YamlModel):
    """Who signs; what is not yet known stays empty and prints as a gap."""

    authority: Text
    title: str | None = None
    name: str | None = None


class DataWindow(YamlModel):
    """A window that overrides the calendar of data/catalog."""

    start: datetime.date
    end: datetime.date

    @model_validator(mode="after")
    def _runs_forwards(self) -> "DataWindow":
        if self.start > self.end:
            raise ValueError("kết thúc trước khi bắt đầu")
        return self


class Params(YamlModel):
    """params/<period>.yml."""

    period: str
    locality: Text
    report_to: Text
    issuing_body: IssuingBody
    number: int | None = None
    symbol: Text
    place: Text
    date: datetime.date | None = None
    signature: Signature
    recipients: tuple[Text, ...] = ()
    window: DataWindow | None = None
    house_style: HouseStyle = HouseStyle()
    notebook_timeout_seconds: int = Field(default=120, gt=0)

    @field_validator("period")
    @classmethod
    def _period_exists(cls, text: str) -> str:
        try:
            return str(Period.parse(text))
        except Exception as error:
            raise ValueError(f"“{text}” không phải tên kỳ báo cáo, ví dụ 2020-H1") from error

    @property
    def own_window(self) -> Window | None:
        """The window stated here, if any."""
        return Window.of_days(self.window.start, self.window.end) if self.window else None


def load_params(workspace: Workspace, period: Period) -> Params:
    """Read the period's parameter file (InputError)."""
    path = workspace.params(period)
    return read_yaml(path, workspace.relative(path), Params)
