"""YAML files edited: one value or list changed, everything else as it was written."""

from collections.abc import Sequence

import yaml

from cchc.base.yaml_nodes import YamlTextError, composed, in_quotes, plain, walk

# Where a value is: the keys that lead to it.
Keys = tuple[str, ...]


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
        # Other programs may read it by YAML 1.1, where 012 and yes are no text.
        same = yaml.safe_load(f"- {item}") == plain(composed(f"- {item}")) == [item]
    except (yaml.YAMLError, YamlTextError, ValueError):
        same = False
    return item if same else in_quotes(item)


def _last_item_end(node: yaml.Node) -> int:
    """Where the last scalar of a block ends: the block's own end takes in what follows it."""
    while not isinstance(node, yaml.ScalarNode) and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    end = node.end_mark.index
    assert isinstance(end, int)
    return end


def _node(text: str, path: Keys) -> yaml.Node | None:
    found = list(walk(composed(text), path))
    return found[-1][1] if len(found) == len(path) else None
