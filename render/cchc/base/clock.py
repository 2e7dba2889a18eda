"""The moment of a run: SOURCE_DATE_EPOCH where it is given, so that a run can be repeated, else the clock."""

import os
from datetime import UTC, date, datetime


def given_epoch() -> int | None:
    """SOURCE_DATE_EPOCH, in seconds since 1970; None where it is not given."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(given) if given.isdigit() else None


def today() -> date:
    """Today's date: everything that asks for it asks here."""
    epoch = given_epoch()
    return date.today() if epoch is None else datetime.fromtimestamp(epoch, UTC).date()
