"""The report's outline under a reform programme: parts, sections, their notebooks."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import Field, field_validator

from cchc.base.files import shown_name
from cchc.base.findings import Finding, InputError, Severity, stop_on
from cchc.base.windows import YEARS
from cchc.base.yaml_files import YamlModel, read_yaml, read_yaml_text, row_of_key

CODE = re.compile(r"[a-z][a-z0-9_]*")
# What would lead out of notebooks/.
NO_NAME = re.compile(r"[/\\:\x00]|^\.|^$")


class SectionEntry(YamlModel):
    """One section: its code, its notebook, and its heading where it has one of its own."""

    code: str
    notebook: str
    number: str = ""
    title: str = ""

    @field_validator("code")
    @classmethod
    def _code_names_files(cls, code: str) -> str:
        if not CODE.fullmatch(code):
            raise ValueError(
                f"“{code}” chỉ được gồm chữ thường không dấu, chữ số và gạch dưới, ví dụ the_che"
            )
        return code

    @field_validator("notebook")
    @classmethod
    def _notebook_is_a_name(cls, name: str) -> str:
        if NO_NAME.search(name) or name.endswith(".ipynb"):
            raise ValueError(f"“{name}” phải là tên tệp trong notebooks/, không có .ipynb, ví dụ 21_the_che")
        return name


class Part(YamlModel):
    """A part of the report: I, II, III, IV, or the appendix (no number)."""

    number: str = ""
    title: str
    sections: tuple[SectionEntry, ...]

    @property
    def heading(self) -> str:
        """`II. KẾT QUẢ …`, or the title alone."""
        return f"{self.number}. {self.title}" if self.number else self.title


class Outline(YamlModel):
    """All parts, in the order of the report."""

    programme: str
    basis: str
    first_year: int = Field(ge=YEARS.start, lt=YEARS.stop)
    last_year: int = Field(ge=YEARS.start, lt=YEARS.stop)
    parts: tuple[Part, ...]

    @property
    def sections(self) -> tuple[SectionEntry, ...]:
        """Every section, in the order of the report."""
        return tuple(section for part in self.parts for section in part.sections)

    def section(self, code: str) -> SectionEntry | None:
        """The section with this code, if there is one."""
        return next((section for section in self.sections if section.code == code), None)

    def part_of(self, code: str) -> Part:
        """The part that holds the section (KeyError when none does)."""
        for part in self.parts:
            if any(section.code == code for section in part.sections):
                return part
        raise KeyError(code)


def stand_in_outline(year: int) -> Outline:
    """For a period with figures alone, of a year that no outline is for."""
    return Outline(programme="–", basis="–", first_year=year, last_year=year, parts=())


def outline_files(catalog: Path) -> list[Path]:
    """The outline files of a catalogue, oldest programme first."""
    return sorted(catalog.glob("outline-*.yml"))


def load_outlines(catalog: Path) -> list[Outline]:
    """Every outline of a catalogue, oldest file first; InputError names what is wrong in any of them."""
    outlines: dict[Path, Outline] = {}
    problems: list[Finding] = []
    for path in outline_files(catalog):
        try:
            outlines[path] = _load(path)
        except InputError as error:
            problems += error.findings
    stop_on([*problems, *_overlaps(outlines)])
    return list(outlines.values())


def outline_of(outlines: Sequence[Outline], year: int) -> Outline | None:
    """The one in force in `year`."""
    return next((o for o in outlines if o.first_year <= year <= o.last_year), None)


def load_outline(catalog: Path, year: int) -> Outline | None:
    """The outline in force in `year`, or None; InputError when a file is malformed."""
    return outline_of(load_outlines(catalog), year)


def _load(path: Path) -> Outline:
    file = _name(path)
    outline = read_yaml(path, file, Outline)
    slips = list(_senseless(outline))
    if slips:
        text = read_yaml_text(path, file)
        stop_on([_problem(file, row_of_key(text, *keys), words) for keys, words in slips])
    return outline


def _senseless(outline: Outline) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """What no report can be made by: the keys that lead to it, and what is wrong."""
    if outline.first_year > outline.last_year:
        words = f"Mục “last_year”: {outline.last_year} đứng trước năm đầu {outline.first_year}."
        yield ("last_year",), words
    if not outline.sections:
        yield ("parts",), "Đề cương chưa có phần nào: báo cáo sẽ trống. Ghi các phần vào “parts”, “sections”."
    seen: set[tuple[str, str]] = set()
    for n, part in enumerate(outline.parts):
        if outline.sections and not part.sections:
            yield ("parts", n), f"“{part.heading}” chưa có phần nào ở mục “sections”: bỏ đi, hoặc ghi thêm."
        names: list[tuple[tuple[int | str, ...], str, str]] = [(("number",), "số", part.number)]
        for m, section in enumerate(part.sections):
            where = ("sections", m)
            names.append(((*where, "code"), "mã", section.code))
            names.append(((*where, "notebook"), "notebook", section.notebook))
            names.append(((*where, "number"), f"số của mục con ở phần {n + 1}", section.number))
        for keys, kind, name in names:
            if name and (kind, name) in seen:
                yield ("parts", n, *keys), f"{kind.capitalize()} “{name}” có hai lần trong đề cương."
            seen.add((kind, name))


def _overlaps(outlines: dict[Path, Outline]) -> Iterator[Finding]:
    """Programmes that are both in force in a year: which outline counts would hang on its file's name."""
    known = list(outlines.items())
    for at, (path, later) in enumerate(known):
        for earlier_path, earlier in known[:at]:
            if earlier.first_year <= later.last_year and later.first_year <= earlier.last_year:
                words = (
                    f"Các năm {later.first_year}–{later.last_year} trùng với {earlier_path.name} "
                    f"({earlier.first_year}–{earlier.last_year}): mỗi năm một đề cương. Sửa năm ở một tệp."
                )
                file = _name(path)
                yield _problem(file, row_of_key(read_yaml_text(path, file), "first_year"), words)


def _name(path: Path) -> str:
    return f"data/catalog/{shown_name(path.name)}"


def _problem(file: str, row: int | None, words: str) -> Finding:
    return Finding(Severity.ERROR, "de_cuong.sai", words, file, row)
