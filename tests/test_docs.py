"""What the documentation names is there: links, pictures, files of the program, every dependency."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
MOST_BYTES = 8_000
PAGES = (README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")))
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]+`")
LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
ELSEWHERE = re.compile(r"[a-z]+:")
ROOMS = tuple(path.name for path in (ROOT / "render" / "cchc").iterdir() if (path / "__init__.py").is_file())
# As the pages write them: `render/cchc/base/numbers.py`, `checks/run.py`, `publish/docx/`, `tests/checks/`.
NAMED = re.compile(
    rf"`(?P<path>(?:(?:render|tests|docs|data/catalog|notebooks)/|(?:{'|'.join(ROOMS)})/)[\w./-]*)`"
)
HEADING = re.compile(r"^#+ (?P<title>.+)$", re.MULTILINE)


def named(page: Path) -> Iterator[Path]:
    """The files and folders of the project that the page names, as they should be on the disk."""
    for match in NAMED.finditer(FENCED.sub("", page.read_text(encoding="utf-8"))):
        path = match["path"]
        in_package = path.partition("/")[0] in ROOMS
        yield (ROOT / "render" / "cchc" if in_package else ROOT) / path


def anchors(page: Path) -> set[str]:
    """What a link may end in, by the usual rule: small letters, hyphens for spaces, no punctuation."""
    titles = HEADING.findall(FENCED.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_readme_is_short() -> None:
    assert len(README.read_bytes()) <= MOST_BYTES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = CODE.sub("", FENCED.sub("", page.read_text(encoding="utf-8")))
    broken = []
    for target in LINK.findall(text):
        name, _, anchor = target.partition("#")
        if ELSEWHERE.match(target):
            continue
        path = page.parent / name if name else page
        if not path.exists() or (anchor and anchor not in anchors(path)):
            broken.append(target)
    assert not broken


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_is_named_exists(page: Path) -> None:
    assert not sorted({str(path.relative_to(ROOT)) for path in named(page) if not path.exists()})


def test_all_pages_are_reached_from_the_readme() -> None:
    linked = {(ROOT / target).resolve() for target in LINK.findall(README.read_text(encoding="utf-8"))}
    assert not [page.name for page in PAGES if page != README and page.resolve() not in linked]


def test_every_dependency_is_told_with_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=~! \[]", requirement)[0] for requirement in asked}
    lines = README.read_text(encoding="utf-8").splitlines()
    first_cells = " ".join(line.split("|")[1] for line in lines if line.startswith("|"))
    assert not sorted(names - set(re.findall(r"[\w-]+", first_cells)))
