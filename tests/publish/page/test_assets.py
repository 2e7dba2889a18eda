"""The chart library is built once a version, however many runs want it at once; no damaged copy is used."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cchc.base.own_folder import CACHE_VARIABLE
from cchc.publish.page import assets


def test_two_runs_share_one_whole_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: assets.vega_bundle(), range(2))
    assert first == second
    assert len(list((tmp_path / "cache").glob("chart-library-*"))) == 1
    monkeypatch.setattr(assets, "_build_bundle", lambda: pytest.fail("built again"))
    assert assets.vega_bundle() == first


@pytest.mark.parametrize("damage", [b"", b"alert(1)//vegaEmbed", "cut"])
def test_a_damaged_or_foreign_copy_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes | str
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    monkeypatch.setattr(assets, "_build_bundle", lambda: "window.vegaEmbed")
    assert assets.vega_bundle() == "window.vegaEmbed"
    (copy,) = tmp_path.glob("chart-library-*")
    whole = copy.read_bytes()
    copy.write_bytes(damage if isinstance(damage, bytes) else whole[:-1])
    assert assets.vega_bundle() == "window.vegaEmbed"
    assert copy.read_bytes() == whole


@pytest.mark.skipif(os.name == "nt", reason="Windows: links need rights of their own")
def test_a_planted_copy_is_made_anew_its_checksum_right_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "planted"))
    monkeypatch.setattr(assets, "_build_bundle", lambda: "alert(1)//vegaEmbed")
    assert assets.vega_bundle() == "alert(1)//vegaEmbed"
    monkeypatch.setattr(assets, "_build_bundle", lambda: "window.vegaEmbed")
    (planted,) = (tmp_path / "planted").iterdir()
    # A link to it in the user's folder; then a folder that others may write to.
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "own"))
    (tmp_path / "own").mkdir(mode=0o700)
    (tmp_path / "own" / planted.name).symlink_to(planted)
    assert assets.vega_bundle() == "window.vegaEmbed"
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "planted"))
    (tmp_path / "planted").chmod(0o777)
    assert assets.vega_bundle() == "window.vegaEmbed"


def test_a_cache_that_cannot_be_written_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "file" / "cache"))
    monkeypatch.setattr(assets, "_build_bundle", lambda: "window.vegaEmbed")
    assert assets.vega_bundle() == "window.vegaEmbed"
