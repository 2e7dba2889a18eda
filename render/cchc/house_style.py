"""The locality's choices of how counts, dates and citations are written."""

from pydantic import field_validator

from cchc.formats import DateStyle
from cchc.yaml_file import YamlModel


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
