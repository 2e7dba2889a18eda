"""Which tables are too wide for an upright page."""

import pandas as pd
import pytest

from cchc.inputs.workbook import Workbook
from cchc.notebook.section import Section
from cchc.notebook.tables import is_wide

LONG = "Thiết bị đặt tại bộ phận một cửa của các cơ quan, đơn vị"


@pytest.mark.parametrize(
    ("columns", "wide"),
    [
        ({"Đơn vị": LONG, "Tiếp nhận": "3.133.520", "Đúng hạn": "99,61%"}, False),
        # One text of 30 mm and numbers of 9 letters at 22 mm: five of them fit, six do not.
        ({"Đơn vị": LONG, **{f"Cột {n}": "3.133.520" for n in range(5)}}, False),
        ({"Đơn vị": LONG, **{f"Cột {n}": "3.133.520" for n in range(6)}}, True),
        ({f"Cột {n}": LONG for n in range(5)}, False),
        ({f"Cột {n}": LONG for n in range(6)}, True),
        # A heading breaks between its words, not in them.
        ({f"Số đã giải quyết {n}": "12" for n in range(7)}, False),
        ({}, False),
    ],
)
def test_width_is_measured(columns: dict[str, str], wide: bool) -> None:
    assert is_wide(pd.DataFrame([columns])) is wide


def test_the_notebook_has_the_last_word(workbook: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr("cchc.notebook.section.show", lambda markdown, _: shown.append(markdown))
    part = Section("ho_so", workbook)
    narrow, broad = pd.DataFrame([{"a": 1}]), pd.DataFrame([{f"Cột {n}": LONG for n in range(6)}])
    part.table(narrow, id="a", title="Giả định")
    part.table(narrow, id="b", title="Giả định", wide=True)
    part.table(broad, id="c", title="Giả định")
    part.table(broad, id="d", title="Giả định", wide=False)
    classes = [markdown.partition("{")[2].partition("}")[0] for markdown in shown]
    assert [" .wide" in text for text in classes] == [False, True, True, False]
