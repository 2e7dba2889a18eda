"""The report's outline under a reform programme: parts, sections, their notebooks."""

from pathlib import Path

from cchc.base.yaml_files import YamlModel, read_yaml


class SectionEntry(YamlModel):
    """One section: its code, its notebook, and its heading where it has one of its own."""

    code: str
    notebook: str
    number: str = ""
    title: str = ""


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
    first_year: int
    last_year: int
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


def load_outline(catalog: Path, year: int) -> Outline | None:
    """The outline in force in `year`, or None; InputError when a file is malformed."""
    outlines = (read_yaml(path, f"data/catalog/{path.name}", Outline) for path in outline_files(catalog))
    return next((o for o in outlines if o.first_year <= year <= o.last_year), None)
