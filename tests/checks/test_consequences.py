"""A file that cannot be read is told first, and nothing that hangs on it. Made-up damage."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.base.findings import Finding, Severity, alike, by_gravity
from cchc.base.period import Period
from cchc.checks import check
from cchc.checks.consequences import HANG_ON
from cchc.cli.check import list_findings
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import CATALOG_TABLES, DATA_TABLES, Workspace

ROOT = Path(__file__).parents[2]
PERIOD = Period.parse("2020-H1")
TABLES = [*(f"2020-H1/{n}" for n in DATA_TABLES), *(f"catalog/{n}" for n in CATALOG_TABLES if n in HANG_ON)]
# No text in any encoding.
NO_TEXT = b"\x81\x8d"


def findings(root: Path) -> list[Finding]:
    return check(load_workbook(Workspace(root), PERIOD, tolerant=True)).all


def untold(findings: list[Finding]) -> set[tuple[str, str, str]]:
    return {(finding.rule, finding.file, finding.explanation) for finding in findings}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The period that comes along, to be damaged."""
    root = tmp_path_factory.mktemp("so")
    for name in ("params", "data", "notebooks"):
        shutil.copytree(ROOT / name, root / name)
    return root


@pytest.fixture(scope="module")
def sound(real: Path) -> set[tuple[str, str, str]]:
    return untold(findings(real))


def unreadable(text: bytes) -> bytes:
    return text + NO_TEXT


def other_header(text: bytes) -> bytes:
    return re.sub(rb"\w+", b"la", text, count=1)


@pytest.mark.parametrize("damage", [unreadable, other_header])
@pytest.mark.parametrize("name", TABLES)
def test_the_cause_is_the_only_thing_told(
    real: Path, sound: set[tuple[str, str, str]], name: str, damage: Callable[[bytes], bytes]
) -> None:
    path = real / "data" / f"{name}.csv"
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(damage(before or b"rule;figures"))
    try:
        found = findings(real)
    finally:
        path.unlink() if before is None else path.write_bytes(before)
    new = [finding for finding in found if not untold([finding]) <= sound]
    assert {(f.rule.partition(".")[0], f.file, f.severity) for f in new} == {
        ("du_lieu", f"data/{name}.csv", Severity.ERROR)
    }
    assert found[: len(new)] == new


def test_every_table_says_what_hangs_on_it() -> None:
    # Only the intake reads intake.csv.
    assert HANG_ON.keys() == {*DATA_TABLES, *CATALOG_TABLES} - {"intake"}


def test_a_column_too_many_hides_nothing(real: Path, sound: set[tuple[str, str, str]]) -> None:
    path = real / "data/2020-H1/documents.csv"
    before = path.read_bytes()
    header, _, rest = before.partition(b"\n")
    end = b"\r" if header.endswith(b"\r") else b""
    separator = b";" if b";" in header else b","
    path.write_bytes(header.removesuffix(end) + separator + b"them" + end + b"\n" + rest)
    try:
        found = findings(real)
    finally:
        path.write_bytes(before)
    new = [finding for finding in found if not untold([finding]) <= sound]
    assert [finding.rule for finding in new] == ["du_lieu.thua_cot"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("2020-H1/documents", b"qd-5466-2019"), ("2020-H1/figures", b"tthc.ho_so.tiep_nhan"),
     ("catalog/indicators", b"tthc.ho_so.tiep_nhan")],
)  # fmt: skip
def test_of_a_row_that_cannot_be_read_the_row_is_the_only_error(
    real: Path, sound: set[tuple[str, str, str]], name: str, code: bytes
) -> None:
    path = real / "data" / f"{name}.csv"
    before = path.read_bytes()
    lines = before.splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.startswith((code + b",", code + b";")))
    path.write_bytes(b"".join([*lines[:at], code + b"\n", *lines[at + 1 :]]))
    try:
        found = findings(real)
    finally:
        path.write_bytes(before)
    new = [f for f in found if f.severity is Severity.ERROR and not untold([f]) <= sound]
    assert [(finding.rule, finding.row) for finding in new] == [("du_lieu.sai_so_o", at + 1)]


def test_of_a_file_read_in_part_its_own_rows_say_nothing(workspace: Path) -> None:
    head = "indicator,first_year,last_year,comparison,value,basis\nho_so.la,2020,2020,>=,5,giả định\n"
    told = {}
    for text in (head, head + 'ho_so.truc_tuyen,2020,2020,>=,5,"mở\n'):
        (workspace / "data/catalog/targets.csv").write_text(text, encoding="utf-8")
        told[text] = [f.rule for f in findings(workspace) if f.file == "data/catalog/targets.csv"]
    assert list(told.values()) == [["danh_muc.khong_khop"], ["du_lieu.csv_hong"]]


def many(count: int, file: str = "data/x.csv") -> list[Finding]:
    return [Finding(Severity.ERROR, "a.b", f"Điều {n}.", file, n) for n in range(1, count + 1)]


@pytest.mark.parametrize(("count", "shown", "rest"), [(5, 5, ""), (6, 3, "còn 3 trong 6 điều")])
def test_many_alike_are_told_by_examples(count: int, shown: int, rest: str) -> None:
    (group,) = alike(many(count))
    assert len(group.shown) == shown
    assert bool(group.rest) == bool(rest)
    assert rest in group.rest


def test_of_two_files_each_has_its_examples() -> None:
    groups = alike(by_gravity([*many(9), *many(7, "data/y.csv")]))
    assert [(group.findings[0].file, len(group.findings)) for group in groups] == [
        ("data/x.csv", 9), ("data/y.csv", 7),
    ]  # fmt: skip


@pytest.mark.parametrize(("everything", "lines"), [(False, 3), (True, 9)])
def test_the_table_tells_all_where_it_is_asked_to(workspace: Path, everything: bool, lines: int) -> None:
    from cchc.checks.run import Checked

    workbook = load_workbook(Workspace(workspace), PERIOD)
    said = list_findings(Checked((), tuple(many(9))), workbook.outline, "table", everything=everything)
    assert said.count("Điều ") == lines
    assert ("còn 6 trong 9 điều như vậy ở data/x.csv [a.b]" in said) is not everything
    # As data they are always complete.
    csv = list_findings(Checked((), tuple(many(9))), workbook.outline, "csv")
    assert csv.count("Điều ") == 9
