"""Help pages are Vietnamese throughout, those of click's own words too."""

import re
from collections.abc import Iterator

import click
import pytest
from tests.conftest import Cchc

from cchc.cli.main import commands

ENGLISH = re.compile(r"usage|option|command|argument|required|default|show|exit|\[or\b", re.IGNORECASE)


def paths(command: click.Command, *path: str) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from paths(inner, *path, name)


@pytest.mark.parametrize("path", list(paths(commands)), ids=" ".join)
def test_help_says_nothing_in_english(cchc: Cchc, path: tuple[str, ...]) -> None:
    page = cchc(*path, "--help").text
    assert page.startswith(f"Cách dùng: {' '.join(['cchc', *path])}")
    assert ENGLISH.findall(page) == []


def test_an_option_that_cannot_be_left_out_says_so(cchc: Cchc) -> None:
    assert "ví dụ “tỉnh Lâm Đồng”.  [bắt buộc]" in cchc("init", "--help").text


def test_an_option_is_named_as_it_is_typed(cchc: Cchc) -> None:
    assert "Thiếu --locality." in cchc("init", "so-moi").text
    assert "Giá trị của --format không dùng được." in cchc("check", "2020-H1", "--format", "la").text
