"""The parameters of one period: who reports, to whom, over which window, in which style."""

import datetime
from typing import Annotated

from pydantic import BeforeValidator, Field, field_validator, model_validator

from cchc.period import Period
from cchc.windows import Window
from cchc.workspace import Workspace
from cchc.yaml_file import YamlModel, read_yaml

Text = Annotated[str, Field(min_length=1)]
# As many as a reader takes in at a glance.
KEY_FIGURES = range(6, 9)


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


class HouseStyle(YamlModel):
    """Choices of the locality that the decree leaves open."""

    leading_zero: bool = True


class KeyFigure(YamlModel):
    """A large number at the head of the page: indicator, its name there, the indicator of its target."""

    indicator: Text
    label: Text | None = None
    target: Text | None = None


def _key_figure(item: object) -> object:
    """A code alone is short for an indicator without label and target."""
    return {"indicator": item} if isinstance(item, str) else item


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
    key_figures: tuple[Annotated[KeyFigure, BeforeValidator(_key_figure)], ...] = ()
    notebook_timeout_seconds: int = Field(default=120, gt=0)

    @field_validator("period")
    @classmethod
    def _period_exists(cls, text: str) -> str:
        try:
            return str(Period.parse(text))
        except Exception as error:
            raise ValueError(f"“{text}” không phải tên kỳ báo cáo, ví dụ 2020-H1") from error

    @field_validator("key_figures")
    @classmethod
    def _few_and_once(cls, chosen: tuple[KeyFigure, ...]) -> tuple[KeyFigure, ...]:
        if chosen and len(chosen) not in KEY_FIGURES:
            raise ValueError(f"có {len(chosen)} chỉ tiêu; chọn từ sáu đến tám, hoặc bỏ cả mục này")
        codes = [key.indicator for key in chosen]
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise ValueError(f"“{twice[0]}” có hai lần")
        return chosen

    @property
    def own_window(self) -> Window | None:
        """The window stated here, if any."""
        return Window.of_days(self.window.start, self.window.end) if self.window else None


def load_params(workspace: Workspace, period: Period) -> Params:
    """Read the period's parameter file (InputError)."""
    path = workspace.params(period)
    return read_yaml(path, workspace.relative(path), Params)
