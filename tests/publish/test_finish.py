"""What Quarto wrote is finished by its project's own last step."""

import re
import shutil
from pathlib import Path

import pytest

from cchc.publish.finish import FILES, LIST, main


@pytest.mark.parametrize("listed", [False, True])
def test_what_quarto_wrote_is_finished(
    rendered: dict[str, Path], sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, listed: bool
) -> None:
    shutil.copytree(sample, tmp_path / "build")
    page = tmp_path / "build" / "bao-cao.html"
    whole = rendered["html"].read_text(encoding="utf-8")
    page.write_text(re.sub(r'content="default-src[^"]*"', 'content="page-policy"', whole), encoding="utf-8")
    monkeypatch.chdir(tmp_path / "build")
    named = "bao-cao.html\nbao-cao.pdf"
    if listed:
        # Where a system leaves variables too little room.
        (tmp_path / "written").write_text(named, encoding="utf-8")
        monkeypatch.setenv(LIST, str(tmp_path / "written"))
    else:
        monkeypatch.setenv(FILES, named)
    main()
    assert page.read_text(encoding="utf-8") == whole
    page.write_text("<p>không phải trang của sổ</p>", encoding="utf-8")
    with pytest.raises(SystemExit):
        main()
