"""What a run leaves behind: the ledger and the findings, the manifest, the edition and the period's files."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from cchc.base import delivery
from cchc.base.findings import ReportError, count_by_severity
from cchc.checks import Checked
from cchc.editions.edition import MANIFEST
from cchc.editions.ledger import write_findings, write_ledger
from cchc.editions.ledger_sheet import write_ledger_sheet
from cchc.editions.manifest import manifest, unsettled, write_manifest
from cchc.editions.own_editions import OwnEditions
from cchc.editions.storing import NOTEBOOKS, store_edition, write_text
from cchc.execution.section import AssembledSection
from cchc.pipeline.early import early_reason
from cchc.pipeline.order import Report
from cchc.pipeline.prepare import Prepared
from cchc.publish.build_folder import epoch
from cchc.publish.formats import FORMATS, STEM
from cchc.publish.layout import report_fonts

# Where an edition is made, in the folder of a build.
EDITION = "edition"
RECORDS = ("figures.csv", "figures.xlsx", "findings.csv")
CHANGED = "Dữ liệu đổi trong lúc dựng: {names}. Bản chính thức phải dựng từ dữ liệu đứng yên; chạy lại lệnh."


def write_records(
    prepared: Prepared, sections: Sequence[AssembledSection], checked: Checked, folder: Path
) -> None:
    """The ledger and the findings, in the edition being made in `folder`."""
    staged, moment = folder / EDITION, epoch(folder / "build")
    staged.mkdir()
    write_ledger(sections, staged / "figures.csv", prepared.workbook.default_window)
    write_ledger_sheet(prepared.workbook, sections, checked.all, staged / "figures.xlsx", moment)
    write_findings(checked.all, staged / "findings.csv")


def deliver(
    prepared: Prepared,
    sections: Sequence[AssembledSection],
    checked: Checked,
    published: Sequence[Path],
    folder: Path,
    seconds: Mapping[str, float],
) -> Report:
    """Put the published files, their records and the executed notebooks of `folder` into place.

    ReportError where a final report's inputs did not stand still.
    """
    order, workbook, staged = prepared.order, prepared.workbook, folder / EDITION
    output = order.output(prepared.entries)
    files = [*(path.rename(staged / path.name) for path in published), *(staged / name for name in RECORDS)]
    data = manifest(
        workbook,
        checked.all,
        files,
        {} if order.sections else write_text(sections, workbook, staged),
        engine=order.engine,
        seconds=seconds,
        fonts=report_fonts(),
        final=order.final,
        early=early_reason(order, workbook),
        moment=epoch(folder / "build"),
    )
    # After the files were hashed: what changes from now on has another hash.
    changed = prepared.snapshot.changed()
    if changed and order.final:
        raise ReportError(CHANGED.format(names=", ".join(changed)))
    data = unsettled(data, changed)
    counts = count_by_severity(checked.all)
    if order.sections:
        write_manifest(data, staged / MANIFEST)
        arrived = delivery.deliver([*files, staged / MANIFEST, folder / NOTEBOOKS], output, folder)
        return Report(tuple(arrived), counts, _older(output, arrived), unsettled=changed)
    editions, limit = order.workspace.editions(order.period), workbook.params.editions_kept
    own = OwnEditions(order.workspace.cache)
    outcome = store_edition(staged, data, folder / NOTEBOOKS, editions, limit, order.replaces, own.has)
    own.note(outcome.edition)
    return Report(outcome.files, counts, _older(output, outcome.files), outcome, changed)


def _older(output: Path, arrived: Sequence[Path]) -> tuple[Path, ...]:
    """Published formats in `output` that did not arrive with this run."""
    files = (output / f"{STEM}.{name}" for name in FORMATS)
    return tuple(path for path in files if path not in arrived and path.exists())
