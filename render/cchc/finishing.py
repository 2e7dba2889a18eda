"""What stands beside the published files, and how all of it is kept as an edition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cchc.assembled import AssembledSection
from cchc.checks import Checked
from cchc.delivery import deliver
from cchc.editions.edition import MANIFEST
from cchc.editions.keeping import NOTEBOOKS, keep_edition
from cchc.editions.text import write_text
from cchc.findings import ReportError, Severity
from cchc.ledger import write_findings, write_ledger
from cchc.ledger_sheet import write_ledger_sheet
from cchc.manifest import Making, manifest, unsettled, write_manifest
from cchc.order import Report, ReportOrder
from cchc.publish.engine import FORMATS, STEM
from cchc.publish.fonts import report_fonts
from cchc.publish.stage import epoch
from cchc.reuse.seen import Seen
from cchc.workbook import Workbook

# Where an edition is made, in the folder of a build.
EDITION = "edition"
CHANGED = "Dữ liệu đổi trong lúc dựng: {names}. Bản chính thức phải dựng từ dữ liệu đứng yên; chạy lại lệnh."
RECORDS = ("figures.csv", "figures.xlsx", "findings.csv")


@dataclass(frozen=True)
class Made:
    """A report that is about to be published: all that its edition records."""

    order: ReportOrder
    workbook: Workbook
    seen: Seen
    sections: Sequence[AssembledSection]
    checked: Checked


def write_records(made: Made, folder: Path) -> None:
    """The ledger and the findings, in the edition being made in `folder`."""
    staged, moment = folder / EDITION, epoch(folder / "build")
    staged.mkdir()
    write_ledger(made.sections, staged / "figures.csv")
    write_ledger_sheet(made.workbook, made.sections, made.checked.all, staged / "figures.xlsx", moment)
    write_findings(made.checked.all, staged / "findings.csv")


def finish(
    made: Made, files: Sequence[Path], folder: Path, output: Path, seconds: Mapping[str, float]
) -> Report:
    """Put the published files, their records and the executed notebooks of `folder` into place.

    ReportError where a final report's inputs did not stand still.
    """
    staged = folder / EDITION
    files = [*(path.rename(staged / path.name) for path in files), *(staged / name for name in RECORDS)]
    making = Making(
        engine=made.order.engine.name,
        seconds=seconds,
        files={path.name: path for path in files},
        fonts=report_fonts(),
        final=made.order.final,
        moment=epoch(folder / "build"),
        text={} if made.order.sections else write_text(made.sections, made.workbook, staged),
    )
    data = manifest(made.workbook, making, made.checked.all)
    # After the files were hashed: what changes from now on has another hash.
    changed = made.seen.changed()
    if changed and made.order.final:
        raise ReportError(CHANGED.format(names=", ".join(changed)))
    data = unsettled(data, changed)
    findings = {s: sum(f.severity is s for f in made.checked.all) for s in Severity}
    if made.order.sections:
        write_manifest(data, staged / MANIFEST)
        arrived = deliver([*files, staged / MANIFEST, folder / NOTEBOOKS], output)
        return Report(tuple(arrived), findings, older(output, arrived), unsettled=changed)
    workspace, period = made.workbook.workspace, made.workbook.period
    limit = made.workbook.params.editions_kept
    editions, replaces = workspace.editions(period), made.order.replaces
    kept = keep_edition(staged, data, folder / NOTEBOOKS, editions, limit, replaces)
    return Report(kept.files, findings, older(output, kept.files), kept, changed)


def older(output: Path, arrived: Sequence[Path]) -> tuple[Path, ...]:
    """Published formats in `output` that did not arrive with this run."""
    files = (output / f"{STEM}.{name}" for name in FORMATS)
    return tuple(path for path in files if path not in arrived and path.exists())
