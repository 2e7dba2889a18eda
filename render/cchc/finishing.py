"""The last step of a report: records beside the published files, and all of it kept as an edition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cchc.assembled import AssembledSection
from cchc.checks import Checked
from cchc.delivery import deliver
from cchc.editions.edition import MANIFEST
from cchc.editions.keeping import NOTEBOOKS, keep_edition
from cchc.editions.text import write_text
from cchc.findings import Severity
from cchc.ledger import write_findings, write_ledger
from cchc.ledger_sheet import write_ledger_sheet
from cchc.manifest import Making, manifest, write_manifest
from cchc.order import Report
from cchc.publish.engine import FORMATS, STEM
from cchc.publish.fonts import report_fonts
from cchc.publish.stage import epoch
from cchc.workbook import Workbook


@dataclass(frozen=True)
class Made:
    """A report that is made but not yet in place: all that its edition records."""

    workbook: Workbook
    sections: Sequence[AssembledSection]
    checked: Checked
    engine: str
    seconds: Mapping[str, float]
    final: bool
    extract: bool


def finish(made: Made, files: Sequence[Path], folder: Path, output: Path) -> Report:
    """Put the published files, their records and the executed notebooks of `folder` into place."""
    staged, moment = folder / "edition", epoch(folder / "build")
    staged.mkdir()
    published = [path.rename(staged / path.name) for path in files]
    published += _write_records(staged, made, moment)
    making = Making(
        engine=made.engine,
        seconds=made.seconds,
        files={path.name: path for path in published},
        fonts=report_fonts(),
        final=made.final,
        moment=moment,
        text={} if made.extract else write_text(made.sections, made.workbook, staged),
    )
    data = manifest(made.workbook, making, made.checked.all)
    findings = {s: sum(f.severity is s for f in made.checked.all) for s in Severity}
    if made.extract:
        write_manifest(data, staged / MANIFEST)
        arrived = deliver([*published, staged / MANIFEST, folder / NOTEBOOKS], output)
        return Report(tuple(arrived), findings, older(output, arrived))
    workspace, period = made.workbook.workspace, made.workbook.period
    limit = made.workbook.params.editions_kept
    kept = keep_edition(staged, data, folder / NOTEBOOKS, workspace.editions(period), limit)
    return Report(kept.files, findings, older(output, kept.files), kept)


def older(output: Path, arrived: Sequence[Path]) -> tuple[Path, ...]:
    """Published formats in `output` that did not arrive with this run."""
    files = (output / f"{STEM}.{name}" for name in FORMATS)
    return tuple(path for path in files if path not in arrived and path.exists())


def _write_records(folder: Path, made: Made, moment: int) -> list[Path]:
    write_ledger(made.sections, folder / "figures.csv")
    write_ledger_sheet(made.workbook, made.sections, made.checked.all, folder / "figures.xlsx", moment)
    write_findings(made.checked.all, folder / "findings.csv")
    return [folder / "figures.csv", folder / "figures.xlsx", folder / "findings.csv"]
