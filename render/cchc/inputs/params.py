"""The parameters of one period: who reports, over which window, in which style."""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from cchc.base.numbers import DateStyle
from cchc.base.period import Period
from cchc.base.windows import Window
from cchc.base.yaml_files import Day, YamlModel, read_yaml
from cchc.inputs.workspace import Workspace

Text = Annotated[str, Field(min_length=1)]
# As many as a reader takes in at a glance.
KEY_FIGURES = range(6, 9)

# On whose behalf one signs: thay mặt, ký thay, thừa lệnh, thừa ủy quyền, quyền.
AUTHORITY = re.compile(r"(?:TM|KT|TL|TUQ|Q)\. \S.*")
# The kind of document, then the body that issues it and perhaps the unit that drafted it.
SYMBOL = re.compile(r"[A-ZĐ]+(?:-[A-ZĐ][A-Za-zĐđ0-9]*)+")
ARCHIVE = "Lưu:"
# No office issues more documents in a year.
LARGEST_NUMBER = 999_999
# Fields of earlier versions that nothing uses: an old file that has them still loads.
RETIRED = frozenset({"report_to"})

# In the text, in an appendix, or left out.
PaperPlace = Literal["trong_bai", "phu_luc", "bo"]
# In drafts alone, in every edition, or in none.
EditionChoice = Literal["du_thao", "moi_ban", "bo"]


def _one_line_or_several(value: object) -> object:
    """A text alone is a list of one line."""
    return (value,) if isinstance(value, str) else value


Lines = Annotated[tuple[Text, ...], BeforeValidator(_one_line_or_several)]


class IssuingBody(YamlModel):
    """The body that issues the report; `lines`, and those of its parent, are printed one under the other."""

    parent: Lines | None = None
    lines: tuple[Text, ...] = Field(min_length=1)
    short: Text
    # As a sentence names it: “Ủy ban nhân dân thành phố Hồ Chí Minh”; the short name where not given.
    in_text: Text | None = None


class Signature(YamlModel):
    """Who signs; what is not yet known stays empty and prints as a gap.

    `authority` is one line or several, and empty where the head of the body signs as such.
    """

    authority: Lines
    title: Text | None = None
    name: Text | None = None

    @field_validator("authority")
    @classmethod
    def _is_an_authority(cls, lines: tuple[str, ...]) -> tuple[str, ...]:
        if wrong := [line for line in lines if not AUTHORITY.fullmatch(line)]:
            raise ValueError(
                f"“{wrong[0]}” phải bắt đầu bằng TM., KT., TL., TUQ. hoặc Q., ví dụ TM. ỦY BAN NHÂN DÂN; "
                "chức vụ của người ký ghi ở mục “title”"
            )
        return lines


class DataWindow(YamlModel):
    """A window that overrides the calendar of data/catalog."""

    start: Day
    end: Day

    @model_validator(mode="after")
    def _runs_forwards(self) -> "DataWindow":
        if self.start > self.end:
            raise ValueError("kết thúc trước khi bắt đầu")
        return self


class KeyFigure(YamlModel):
    """A large number at the head of the page: indicator, its name there, the indicator of its target."""

    indicator: Text
    label: Text | None = None
    target: Text | None = None


def _key_figure(item: object) -> object:
    """A code alone is short for an indicator without label and target."""
    return {"indicator": item} if isinstance(item, str) else item


class HouseStyle(YamlModel):
    """Switches of what the decree leaves open; each holds for the whole document.

    `leading_zero`: 07 văn bản, 06 tháng. `date_style`: 31/12/2019 or 31 tháng 12 năm 2019.
    `first_mention`: a document is cited in full where the report first names it, then by type and number.
    """

    leading_zero: bool = True
    date_style: DateStyle = DateStyle.NUMERIC
    first_mention: bool = False

    @field_validator("date_style", mode="before")
    @classmethod
    def _date_style_exists(cls, word: object) -> object:
        if word not in list(DateStyle):
            raise ValueError(f"“{word}” không có; chọn so (31/12/2019) hoặc chu (ngày 31 tháng 12 năm 2019)")
        return word


class PaperPlacement(YamlModel):
    """What one paper format does with its charts, wide tables and check appendix."""

    charts: PaperPlace = "trong_bai"
    wide_tables: PaperPlace = "trong_bai"
    check_appendix: EditionChoice = "du_thao"

    def leaves_out_checks(self, *, final: bool) -> bool:
        """Whether the appendix for reviewers stays out of this edition."""
        return self.check_appendix == "bo" or (self.check_appendix == "du_thao" and final)


class Placement(YamlModel):
    """The choice of each paper format; the page always holds everything in its text."""

    pdf: PaperPlacement = PaperPlacement()
    docx: PaperPlacement = PaperPlacement()


class Params(YamlModel):
    """params/<period>.yml."""

    period: str
    locality: Text
    issuing_body: IssuingBody
    kind: Text = "BÁO CÁO"
    # None: built from the period.
    summary: Text | None = None
    number: int | None = None
    symbol: Text
    place: Text
    date: Day | None = None
    signature: Signature
    recipients: tuple[Text, ...] = Field(min_length=1)
    window: DataWindow | None = None
    house_style: HouseStyle = HouseStyle()
    key_figures: tuple[Annotated[KeyFigure, BeforeValidator(_key_figure)], ...] = ()
    placement: Placement = Placement()
    # The period whose inputs this one began with, written by `cchc new`.
    made_from: str | None = None
    editions_kept: int = Field(default=10, gt=0, le=10_000)
    # A day at most; sizes that a machine of today may have.
    notebook_timeout_seconds: int = Field(default=120, gt=0, le=86_400)
    notebook_memory_mb: int = Field(default=2048, ge=256, le=1_000_000)
    notebook_output_mb: int = Field(default=32, gt=0, le=10_000)

    @model_validator(mode="before")
    @classmethod
    def _without_retired(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        return {name: value for name, value in data.items() if name not in RETIRED}

    @field_validator("period", "made_from")
    @classmethod
    def _period_exists(cls, text: str | None) -> str | None:
        if text is None:
            return None
        try:
            return str(Period.parse(text))
        except Exception as error:
            raise ValueError(f"“{text}” không phải tên kỳ báo cáo, ví dụ 2020-H1") from error

    @field_validator("number")
    @classmethod
    def _number_counts_from_one(cls, number: int | None) -> int | None:
        if number is not None and number < 1:
            raise ValueError(f"số văn bản đánh từ 1, không thể là {number}; chưa có số thì ghi null")
        if number is not None and number > LARGEST_NUMBER:
            raise ValueError(f"số văn bản không thể lớn như {number}; kiểm tra lại")
        return number

    @field_validator("symbol")
    @classmethod
    def _symbol_names_kind_and_body(cls, symbol: str) -> str:
        if not SYMBOL.fullmatch(symbol):
            raise ValueError(
                f"“{symbol}” không phải ký hiệu văn bản: viết tắt tên loại, gạch nối, viết tắt tên cơ quan, "
                "ví dụ BC-UBND; số văn bản ghi ở mục “number”"
            )
        return symbol

    @field_validator("recipients")
    @classmethod
    def _archive_comes_last(cls, lines: tuple[str, ...]) -> tuple[str, ...]:
        *others, last = lines
        if not last.startswith(ARCHIVE):
            raise ValueError(f"dòng cuối là “{last}”, phải là nơi lưu, ví dụ “Lưu: VT”")
        if any(line.startswith(ARCHIVE) for line in others):
            raise ValueError("chỉ dòng cuối ghi nơi lưu (“Lưu: …”)")
        return lines

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


def stand_in_params(period: Period) -> Params:
    """For a period with figures alone, of which no report is made: nothing of it is ever printed."""
    return Params(
        period=str(period),
        locality="–",
        issuing_body=IssuingBody(lines=("–",), short="–"),
        symbol="BC-UBND",
        place="–",
        signature=Signature(authority=()),
        recipients=(ARCHIVE,),
    )


def load_params(workspace: Workspace, period: Period) -> Params:
    """Read the period's parameter file (InputError)."""
    path = workspace.params(period)
    return read_yaml(path, workspace.relative(path), Params)
