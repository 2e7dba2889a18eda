"""Editions: numbered once, kept whole, frozen when final. Every file here is made up."""

import itertools
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.forks import killed_at, needs_fork

from cchc.base.delivery import Move, settle
from cchc.base.files import DeliveryError, sha256, thaw
from cchc.base.findings import ReportError
from cchc.base.working_folders import remove_tree
from cchc.editions.edition import SEAL, find_edition, load_edition, load_editions, read_manifest
from cchc.editions.manifest import write_manifest
from cchc.editions.sealing import seal, verify, writable_files
from cchc.editions.storing import EditionOutcome, store_edition

Keep = Callable[..., EditionOutcome]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output" / "2020-H1"


@pytest.fixture
def keep(output: Path) -> Keep:
    """Keeps an edition whose page and figures say `text`."""

    def count() -> int:
        return len(list(output.parent.glob("*")))

    def run(
        text: str, *, final: bool = False, limit: int = 10, room: str = "", replaces: int | None = None
    ) -> EditionOutcome:
        place = output.parent / (room if room.startswith(".") else f".build-{room or text}-{final}-{count()}")
        staged = place / "edition"
        (staged / "sections").mkdir(parents=True)
        names = ("bao-cao.html", "figures.csv", "findings.csv")
        for name in names:
            (staged / name).write_text(f"{name}: {text}", encoding="utf-8")
        (staged / "sections/10_ho_so.md").write_text(text, encoding="utf-8")
        (place / "notebooks").mkdir()
        manifest = _manifest(staged, names, text, final)
        return store_edition(staged, manifest, place / "notebooks", output / "editions", limit, replaces)

    return run


def _manifest(staged: Path, names: tuple[str, ...], text: str, final: bool) -> dict[str, Any]:
    return {
        "period": "2020-H1",
        "final": final,
        "made": "2020-06-20T08:00:00+07:00",
        "inputs": {"data/2020-H1/figures.csv": text},
        "program": "giả định",
        "packages": {},
        "python": "3.11",
        "engine": "pandoc",
        "fonts": [],
        "text": {"sections/10_ho_so.md": sha256(staged / "sections/10_ho_so.md")},
        "outputs": {name: sha256(staged / name) for name in names},
        "findings": {},
    }


def test_each_change_is_an_edition_and_no_change_is_none(keep: Keep, output: Path) -> None:
    first, same, second = keep("một"), keep("một", room="again"), keep("hai")
    assert [kept.edition.name for kept in (first, same, second)] == ["0001", "0001", "0002"]
    assert [kept.new for kept in (first, same, second)] == [True, False, True]
    assert (output / "figures.csv").read_text(encoding="utf-8") == "figures.csv: hai"
    assert (output / "editions/0001/figures.csv").read_text(encoding="utf-8") == "figures.csv: một"


def test_old_drafts_go_final_ones_stay_and_no_number_returns(keep: Keep, output: Path) -> None:
    keep("một")
    keep("hai", final=True)
    keep("ba", limit=2)
    last = keep("bốn", limit=2)
    assert [edition.name for edition in load_editions(output / "editions")] == ["0002", "0003", "0004"]
    thaw(output / "editions/0002")
    for name in ("0003", "0004"):
        (output / "editions" / name).rename(output / name)
    assert last.edition.name == "0004"
    assert keep("năm").edition.name == "0005"


def test_a_draft_gives_way_to_the_next_of_its_sitting_and_pushes_none_out(keep: Keep, output: Path) -> None:
    keep("một", final=True)
    keep("hai")
    keep("ba")
    last = keep("bốn", limit=3, replaces=3)
    assert (last.replaced, last.dropped) == ("0003", ())
    assert [edition.name for edition in load_editions(output / "editions")] == ["0001", "0002", "0004"]
    assert keep("năm", replaces=1).replaced == ""
    assert keep("năm", room="again", replaces=5).new is False
    names = [edition.name for edition in load_editions(output / "editions")]
    assert names == ["0001", "0002", "0004", "0005"]


def test_a_final_edition_is_read_only_and_told_when_a_draft_takes_its_place(keep: Keep, output: Path) -> None:
    final = keep("ký", final=True)
    assert writable_files(final.edition.folder) == []
    draft = keep("sửa")
    assert draft.replaced_final is not None
    assert draft.replaced_final.name == "0001"
    assert verify(load_edition(output / "editions/0001")).problems == ()


def test_two_runs_at_once_take_two_numbers(keep: Keep, output: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        names = {kept.edition.name for kept in pool.map(lambda n: keep(f"bản {n}", room=f"r{n}"), range(4))}
    assert names == {"0001", "0002", "0003", "0004"}
    assert not [edition.name for edition in load_editions(output / "editions") if verify(edition).problems]


def test_a_failure_leaves_what_was_there(keep: Keep, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep("một")

    make = Move.make

    def refuse(move: Move) -> None:
        if move.target.name == "notebooks":
            raise PermissionError(13, "made up")
        make(move)

    monkeypatch.setattr(Move, "make", refuse)
    with pytest.raises(DeliveryError, match="không có quyền"):
        keep("hai", final=True)
    assert [edition.name for edition in load_editions(output / "editions")] == ["0001"]
    assert (output / "figures.csv").read_text(encoding="utf-8") == "figures.csv: một"


@needs_fork
@pytest.mark.parametrize("final", [False, True])
def test_killed_at_any_step_folder_and_front_agree(
    keep: Keep, output: Path, tmp_path: Path, final: bool
) -> None:
    keep("một")
    shutil.copytree(tmp_path / "output", tmp_path / "before")
    met = set()
    for n in itertools.count():
        if not killed_at(n, lambda: keep("hai", final=final, room=".2020-H1-abcdefgh")):
            break
        settle(output)
        last = load_editions(output / "editions")[-1]
        met.add(last.name)
        assert verify(last).problems == ()
        assert writable_files(last.folder) == [] or not last.final
        assert read_manifest(output / "manifest.json")["edition"] == last.number
        text = {"0001": "một", "0002": "hai"}[last.name]
        assert (output / "figures.csv").read_text(encoding="utf-8") == f"figures.csv: {text}"
        remove_tree(tmp_path / "output")
        shutil.copytree(tmp_path / "before", tmp_path / "output")
    assert met == {"0001", "0002"}


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda folder: (folder / "figures.csv").write_text("khác"), "đã sửa tệp figures.csv"),
        (lambda folder: (folder / "bao-cao.html").unlink(), "mất tệp bao-cao.html"),
        (lambda folder: (folder / "thêm.txt").write_text("x"), "thêm tệp thêm.txt"),
        (lambda folder: (folder / SEAL).unlink(), "thiếu manifest.sha256"),
        (lambda folder: (folder / "manifest.json").write_text("{}"), "không đọc được manifest.json"),
    ],
)
def test_every_harm_is_named(keep: Keep, harm: Callable[[Path], object], words: str) -> None:
    folder = keep("một", final=True).edition.folder
    thaw(folder)
    harm(folder)
    verdict = verify(load_edition(folder))
    assert any(words in problem for problem in verdict.problems)
    assert (
        any("không còn ở chế độ chỉ đọc" in remark for remark in verdict.remarks)
        or not load_edition(folder).final
    )


def test_a_fingerprint_noted_elsewhere_shows_what_a_new_seal_hides(keep: Keep) -> None:
    edition = keep("một", final=True).edition
    noted = verify(edition).fingerprint
    thaw(edition.folder)
    (edition.folder / "figures.csv").write_text("khác", encoding="utf-8")
    outputs = {**edition.outputs, "figures.csv": sha256(edition.folder / "figures.csv")}
    write_manifest({**edition.manifest, "outputs": outputs}, edition.folder / "manifest.json")
    seal(edition.folder)
    forged = load_edition(edition.folder)
    assert verify(forged).problems == ()
    assert any("không phải bản đã ghi lại mã" in problem for problem in verify(forged, noted).problems)


def test_an_edition_that_is_not_kept_is_refused_by_name(keep: Keep, output: Path) -> None:
    keep("một")
    with pytest.raises(ReportError, match=r"không lưu bản số 0007\. Các bản đang lưu: 0001"):
        find_edition(output / "editions", 7)
