"""What surrounds a command: its output, its clock, its environment and the machine's limits. Made up."""

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.faults.cases.names import latin
from tests.faults.judging import PERIOD, Case, Outcome, Verdict
from tests.faults.mishaps import FIGURES, PAGE, REPORT, Wrong, mixed, quiet, said
from tests.faults.sites import Site

CHECK = ("check", PERIOD)
YEAR_2100 = 4_102_444_800


def closed_output(*arguments: str, lines: int) -> Callable[[Site], Wrong]:
    """As `| head`: the reader goes away after some lines."""

    def drive(site: Site) -> Wrong:
        process = site.start(*arguments)
        assert process.stdout is not None
        for _ in range(lines):
            process.stdout.readline()
        process.stdout.close()
        process.stdout = None
        return quiet(site.finish(process, 60), (0, 1, 141, -13))

    return drive


def no_output(*arguments: str) -> Callable[[Site], Wrong]:
    """The output is closed from the start."""

    def drive(site: Site) -> Wrong:
        ran = site.cchc(*arguments, preexec_fn=lambda: os.close(1), stdout=None, seconds=60)
        return quiet(ran, (0, 1))

    return drive


def full_output(*arguments: str) -> Callable[[Site], Wrong]:
    """The output is a file on a full disk."""

    def drive(site: Site) -> Wrong:
        with Path("/dev/full").open("wb") as file:
            ran = site.cchc(*arguments, stdout=file, seconds=60)
        return said(ran, "đầy|hết chỗ")

    return drive


def under(
    env: Mapping[str, str], *arguments: str, codes: tuple[int, ...] = (0,), words: str = ""
) -> Callable[[Site], Wrong]:
    """The command in this environment does its work, or says in Vietnamese why not."""

    def drive(site: Site) -> Wrong:
        if arguments[0] == "report":
            site.edit(FIGURES, ("dao_tao.lop,,7,", "dao_tao.lop,,8,"))
        given = {key: value.replace("{SITE}", str(site.folder)) for key, value in env.items()}
        ran = site.cchc(*arguments, env=given, seconds=90)
        told = said(ran, words) if ran.code and words else quiet(ran, codes)
        return [*told, *(mixed(site) if arguments[0] == "report" else [])]

    return drive


def long_temporary(site: Site) -> Wrong:
    """Longer than the name of a socket may be."""
    folder = site.folder / "tam" / ("rat-dai-" * 12) / ("rat-dai-" * 12)
    folder.mkdir(parents=True)
    wrong = under({"TMPDIR": str(folder)}, *REPORT, "--no-cache")(site)
    left = [path.name for path in folder.iterdir() if not path.name.startswith("cchc-cache-")]
    return [*wrong, *([Verdict(Outcome.LEFT, ", ".join(left))] if left else [])]


def old_files(moment: int) -> Callable[[Site], Wrong]:
    """All files bear this time, as after a copy from a machine whose clock was wrong."""

    def drive(site: Site) -> Wrong:
        for path in site.root.rglob("*"):
            os.utime(path, (moment, moment), follow_symlinks=False)
        site.edit(FIGURES, ("dao_tao.lop,,7,", "dao_tao.lop,,8,"))
        os.utime(site.root / FIGURES, (moment, moment))
        return [*quiet(site.cchc(*PAGE, seconds=90), (0,)), *mixed(site)]

    return drive


def with_limit(which: int, size: int, words: str, *arguments: str) -> Callable[[Site], Wrong]:
    """The machine gives no more than that."""

    def drive(site: Site) -> Wrong:
        ran = site.cchc(*arguments, preexec_fn=lambda: resource.setrlimit(which, (size, size)), seconds=90)
        return [*(said(ran, words) if ran.code else quiet(ran, (0,))), *mixed(site)]

    return drive


def latin_name(folder: str) -> Callable[[Site], Wrong]:
    """A name that is no UTF-8 lies in the way."""

    def drive(site: Site) -> Wrong:
        latin(site, folder)
        ran = site.cchc(*PAGE, seconds=90)
        return quiet(ran, (0,)) if ran.code == 0 else said(ran, "tên")

    return drive


def folder_gone(site: Site) -> Wrong:
    """The current folder was deleted by somebody."""
    gone = site.folder / "mat"
    gone.mkdir()
    process = subprocess.Popen(
        ["sh", "-c", 'rmdir "$PWD" && exec "$@"', "sh", *site.command(*CHECK)],
        cwd=gone, env=site.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    return quiet(site.finish(process), (0,))


def broken_cache(site: Site) -> Wrong:
    """Every file of the user's caches is cut in half."""
    site.home = site.folder / "home"
    site.home.mkdir()
    site.cchc(*PAGE, seconds=90)
    for path in site.home.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    site.edit(FIGURES, ("dao_tao.lop,,7,", "dao_tao.lop,,8,"))
    return [*quiet(site.cchc(*PAGE, seconds=90), (0,)), *mixed(site)]


def broken_edition(damage: Callable[[Path], object]) -> Callable[[Site], Wrong]:
    """The last edition is not what it was: the next report is made all the same."""

    def drive(site: Site) -> Wrong:
        damage(site.own(f"output/{PERIOD}/editions/0001"))
        site.edit(FIGURES, ("dao_tao.lop,,7,", "dao_tao.lop,,8,"))
        site.cchc("editions", PERIOD)
        return [*quiet(site.cchc(*PAGE, seconds=90), (0,)), *mixed(site)]

    return drive


def fault(
    name: str,
    drive: Callable[[Site], Wrong],
    base: str = "published",
    needs: Callable[[], bool] = lambda: True,
) -> Case:
    """A case of this module."""
    return Case(
        f"quanh: {name}",
        "đầu ra, đồng hồ, môi trường",
        "faults",
        lambda _: None,
        base=base,
        drive=drive,
        needs=needs,
    )


EPOCHS = ("0", "-5", "abc", "99999999999999", "٣", "4102444800")
CASES = [
    fault("check | head -1", closed_output(*CHECK, lines=1)),
    fault("check | true", closed_output(*CHECK, lines=0)),
    fault("check --format json | head -1", closed_output(*CHECK, "--format", "json", lines=1)),
    fault("report | head -1", closed_output(*PAGE, "--no-cache", lines=1)),
    fault("đầu ra đóng sẵn, check", no_output(*CHECK)),
    fault("đầu ra đóng sẵn, report", no_output(*PAGE)),
    fault("đầu ra ở ổ đầy", full_output(*CHECK)),
    *(
        fault(
            f"SOURCE_DATE_EPOCH={epoch!r}",
            under({"SOURCE_DATE_EPOCH": epoch}, *REPORT, words="SOURCE_DATE_EPOCH"),
        )
        for epoch in EPOCHS
    ),
    fault("tệp ghi ngày 1970", old_files(1)),
    fault("tệp ghi ngày 2100", old_files(YEAR_2100)),
    fault("TMPDIR dài", long_temporary),
    fault("TMPDIR không có", under({"TMPDIR": "{SITE}/khong-co"}, *REPORT, words="tạm|TMPDIR")),
    fault(
        "HOME không có",
        under({"HOME": "{SITE}/khong-co", "XDG_CACHE_HOME": ""}, *PAGE, words="HOME|thư mục"),
    ),
    fault(
        "HOME không ghi được",
        under({"HOME": "/proc", "XDG_CACHE_HOME": "/proc/x"}, *PAGE, words="HOME|thư mục"),
    ),
    fault(
        "LANG=C, bảng mã ASCII",
        under(
            {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            *PAGE,
        ),
    ),
    fault("bảng mã Windows-1252", under({"PYTHONIOENCODING": "cp1252"}, *CHECK)),
    fault("cửa sổ rộng 1 chữ", under({"COLUMNS": "1"}, *CHECK)),
    fault("COLUMNS là chữ", under({"COLUMNS": "rộng"}, *CHECK)),
    fault("múi giờ lạ", under({"TZ": "Thu/Nghiem"}, *PAGE)),
    fault("cờ cảnh báo của Python", under({"PYTHONWARNINGS": "error"}, *CHECK)),
    fault("48 tệp mở cùng lúc", with_limit(resource.RLIMIT_NOFILE, 48, "tệp|giới hạn", *PAGE, "--no-cache")),
    fault("bộ nhớ 700 MB", with_limit(resource.RLIMIT_AS, 700_000_000, "bộ nhớ", *PAGE, "--no-cache")),
    fault("tên Latin-1 trong output/", latin_name("output/2020-H1")),
    fault("tên Latin-1 trong editions/", latin_name("output/2020-H1/editions")),
    fault("thư mục đang đứng đã bị xóa", folder_gone),
    fault("bộ nhớ đệm cắt đôi", broken_cache),
    fault(
        "manifest của bản trước bị hỏng",
        broken_edition(lambda folder: (folder / "manifest.json").write_bytes(b"{")),
    ),
    fault(
        "manifest của bản trước là danh sách",
        broken_edition(lambda folder: (folder / "manifest.json").write_bytes(b"[]")),
    ),
    fault("bản trước mất một tệp", broken_edition(lambda folder: (folder / "bao-cao.pdf").unlink())),
    fault("bản trước mất cả", broken_edition(shutil.rmtree)),
]
