"""YAML text as nodes and plain data: by YAML 1.2, within limits, what cannot be read told by row."""

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import yaml

# Far more than a file written by hand has; what is deeper would end the C reader, or this process.
DEEPEST = 30
MOST_NODES = 50_000
# Digits that a number of ours may have; a longer one stays text, which no whole number takes.
MOST_DIGITS = 18
MERGE = "<<"
CALLS_ITSELF = "Tệp tự gọi lại chính nó (dấu & và *) quá nhiều lần. Bỏ các dấu ấy."
TOO_DEEP = f"Các mục lồng nhau quá {DEEPEST} lớp: xem lại các dấu ngoặc và thụt lề."
NOT_YAML = "Không đúng dạng YAML: "
LOOK_AGAIN = "xem lại thụt lề, dấu hai chấm và dấu nháy quanh dòng này."
TAG = "tag:yaml.org,2002:"
# The start of a line of the file: its key, and what is written there.
ENTRY = re.compile(r"^\s*(?:- +)*(?P<key>[\w.]+):[ \t]+(?P<value>\S.*?)[ \t]*$")
ITEM = re.compile(r"^\s*- +(?P<value>\S.*?)[ \t]*$")

# The same in C, where PyYAML was built with it.
_SafeLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):  # type: ignore[misc, valid-type]  # a base chosen when the module loads
    """Takes for numbers and truth values what YAML 1.2 does: `012`, `1:30`, `yes`, a date are text."""

    # PyYAML has those of YAML 1.1.
    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


for _kind, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)\.[0-9]*)", list("-+.0123456789")),
):
    _Loader.add_implicit_resolver(f"{TAG}{_kind}", re.compile(rf"(?:{_pattern})\Z"), _first)


@dataclass(frozen=True)
class Slip:
    """What is wrong on a row, from 1 (None: the whole file), and what to do about it (Vietnamese)."""

    row: int | None
    explanation: str


class YamlTextError(ValueError):
    """The text cannot be read; `slips` say why."""

    def __init__(self, *slips: Slip) -> None:
        self.slips = slips
        super().__init__("\n".join(slip.explanation for slip in slips))


def composed(text: str) -> yaml.Node | None:
    """The text's one document as nodes; None where there is nothing (YamlTextError)."""
    try:
        _within_limits(text)
        node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise YamlTextError(_syntax(text, error)) from None
    return node


def plain(node: yaml.Node | None) -> object:
    """The nodes as dictionaries, lists, texts, numbers (YamlTextError, which has every repeated key)."""
    repeated: list[Slip] = []
    value = _Plain(repeated).of(node) if node is not None else None
    if repeated:
        raise YamlTextError(*repeated)
    return value


def texts(text: str) -> Iterator[tuple[int, str]]:
    """Every key and value, and the row on which it begins, as far as the text is well formed."""
    with contextlib.suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=_Loader):
            if isinstance(token, yaml.ScalarToken):
                yield token.start_mark.line + 1, token.value


def walk(node: yaml.Node | None, location: Sequence[int | str]) -> Iterator[tuple[int, yaml.Node]]:
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


def in_quotes(text: str) -> str:
    """A scalar in double quotes, as YAML reads it back."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class _Plain:
    """Goes through the nodes, an anchor's as often as it is called: what that may cost is bounded."""

    def __init__(self, repeated: list[Slip]) -> None:
        self._repeated = repeated
        self._left = MOST_NODES

    def of(self, node: yaml.Node, depth: int = 0) -> object:
        self._left -= 1
        if depth > DEEPEST or self._left < 0:
            raise YamlTextError(Slip(_row(node), CALLS_ITSELF))
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if node.tag not in (f"{TAG}map", f"{TAG}seq"):
            raise _tagged(node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        return [self.of(item, depth + 1) for item in node.value]

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise YamlTextError(
                    Slip(_row(key), "Tên mục phải là chữ, không thể là danh sách hay nhóm mục.")
                )
            if key.value == MERGE:
                raise YamlTextError(Slip(_row(key), "Không dùng được “<<”: chép các mục ấy vào đây."))
            if key.value in found:
                self._repeated.append(Slip(_row(key), f"Mục “{key.value}” có hai lần."))
            found[key.value] = self.of(value, depth + 1)
        return found


def _scalar(node: yaml.Node) -> object:
    text = str(node.value)
    match node.tag.removeprefix(TAG):
        case "str":
            return text
        case "null":
            return None
        case "bool":
            return text.lower() == "true"
        case "int" if len(text) <= MOST_DIGITS and text.lstrip("+-").isdecimal():
            return int(text)
        case "float" if len(text) <= MOST_DIGITS and re.fullmatch(r"[-+]?[0-9]*\.?[0-9]*", text):
            return float(text)
        case "int" | "float":
            return text
    raise _tagged(node)


def _tagged(node: yaml.Node) -> YamlTextError:
    kind = node.tag.replace(TAG, "!!")
    return YamlTextError(Slip(_row(node), f"{NOT_YAML}bỏ dấu hiệu kiểu “{kind}” ở đây."))


def _row(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _within_limits(text: str) -> None:
    """Events need no stack, as nodes do: look at them first (YamlTextError, YAMLError)."""
    depth = documents = 0
    for count, event in enumerate(yaml.parse(text, Loader=_Loader)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        row = event.start_mark.line + 1 if event.start_mark else None
        if depth > DEEPEST:
            raise YamlTextError(Slip(row, TOO_DEEP))
        if count > MOST_NODES:
            raise YamlTextError(Slip(row, f"Tệp có quá {MOST_NODES} mục."))
        if documents > 1:
            raise YamlTextError(Slip(row, "Dấu “---” mở một tài liệu thứ hai: mỗi tệp chỉ một. Bỏ dấu ấy."))


def _syntax(text: str, error: yaml.YAMLError) -> Slip:
    """Where the reader stopped, and the likeliest way to put it right."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return Slip(None, f"{NOT_YAML}{LOOK_AGAIN}")
    lines = text.split("\n")
    line = lines[mark.line] if mark.line < len(lines) else ""
    return Slip(mark.line + 1, f"{NOT_YAML}{_advice(line, line[mark.column : mark.column + 1], str(error))}")


def _advice(line: str, char: str, problem: str) -> str:
    if "\t" in line[: len(line) - len(line.lstrip())] or char == "\t":
        return "dòng này thụt lề bằng phím Tab; thay bằng dấu cách."
    if "undefined alias" in problem:
        return f"dấu * đứng đầu có nghĩa riêng.{_quoting(line)}"
    if "mapping values are not allowed" in problem:
        return f"dấu hai chấm cắt đôi dòng này.{_quoting(line)}"
    if "flow mapping" in problem or "flow sequence" in problem:
        return (
            "ngoặc { } hay [ ] chưa đóng, hoặc chữ ở trong có dấu phẩy, dấu hai chấm: đặt chữ trong nháy kép."
        )
    return f"{LOOK_AGAIN}{_quoting(line)}"


def _quoting(line: str) -> str:
    """The line with its value in quotes, where quotes may help."""
    entry = ENTRY.match(line)
    item = ITEM.match(line)
    if entry is None and item is None:
        return ""
    value = (entry or item)["value"]  # type: ignore[index]  # one of them is there
    if value[0] in "[{\"'|>" and not re.search(r"[\"'][^\"']+$", value):
        return " Đặt chữ trong nháy kép."
    start = f"{entry['key']}: " if entry else "- "
    return f" Đặt chữ trong nháy kép: {start}{in_quotes(value)}"
