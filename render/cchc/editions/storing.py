"""Putting an edition into its numbered folder and into the period's own: both, or nothing.

The period's folder holds copies, no links: what an office changes there, in Word say, leaves the
edition as it was made, and a frozen edition leaves the copies to be replaced.
"""

import contextlib
import itertools
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc.base.delivery import Move, deliver, delivering, make_all, move_to
from cchc.base.files import sha256
from cchc.base.table_files import as_csv
from cchc.editions.edition import MANIFEST, Edition, load_edition, load_editions, read_manifest
from cchc.editions.manifest import write_manifest
from cchc.editions.sealing import seal, verify
from cchc.execution.section import AssembledSection
from cchc.inputs.workbook import Workbook
from cchc.notebook.chart_specs import without_specs
from cchc.publish.formats import STEM

# What makes two editions the same one; hashes of PDF and DOCX differ by the time alone.
IDENTITY = ("final", "early", "inputs", "program", "packages", "python", "engine", "fonts", "text")
CONTENT = ("figures.csv", "findings.csv")
NOTEBOOKS = "notebooks"


@dataclass(frozen=True)
class EditionOutcome:
    """The edition that a run ended in, and what became of others, by name.

    `new` is false where the run brought nothing that the edition did not have; `replaced_final` is the
    final edition whose copies in the period's folder gave way to a draft's.
    """

    edition: Edition
    files: tuple[Path, ...]
    new: bool
    replaced_final: Edition | None = None
    dropped: tuple[str, ...] = ()
    replaced: str = ""


def store_edition(
    staged: Path,
    manifest: Mapping[str, Any],
    notebooks: Path,
    editions: Path,
    limit: int,
    replaces: int | None = None,
    is_own: Callable[[Edition], bool] = lambda _: True,
) -> EditionOutcome:
    """Number, seal and store what is `staged`, and put copies and the notebooks into the period's folder.

    `staged` stands on the same drive as `editions` and holds the files that the manifest names.
    DeliveryError leaves everything as it was. `limit` editions stay, and every final one; a draft that
    this one `replaces` does not. Only an edition that `is_own` can stand for one that was made anew.
    """
    before = load_editions(editions)
    last = before[-1] if before else None
    if last is not None and is_own(last) and brings_nothing(manifest, last):
        files = put_in_front(last, staged.parent, notebooks)
        return EditionOutcome(last, files, new=False)
    in_front = _number_in_front(editions.parent)
    edition, files = _store(staged, manifest, notebooks, editions)
    replaced = _drop([old for old in before if old.number == replaces], staged.parent)
    dropped = _drop(load_editions(editions)[:-limit], staged.parent)
    finals = {old.number: old for old in before if old.final}
    replaced_final = None if edition.final else finals.get(in_front)
    return EditionOutcome(edition, files, True, replaced_final, tuple(dropped), "".join(replaced))


def brings_nothing(manifest: Mapping[str, Any], last: Edition) -> bool:
    """Whether the last edition, unharmed, says the same in every format that is made now."""
    outputs = manifest["outputs"]
    return (
        all(manifest.get(key) == last.manifest.get(key) for key in IDENTITY)
        and all(outputs[name] == last.outputs.get(name) for name in CONTENT)
        and set(outputs) <= set(last.outputs)
        and not verify(last).problems
    )


def up_to_date_edition(key: Mapping[str, Any], formats: Sequence[str], editions: Path) -> Edition | None:
    """The last edition, unharmed, where the same would be made again; its copies stand in front.

    None where anything differs, where a format is missing, or where the notebooks are.
    """
    before = load_editions(editions)
    last = before[-1] if before else None
    if (
        last is None
        or any(last.manifest.get(key) != value for key, value in key.items())
        or any(f"{STEM}.{name}" not in last.outputs for name in formats)
        or not (editions.parent / NOTEBOOKS).is_dir()
        or verify(last).problems
    ):
        return None
    return last


def put_in_front(edition: Edition, room: Path, *notebooks: Path) -> tuple[Path, ...]:
    """Put copies of the edition's files into the period's folder, where they are missing or differ.

    `notebooks`, the folder of the executed ones, replaces the one there; returns all that stands there.
    """
    output = edition.folder.parent.parent
    deliver([*_copies(edition.folder, edition.outputs, output, room), *notebooks], output, room)
    return _in_front(output, edition.outputs)


def _store(
    staged: Path, manifest: Mapping[str, Any], notebooks: Path, editions: Path
) -> tuple[Edition, tuple[Path, ...]]:
    """Move the staged folder to the first number that no other run takes at the same time.

    Copies go in front at once: an edition that is there has them, and the notebooks that it was made by.
    """
    output, room = editions.parent, staged.parent
    with delivering(output):
        editions.mkdir(exist_ok=True)
        # Stored still or not: the copies in front name the number that they had.
        given = [_number_in_front(output), *(edition.number for edition in load_editions(editions))]
        for number in itertools.count(max(given) + 1):
            write_manifest({**manifest, "edition": number}, staged / MANIFEST)
            seal(staged)
            target = editions / f"{number:04d}"
            edition = Move(staged, target, replaces=False, frozen=manifest.get("final") is True)
            copies = _copies(staged, manifest["outputs"], output, room)
            in_front = [move_to(output / item.name, item) for item in [*copies, notebooks]]
            try:
                make_all([edition, *in_front], room)
            except OSError:
                # Where nothing can be locked, two runs may have wanted the same number.
                if target.exists():
                    continue
                raise
            return load_edition(target), _in_front(output, manifest["outputs"])
    raise AssertionError("there is always a next number")


def _copies(folder: Path, outputs: Iterable[str], output: Path, room: Path) -> list[Path]:
    """Copies of an edition's files, made in `room`: of those that are missing in front, or differ."""
    copies = room / "copies"
    copies.mkdir(exist_ok=True)
    for name in [*outputs, MANIFEST]:
        if not (output / name).is_file() or sha256(output / name) != sha256(folder / name):
            shutil.copyfile(folder / name, copies / name)
    return sorted(copies.iterdir())


def _in_front(output: Path, outputs: Iterable[str]) -> tuple[Path, ...]:
    return tuple(output / name for name in [*outputs, MANIFEST, NOTEBOOKS])


def _number_in_front(output: Path) -> int:
    """Of the edition whose copies the period's folder holds; 0 where there are none."""
    number = read_manifest(output / MANIFEST).get("edition")
    return number if isinstance(number, int) else 0


def _drop(editions: Sequence[Edition], room: Path) -> list[str]:
    """Drop those that are drafts: each whole, or not at all."""
    dropped = []
    for edition in editions:
        if edition.draft:
            # One that another program holds open stays until the next run.
            with contextlib.suppress(OSError):
                edition.folder.rename(room / f"dropped-{edition.name}")
                dropped.append(edition.name)
    return dropped


def write_text(sections: Sequence[AssembledSection], workbook: Workbook, folder: Path) -> Mapping[str, Path]:
    """Write sections/<name>.md and documents.csv; returns them by their path in `folder`."""
    (folder / "sections").mkdir()
    written = {}
    for section in sections:
        name = f"sections/{section.name}.md"
        (folder / name).write_text(without_specs(section.markdown), encoding="utf-8", newline="\n")
        written[name] = folder / name
    documents = workbook.workspace.data(workbook.period) / "documents.csv"
    # Read before: what cannot be read has stopped the report.
    (folder / "documents.csv").write_text(as_csv(documents, "documents.csv"), encoding="utf-8", newline="")
    return {**written, "documents.csv": folder / "documents.csv"}
