"""Each class of the campaign is told from the others, by commands that only act as one. Made up."""

import sys
from pathlib import Path

import pytest
from tests.faults.judging import Case, Outcome, Says, judged, snapshot
from tests.faults.said import Said, messages
from tests.faults.sites import Site

CASE = Case("thử", "thử", "faults", lambda _: None, (Says(r"figures\.csv:5\b", "bảy"),))
TOLD = "print('data/2020-H1/figures.csv:5: LỖI: Ô “value” là “bảy”.'); "
OTHER = "print('data/2020-H1/narrative/a.md:{}: LỖI: Việc khác.'); "
FOUR_BEFORE = "".join(OTHER.format(n) for n in range(4))
FORGETS = "subprocess.Popen(['sleep', '60'], start_new_session=True, stdout=-3, stderr=-3); "
FAILS = "raise SystemExit(1)"


class ActedSite(Site):
    """Runs a script in place of the command."""

    script = ""

    def command(self, *_: str) -> list[str]:
        """The script."""
        return [sys.executable, "-c", f"import os, pathlib, subprocess, sys, time; {self.script}"]


@pytest.fixture
def site(tmp_path: Path) -> ActedSite:
    """A workspace of two files."""
    made = ActedSite(tmp_path, tmp_path, tmp_path)
    (tmp_path / "cwd").mkdir()
    made.write("data/2020-H1/figures.csv", "indicator,value\n")
    made.write("output/2020-H1/bao-cao.html", "made earlier")
    made.touched.clear()
    return made


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        (TOLD + FAILS, Outcome.CLEAR),
        (TOLD, Outcome.VAGUE),
        (FOUR_BEFORE + TOLD + FAILS, Outcome.VAGUE),
        (TOLD.replace(":5", "") + FAILS, Outcome.VAGUE),
        (TOLD.replace("bảy”", "bảy” (Errno 2)") + FAILS, Outcome.VAGUE),
        ("print('data/2020-H1/figures.csv:5: GHI CHÚ: bảy')", Outcome.SILENT),
        ("pass", Outcome.SILENT),
        (TOLD + "1 / 0", Outcome.TRACEBACK),
        ("print('Lỗi không lường trước: OSError'); " + FAILS, Outcome.TRACEBACK),
        (TOLD + f"pathlib.Path('../so/data/2020-H1/figures.csv').write_text(''); {FAILS}", Outcome.LOST),
        (TOLD + f"pathlib.Path('../so/output/2020-H1/bao-cao.html').unlink(); {FAILS}", Outcome.LOST),
        (TOLD + f"pathlib.Path(os.environ['TMPDIR'], 'cchc-x').mkdir(); {FAILS}", Outcome.LEFT),
        (TOLD + f"pathlib.Path('../so/output/.2020-H1-x').mkdir(); {FAILS}", Outcome.LEFT),
        (TOLD + f"pathlib.Path('pandoc-hist').touch(); {FAILS}", Outcome.LEFT),
        (TOLD + FORGETS + FAILS, Outcome.LEFT),
        (TOLD + "sys.stdout.flush(); time.sleep(60)", Outcome.HANG),
    ],
)  # fmt: skip
def test_what_a_command_does_decides_its_class(site: ActedSite, script: str, outcome: Outcome) -> None:
    site.script = script
    before = snapshot(site.root)
    site.cchc("check", seconds=2)
    verdict = judged(CASE, site, before, [])
    assert verdict.outcome is outcome, verdict.why


def test_findings_are_read_from_every_way_of_printing_them() -> None:
    table = "LỖI       data/a.csv:2  [du_lieu.o_sai]\n          Một câu\n          dài.\n\nKiểm tra: 1 LỖI."
    assert messages(table) == [Said("LỖI", "data/a.csv:2", "Một câu dài.")]
    assert messages("data/a.csv:2: LỖI: Một câu.") == [Said("LỖI", "data/a.csv:2", "Một câu.")]
    assert messages("  a b.xlsx!Số liệu!J7: CẢNH BÁO: Xem.") == [
        Said("CẢNH BÁO", "a b.xlsx!Số liệu!J7", "Xem.")
    ]
