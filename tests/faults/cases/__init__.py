"""The cases, one module a kind of file or of mishap; `all_cases` is the campaign."""

from tests.faults.cases import (
    catalogue,
    containers,
    csv_forms,
    dates,
    deliveries,
    disks,
    interruptions,
    names,
    notebooks,
    numbers,
    returned_cells,
    returned_files,
    returned_packages,
    rows,
    surroundings,
    texts,
    yaml_shapes,
)
from tests.faults.judging import Case

MODULES = (
    csv_forms,
    rows,
    numbers,
    dates,
    containers,
    catalogue,
    yaml_shapes,
    texts,
    notebooks,
    names,
    returned_cells,
    returned_files,
    returned_packages,
    deliveries,
    interruptions,
    disks,
    surroundings,
)


def all_cases() -> list[Case]:
    """Every case, under names that no two share."""
    cases = [case for module in MODULES for case in module.CASES]
    assert len({case.name for case in cases}) == len(cases), "two cases have one name"
    return cases
