"""Changing a value of a YAML file in its text, so that comments and the order of keys stay."""

from collections.abc import Sequence

import yaml

Path = tuple[str, ...]


def replaced(text: str, path: Path, value: str, comment: str = "") -> str:
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


def replaced_list(text: str, path: Path, items: Sequence[str]) -> str:
    """The text with the block list at `path` holding `items` instead; unchanged where there is none."""
    node = _node(text, path)
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        return text
    start = node.start_mark.index
    indent = " " * (start - (text.rfind("\n", 0, start) + 1))
    lines = f"\n{indent}".join(f"- {_quoted(item)}" for item in items)
    return text[:start] + lines + text[_last_item_end(node) :]


def row_of(text: str, path: Path) -> int | None:
    """The row of the value at `path`, from 1; None where there is no such key."""
    node = _node(text, path)
    return node.start_mark.line + 1 if node else None


def _quoted(item: str) -> str:
    """Plain where YAML reads it back as it is, else in double quotes."""
    try:
        plain = yaml.safe_load(f"- {item}") == [item]
    except yaml.YAMLError:
        plain = False
    return item if plain else '"' + item.replace("\\", "\\\\").replace('"', '\\"') + '"'


def quoted(value: str) -> str:
    """A scalar as YAML text."""
    return _quoted(value)


def _last_item_end(node: yaml.Node) -> int:
    """Where the last scalar of a block ends: the block's own end takes in what follows it."""
    while not isinstance(node, yaml.ScalarNode) and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    end = node.end_mark.index
    assert isinstance(end, int)
    return end


def _node(text: str, path: Path) -> yaml.Node | None:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    for key in path:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = next((value for name, value in node.value if name.value == key), None)
    return node
