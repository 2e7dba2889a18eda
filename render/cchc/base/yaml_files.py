"""YAML files read into models, with every problem named by row and how to put it right."""

import datetime
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from cchc.base.characters import clean_text, no_glyph, unprintable
from cchc.base.files import unreadable
from cchc.base.findings import Finding, InputError, Severity, stop_on
from cchc.base.merge_marks import unfinished_merges
from cchc.base.windows import YEARS
from cchc.base.yaml_nodes import Slip, YamlTextError, composed, in_quotes, plain, walk

Model = TypeVar("Model", bound=BaseModel)

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Letters, tabs and line ends; what else is below U+0020 no editor writes into a text.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
NO_TEXT = (
    "Tệp không phải tệp chữ. Mở bằng trình soạn thảo, lưu lại với bảng mã UTF-8, hoặc lấy lại bản trước."
)
EXPLANATIONS = {
    "missing": "thiếu mục này",
    "extra_forbidden": "không có mục nào tên như vậy; kiểm tra chính tả",
    "string_type": "phải là chữ",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "int_parsing_size": "quá lớn",
    "int_from_float": "phải là số nguyên",
    "bool_type": "phải là true hoặc false",
    "bool_parsing": "phải là true hoặc false",
    "list_type": "phải là danh sách, mỗi dòng bắt đầu bằng “- ”",
    "tuple_type": "phải là danh sách, mỗi dòng bắt đầu bằng “- ”",
    "model_type": "phải gồm các mục con",
    "dict_type": "phải gồm các mục con",
    "date_type": "phải là ngày, viết năm-tháng-ngày: 2020-06-20",
    "greater_than": "quá nhỏ",
    "greater_than_equal": "quá nhỏ",
    "less_than": "quá lớn",
    "less_than_equal": "quá lớn",
    "string_too_short": "không được để trống",
    "too_short": "không được để trống",
    "string_pattern_mismatch": "viết sai",
}


def _day(value: object) -> object:
    """Days alone: a bare number would pass for seconds since 1970."""
    if not isinstance(value, str):
        return value if value is None or isinstance(value, datetime.date) else []
    if not ISO_DAY.fullmatch(value):
        raise ValueError("phải là ngày, viết năm-tháng-ngày: 2020-06-20")
    try:
        day = datetime.date.fromisoformat(value)
    except ValueError:
        raise ValueError("phải là ngày có thật, viết năm-tháng-ngày: 2020-06-20") from None
    if day.year not in YEARS:
        raise ValueError(f"năm {day.year} không thể có; kiểm tra lại năm")
    return day


# A day of a model, written 2020-06-20.
Day = Annotated[datetime.date, BeforeValidator(_day)]


class YamlModel(BaseModel):
    """Base of what is read from YAML: frozen, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def read_yaml(path: Path, file: str, model: type[Model]) -> Model:
    """Read and validate one YAML file; InputError names every problem by row."""
    text = read_yaml_text(path, file)
    stop_on(unfinished_merges(text, file))
    node = None
    try:
        node = composed(text)
        data = plain(node)
        if data is None:
            raise YamlTextError(Slip(None, "Tệp trống. Chép từ kỳ trước rồi sửa, hoặc lấy lại bản trước."))
        if not isinstance(data, dict):
            raise YamlTextError(Slip(1, "Tệp phải gồm các mục con, mỗi dòng một mục: “tên mục: giá trị”."))
        return model.model_validate(data)
    except YamlTextError as error:
        raise InputError([_problem(file, slip.row, slip.explanation) for slip in error.slips]) from None
    except ValidationError as error:
        raise InputError([_explain(file, node, detail) for detail in error.errors()]) from None


def read_yaml_text(path: Path, file: str) -> str:
    """The text of a file, its letters composed, nothing invisible in it (InputError)."""
    try:
        text = clean_text(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        words = f"{unreadable(error)} Mở bằng Notepad, chọn Lưu thành, mã hóa UTF-8."
        raise InputError([_problem(file, None, words)]) from None
    except OSError as error:
        raise InputError([_problem(file, None, unreadable(error))]) from None
    if "\0" in text:
        raise InputError([_problem(file, None, NO_TEXT)])
    if CONTROL.search(text):
        stop_on([_problem(file, line + 1, no_glyph(char)) for line, char in unprintable(text)])
    return text


def row_of_key(text: str, *location: int | str) -> int | None:
    """The row, from 1, of a key or list item in a well-formed text; None where there is none."""
    found = list(walk(composed(text), location))
    return found[-1][0] if len(found) == len(location) else None


def rows_of_keys(text: str, locations: Iterable[Sequence[int | str]]) -> list[int | None]:
    """The same of many locations, the text read once; for one that is not there, of the last part that is."""
    node = _composed(text)
    return [_nearest_row(node, location) for location in locations]


@lru_cache(maxsize=4)
def _composed(text: str) -> yaml.Node | None:
    """Several checks ask for rows of the same text."""
    return composed(text)


def _problem(file: str, row: int | None, message: str) -> Finding:
    return Finding(Severity.ERROR, "tham_so.sai", message, file=file, row=row)


def _explain(file: str, node: yaml.Node | None, detail: ErrorDetails) -> Finding:
    name = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "value_error":
        # A validator of ours: its text is Vietnamese already.
        words = str(detail["ctx"]["error"])
    elif detail["type"] == "literal_error":
        allowed = str(detail["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
        words = f"“{detail['input']}” không dùng được; chọn một trong: {allowed}"
    else:
        words = EXPLANATIONS.get(detail["type"], f"giá trị không hợp lệ ({detail['type']})")
    words += _quoting(node, detail)
    subject = f"Mục “{name}”: " if name else ""
    return _problem(file, _nearest_row(node, detail["loc"]), f"{subject}{words}.")


def _quoting(node: yaml.Node | None, detail: ErrorDetails) -> str:
    """What to put in quotes where YAML has taken a text for something else, or cut it in two."""
    found = list(walk(node, detail["loc"]))
    if len(found) < len(detail["loc"]):
        return ""
    value = found[-1][1] if found else None
    if detail["type"] == "string_type" and isinstance(value, yaml.ScalarNode) and value.value:
        return f"; đặt trong nháy kép: {in_quotes(value.value)}" if not value.style else ""
    if detail["type"] == "string_type" and isinstance(value, yaml.MappingNode) and len(value.value) == 1:
        key, rest = value.value[0]
        whole = f"{key.value}: {rest.value}" if isinstance(rest, yaml.ScalarNode) else ""
        return f"; dấu hai chấm cắt đôi dòng này, đặt trong nháy kép: {in_quotes(whole)}" if whole else ""
    if detail["type"] == "extra_forbidden":
        return _comma(found[-2][1] if len(found) > 1 else node, str(detail["loc"][-1]))
    return ""


def _comma(parent: yaml.Node | None, name: str) -> str:
    """`{title: Lớp học, bồi dưỡng}`: what follows the comma was taken for a key of its own."""
    if not (isinstance(parent, yaml.MappingNode) and parent.flow_style):
        return ""
    pairs = parent.value
    at = next(n for n, (key, _) in enumerate(pairs) if key.value == name)
    if at == 0 or pairs[at][1].value != "":
        return ""
    first = at - 1
    while first > 0 and pairs[first][1].value == "":
        first -= 1
    whole = ", ".join([str(pairs[first][1].value), *(str(key.value) for key, _ in pairs[first + 1 : at + 1])])
    key = pairs[first][0].value
    return f". Nếu dấu phẩy nằm trong chữ thì đặt cả đoạn trong nháy kép: {key}: {in_quotes(whole)}"


def _nearest_row(node: yaml.Node | None, location: Sequence[int | str]) -> int | None:
    """The row of the location, or of the last part of it that exists."""
    start = node.start_mark.line + 1 if node else None
    return next((row for row, _ in reversed([*walk(node, location)])), start)
