"""YAML files: read into models with problems named by row, and edited without touching the rest."""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from cchc.base.characters import no_glyph, unprintable
from cchc.base.files import unreadable
from cchc.base.findings import Finding, InputError, Severity, stop_on
from cchc.base.merge_marks import unfinished_merges

Model = TypeVar("Model", bound=BaseModel)
# Where a value is: the keys that lead to it.
Keys = tuple[str, ...]

EXPLANATIONS = {
    "missing": "thiếu mục này",
    "extra_forbidden": "không có mục nào tên như vậy; kiểm tra chính tả",
    "string_type": "phải là chữ",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "bool_type": "phải là true hoặc false",
    "bool_parsing": "phải là true hoặc false",
    "list_type": "phải là danh sách, mỗi dòng bắt đầu bằng “- ”",
    "tuple_type": "phải là danh sách, mỗi dòng bắt đầu bằng “- ”",
    "model_type": "phải gồm các mục con",
    "date_type": "phải là ngày, viết năm-tháng-ngày: 2020-06-20",
    "date_from_datetime_parsing": "phải là ngày có thật, viết năm-tháng-ngày: 2020-06-20",
    "greater_than": "quá nhỏ",
    "string_too_short": "không được để trống",
    "too_short": "không được để trống",
}

# The same in C, where PyYAML was built with it.
_SafeLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(_SafeLoader):  # type: ignore[misc, valid-type]  # a base chosen when the module loads
    """Leaves dates as text: the model judges them, and says where a day does not exist."""


Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)


class YamlModel(BaseModel):
    """Base of what is read from YAML: frozen, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def read_yaml(path: Path, file: str, model: type[Model]) -> Model:
    """Read and validate one YAML file; InputError names every problem by row."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        stop_on(unfinished_merges(text, file))
        node = yaml.compose(text, Loader=Loader)
        stop_on([_problem(file, row, f"Mục “{key}” có hai lần.") for key, row in _repeated_keys(node)])
        return model.model_validate(yaml.load(text, Loader=Loader) or {})
    except (OSError, UnicodeDecodeError) as error:
        raise InputError([_problem(file, None, unreadable(error))]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 1 if mark else None
        # The reader refuses control characters, and names their place in bytes.
        if isinstance(error, yaml.reader.ReaderError):
            stop_on([_problem(file, line + 1, no_glyph(char)) for line, char in unprintable(text)])
        message = "Không đúng dạng YAML: xem lại thụt lề, dấu hai chấm và dấu nháy quanh dòng này."
        raise InputError([_problem(file, row, message)]) from None
    except ValidationError as error:
        raise InputError([_explain(file, node, detail) for detail in error.errors()]) from None


def texts(text: str) -> Iterator[tuple[int, str]]:
    """Every key and value, and the row on which it begins, as far as the text is well formed."""
    with contextlib.suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=Loader):
            if isinstance(token, yaml.ScalarToken):
                yield token.start_mark.line + 1, token.value


def row_of_key(text: str, *location: int | str) -> int | None:
    """The row, from 1, of a key or list item in a well-formed text; None where there is none."""
    found = list(_walk(yaml.compose(text, Loader=Loader), location))
    return found[-1][0] if len(found) == len(location) else None


def rows_of_keys(text: str, locations: Iterable[Sequence[int | str]]) -> list[int | None]:
    """The same of many locations, the text read once; for one that is not there, of the last part that is."""
    node = _composed(text)
    return [_nearest_row(node, location) for location in locations]


@lru_cache(maxsize=4)
def _composed(text: str) -> yaml.Node | None:
    """Several checks ask for rows of the same text."""
    node: yaml.Node | None = yaml.compose(text, Loader=Loader)
    return node


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
    return _problem(file, _nearest_row(node, detail["loc"]), f"Mục “{name}”: {words}.")


def _repeated_keys(node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """Keys that YAML would silently let the last of win, with the row of the later one."""
    if isinstance(node, yaml.MappingNode):
        found: set[str] = set()
        for key, value in node.value:
            if key.value in found:
                yield key.value, key.start_mark.line + 1
            if isinstance(key, yaml.ScalarNode):
                found.add(key.value)
            yield from _repeated_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _repeated_keys(item)


def _nearest_row(node: yaml.Node | None, location: Sequence[int | str]) -> int | None:
    """The row of the location, or of the last part of it that exists."""
    start = node.start_mark.line + 1 if node else None
    return next((row for row, _ in reversed([*_walk(node, location)])), start)


def _walk(node: yaml.Node | None, location: Sequence[int | str]) -> Iterator[tuple[int, yaml.Node]]:
    """Row and value of each part of the location, as far as there are such."""
    for part in location:
        if isinstance(node, yaml.MappingNode):
            pairs = [(key, value) for key, value in node.value if key.value == str(part)]
            if not pairs:
                return
            key, node = pairs[0]
            yield key.start_mark.line + 1, node
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            yield node.start_mark.line + 1, node


def replaced(text: str, path: Keys, value: str, comment: str = "") -> str:
    """The text with the scalar at `path` written as `value`; unchanged where there is no such key.

    `comment` takes the place of what comment the line may have.
    """
    node = _node(text, path)
    if node is None:
        return text
    scalar = isinstance(node, yaml.ScalarNode)
    start = node.start_mark.index
    end = node.end_mark.index if scalar else _last_item_end(node)
    # A mapping or a list below its key gives way as a whole.
    before = text[:start] if scalar else text[:start].rstrip()
    line_end = text.find("\n", end)
    rest = text[line_end if line_end >= 0 else len(text) :] if comment else text[end:]
    gap = "" if before.endswith(" ") else " "
    return f"{before}{gap}{value}{f'  # {comment}' if comment else ''}{rest}"


def replaced_list(text: str, path: Keys, items: Sequence[str]) -> str:
    """The text with the block list at `path` holding `items` instead; unchanged where there is none."""
    node = _node(text, path)
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        return text
    start = node.start_mark.index
    indent = " " * (start - (text.rfind("\n", 0, start) + 1))
    lines = f"\n{indent}".join(f"- {quoted(item)}" for item in items)
    return text[:start] + lines + text[_last_item_end(node) :]


def quoted(item: str) -> str:
    """A scalar as YAML text: plain where YAML reads it back as it is, else in double quotes."""
    try:
        plain = yaml.safe_load(f"- {item}") == [item]
    except yaml.YAMLError:
        plain = False
    return item if plain else '"' + item.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _last_item_end(node: yaml.Node) -> int:
    """Where the last scalar of a block ends: the block's own end takes in what follows it."""
    while not isinstance(node, yaml.ScalarNode) and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    end = node.end_mark.index
    assert isinstance(end, int)
    return end


def _node(text: str, path: Keys) -> yaml.Node | None:
    found = list(_walk(yaml.compose(text, Loader=yaml.SafeLoader), path))
    return found[-1][1] if len(found) == len(path) else None
