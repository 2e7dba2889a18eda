"""The chart library is built once a version, however many runs want it at once; no damaged copy is used."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cchc.publish.page import assets


def test_two_runs_share_one_whole_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(assets.CACHE_VARIABLE, str(tmp_path / "cache"))
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
    monkeypatch.setenv(assets.CACHE_VARIABLE, str(tmp_path))
    monkeypatch.setattr(assets, "_build_bundle", lambda: "window.vegaEmbed")
    assert assets.vega_bundle() == "window.vegaEmbed"
    (copy,) = tmp_path.glob("chart-library-*")
    whole = copy.read_bytes()
    copy.write_bytes(damage if isinstance(damage, bytes) else whole[:-1])
    assert assets.vega_bundle() == "window.vegaEmbed"
    assert copy.read_bytes() == whole


def test_a_cache_that_cannot_be_written_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(assets.CACHE_VARIABLE, str(tmp_path / "file" / "cache"))
    monkeypatch.setattr(assets, "_build_bundle", lambda: "window.vegaEmbed")
    assert assets.vega_bundle() == "window.vegaEmbed"
