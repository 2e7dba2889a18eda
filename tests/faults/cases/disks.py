"""Disks that are full, foreign or locked, and files that may not be read. Made up."""

import contextlib
import errno
import os
import resource
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.faults.judging import PERIOD, Case, Outcome, Verdict
from tests.faults.mishaps import FIGURES, IMPORT, PAGE, REPORT, Wrong, like_others, mishap, mixed, quiet, said
from tests.faults.said import imported
from tests.faults.sites import Site
from tests.intake.filling import fill

BLOCK = 4096
FULL, LOCKED = "đầy|hết chỗ|hạn mức|dung lượng", "quyền|chỉ cho đọc"


def root() -> bool:
    """Whether disks can be mounted."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("mount") is not None


def modes_hold() -> bool:
    """Whether the modes of files can be made to matter."""
    return os.geteuid() != 0 or shutil.which("setpriv") is not None


@contextlib.contextmanager
def small_disk(folder: Path, spare: int) -> Iterator[None]:
    """A disk of its own at this folder, with what was in the folder and so many bytes to spare."""
    kept, filler = folder.with_name(folder.name + ".goc"), folder / "day"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(folder, kept, symlinks=True)
    size = sum(path.lstat().st_size // BLOCK + 2 for path in kept.rglob("*")) * BLOCK + spare
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "faults", str(folder)], check=True)
    try:
        shutil.copytree(kept, folder, symlinks=True, dirs_exist_ok=True)
        shutil.rmtree(kept)
        fill_up(filler, spare)
        yield
        filler.unlink()
        shutil.copytree(folder, kept, symlinks=True)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False)
        if kept.exists():
            shutil.copytree(kept, folder, symlinks=True, dirs_exist_ok=True)
            shutil.rmtree(kept)


def fill_up(path: Path, spare: int) -> None:
    """A file that takes all the room of a disk but this."""
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(BLOCK)):
            pass
    os.truncate(path, path.stat().st_size - spare)


def on_a_small_disk(where: str, spare: int, *arguments: str) -> Callable[[Site], Wrong]:
    """The disk at this folder of the site is full before the command is done."""

    def drive(site: Site) -> Wrong:
        prepare(site, arguments)
        with small_disk(site.folder / where, spare):
            ran = site.cchc(*arguments, seconds=90)
            # What is left may be enough.
            told = quiet(ran, (0,)) if ran.code == 0 and spare else said(ran, FULL)
            return [*told, *untouched(site, arguments)]

    return drive


def prepare(site: Site, arguments: tuple[str, ...]) -> None:
    """Something for the command to do."""
    if "import" in arguments:
        fill(site.form(), {"J7": 7, "J8": 5600000})
    else:
        site.edit(FIGURES, ("dao_tao.lop,,7,", "dao_tao.lop,,8,"))


def untouched(site: Site, arguments: tuple[str, ...]) -> Wrong:
    """The report that was there, or the figures."""
    if "import" in arguments:
        found = imported(site.root)
        return [] if len(found) in (0, 2) else [Verdict(Outcome.LOST, f"nhập dở: {found}")]
    return mixed(site) if arguments[0] == "report" else []


def limited(size: int, *arguments: str) -> Callable[[Site], Wrong]:
    """No file may grow longer than this, as under a quota."""

    def drive(site: Site) -> Wrong:
        prepare(site, arguments)

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        ran = site.cchc(*arguments, preexec_fn=limit, seconds=90)
        return [*said(ran, f"{FULL}|quá lớn|giới hạn|lớn hơn mức được phép"), *untouched(site, arguments)]

    return drive


def refused(
    number: int, path: str, events: list[str], words: str, *arguments: str, reading: bool = False
) -> Callable[[Site], Wrong]:
    """The system's error at every such step."""

    def drive(site: Site) -> Wrong:
        prepare(site, arguments)
        ran = site.cchc(*arguments, env=mishap(path, number, events=events, reading=reading), seconds=90)
        return [*said(ran, words), *untouched(site, arguments)]

    return drive


def locked(path: str, words: str, *arguments: str, mode: int = 0) -> Callable[[Site], Wrong]:
    """The command runs as one who may not read (or write) this."""

    def drive(site: Site) -> Wrong:
        prepare(site, arguments)
        target = site.folder / path
        before = stat.S_IMODE(target.stat().st_mode)
        target.chmod(mode)
        try:
            ran = site.cchc(*arguments, before=like_others(), seconds=90)
        finally:
            target.chmod(before)
        return [*said(ran, words), *untouched(site, arguments)]

    return drive


def temporary_locked(site: Site) -> Wrong:
    """Where nothing temporary can be written, another place is found: the report is made all the same."""
    prepare(site, REPORT)
    place = site.folder / "tmp"
    place.chmod(0o555)
    try:
        ran = site.cchc(*REPORT, before=like_others(), seconds=90)
    finally:
        place.chmod(0o755)
    return quiet(ran, (0,))


def cache_locked(site: Site) -> Wrong:
    """The user's caches cannot be written: it takes longer, and that is all."""
    site.home = site.folder / "home"
    (site.home / ".cache").mkdir(parents=True)
    (site.home / ".cache").chmod(0o555)
    prepare(site, PAGE)
    return [*quiet(site.cchc(*PAGE, before=like_others(), seconds=90), (0,)), *mixed(site)]


def one_unreadable(site: Site) -> Wrong:
    """Among good files: it costs itself alone."""
    fill(site.form(), {"J7": 7, "J8": 5600000})
    (site.returned / "b.xlsx").write_bytes(b"x")
    (site.returned / "b.xlsx").chmod(0)
    ran = site.cchc(*IMPORT, before=like_others())
    good = imported(site.root) == {"dao_tao.lop": 7, "dao_tao.kinh_phi": 5600000}
    return [
        *said(ran, r"b\.xlsx.*quyền"),
        *([] if good else [Verdict(Outcome.LOST, "tệp tốt không được nhập")]),
    ]


def list_locked(site: Site) -> Wrong:
    """can-hoi-lai.csv cannot be written: the import stands, and that is said."""
    fill(site.form(), {"J7": 7, "J8": "bảy"})
    (site.root / "output/2020-H2/intake/can-hoi-lai.csv/x").mkdir(parents=True)
    ran = site.cchc(*IMPORT)
    good = imported(site.root) == {"dao_tao.lop": 7}
    return [
        *said(ran, r"can-hoi-lai\.csv"),
        *([] if good else [Verdict(Outcome.LOST, "số đọc được không được nhập")]),
    ]


def editions_elsewhere(site: Site) -> Wrong:
    """editions/ lies on another disk, behind a link."""
    away = site.folder / "dia-khac"
    away.mkdir()
    with small_disk(away, 60_000_000):
        editions = site.own(f"output/{PERIOD}/editions")
        shutil.move(editions, away / "editions")
        editions.symlink_to(away / "editions")
        prepare(site, PAGE)
        ran = site.cchc(*PAGE, seconds=90)
        return [*(quiet(ran, (0,)) if ran.code == 0 else said(ran, "ổ đĩa khác|ổ khác")), *mixed(site)]


def output_elsewhere(site: Site) -> Wrong:
    """The whole of output/ lies on another disk, behind a link."""
    away = site.folder / "dia-khac"
    away.mkdir()
    with small_disk(away, 60_000_000):
        shutil.move(site.own("output"), away / "output")
        (site.root / "output").symlink_to(away / "output")
        prepare(site, PAGE)
        return [*quiet(site.cchc(*PAGE, seconds=90), (0,)), *mixed(site)]


def fault(
    name: str, drive: Callable[[Site], Wrong], base: str = "published", needs: Callable[[], bool] = modes_hold
) -> Case:
    """A case of this module."""
    return Case(
        f"ổ đĩa: {name}", "ổ đĩa, quyền", "faults", lambda _: None, base=base, drive=drive, needs=needs
    )


WRITE = ["os.rename", "open"]
CASES = [
    fault("đầy, output/ khi dựng", on_a_small_disk("so/output", 600_000, *REPORT), needs=root),
    fault("đầy, thư mục tạm khi dựng", on_a_small_disk("tmp", 100_000, *REPORT, "--no-cache"), needs=root),
    fault("đầy, cả sổ khi nhập", on_a_small_disk("so", 0, *IMPORT), "province", root),
    fault(
        "đầy, thư mục mẫu",
        on_a_small_disk("so/output", 40_000, "intake", "template", "2020-H2"),
        "province",
        root,
    ),
    fault("giới hạn cỡ tệp khi dựng", limited(200_000, *REPORT)),
    fault("giới hạn cỡ tệp khi nhập", limited(100, *IMPORT), "province"),
    fault("hết hạn mức (EDQUOT) khi dựng", refused(errno.EDQUOT, r"/output/", WRITE, FULL, *PAGE)),
    fault(
        "hết hạn mức (EDQUOT) khi nhập",
        refused(errno.EDQUOT, r"/data/2020-H2/", WRITE, FULL, *IMPORT),
        "province",
    ),
    fault(
        "đổi tên bị từ chối (EXDEV)",
        refused(errno.EXDEV, r"/editions/", ["os.rename"], "ổ đĩa khác|ổ khác", *PAGE),
    ),
    fault(
        "lỗi đọc ổ (EIO)",
        refused(
            errno.EIO, r"/data/2020-H1/figures", ["open"], "figures.csv|ổ đĩa", "check", PERIOD, reading=True
        ),
    ),
    fault(
        "tệp đang mở trong Excel (EBUSY)",
        refused(errno.EBUSY, r"/data/2020-H2/figures\.csv", ["os.rename"], "Excel|đang", *IMPORT),
        "province",
    ),
    fault("quá nhiều tệp mở (EMFILE)", refused(errno.EMFILE, r"/output/2020-H1", WRITE, "tệp", *PAGE)),
    fault("output/ chỉ cho đọc", locked("so/output/2020-H1", LOCKED, *PAGE, mode=0o555)),
    fault("output/ của kỳ khác chủ", locked("so/output", LOCKED, *PAGE, mode=0o555)),
    fault("data/ chỉ cho đọc khi nhập", locked("so/data/2020-H2", LOCKED, *IMPORT, mode=0o555), "province"),
    fault(
        "figures.csv không đọc được", locked(f"so/{FIGURES}", r"figures\.csv.*quyền|quyền", "check", PERIOD)
    ),
    fault("lời văn không đọc được", locked("so/data/2020-H1/narrative/ho_so.md", "quyền", "check", PERIOD)),
    fault("notebook không đọc được", locked("so/notebooks/20_dao_tao.ipynb", "quyền", "check", PERIOD)),
    fault("tham số không đọc được", locked("so/params/2020-H1.yml", "quyền", "check", PERIOD)),
    fault("thư mục data/catalog không vào được", locked("so/data/catalog", "quyền", "check", PERIOD)),
    fault("thư mục tạm chỉ cho đọc", temporary_locked),
    fault("bộ nhớ đệm không ghi được", cache_locked),
    fault("một tệp gửi về không đọc được", one_unreadable, "province"),
    fault("can-hoi-lai.csv đang bị giữ", list_locked, "province"),
    fault("editions/ ở ổ khác", editions_elsewhere, needs=root),
    fault("output/ ở ổ khác", output_elsewhere, needs=root),
]
