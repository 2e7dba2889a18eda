"""ZIP files that are the same each time: python-docx stamps the clock into its own."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

FIRST = "[Content_Types].xml"
# A ZIP file cannot hold an earlier date.
EARLIEST = 315_532_800


def rezip(path: Path, epoch: int) -> None:
    """Write the archive anew, its parts in a fixed order and with one date."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(parts, key=lambda name: (name != FIRST, name))
    moment = datetime.fromtimestamp(epoch, UTC)
    stamp = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, parts[name])
