"""A percent sign or a unit typed after a figure that says it."""

import pytest

from cchc.checks.house_style.lint import check_house_style
from cchc.inputs.workbook import Workbook

RATE = '[25,00%]{.num data-code="ho_so.ty_le"}'
COUNT = '[2.400]{.num data-code="ho_so.tiep_nhan"}'
PHRASE = '[tăng 204 hồ sơ (5,10%) so với kỳ trước]{.num .phrase data-code="ho_so.tiep_nhan"}'
SCALED = '[5,6 triệu]{.num data-code="dao_tao.kinh_phi"}'


def found(workbook: Workbook, text: str) -> list[str]:
    findings = check_house_style(workbook, [("ho_so", text)])
    return [f.rule.removeprefix("the_thuc.") for f in findings if f.rule.endswith("hai_lan")]


@pytest.mark.parametrize("after", ["%", " %", "[^a]%", " phần trăm"])
def test_percent_twice(workbook: Workbook, after: str) -> None:
    assert found(workbook, f"Đạt {RATE}{after}.") == ["phan_tram_hai_lan"]


@pytest.mark.parametrize(
    "text", [f"{PHRASE} hồ sơ.", f"{COUNT} hồ sơ hồ sơ.", f"{SCALED} triệu đồng.", f"{PHRASE}[^a] hồ sơ."]
)
def test_unit_twice(workbook: Workbook, text: str) -> None:
    assert found(workbook, f"Có {text}") == ["don_vi_hai_lan"]


@pytest.mark.parametrize(
    "text",
    [
        f"Đạt {RATE}, {COUNT} hồ sơ, {SCALED} đồng, {PHRASE}.",
        f"{COUNT} hồ sơ; hồ sơ còn lại {RATE} (phần trăm).",
        "Xem <https://example.org/a%%20b> và www.example.org/a%%20b.",
        f"Có {COUNT} hồ sơ, hồ sơ nào cũng xong.",
    ],
)
def test_once_is_right(workbook: Workbook, text: str) -> None:
    assert found(workbook, text) == []


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("Đến ngày 15/6/2020 đến ngày 14/12/2020, có", True),
        ("tính đến tháng 7/2019 đến nay có", True),
        ("Đến ngày 15 tháng 6 năm 2020 đến ngày 14 tháng 12 năm 2020, có", True),
        ("Từ ngày 15/6/2020 đến ngày 14/12/2020, có", False),
        ("Đến ngày 15/6/2020, từ các nơi đến nay có", False),
    ],
)
def test_to_and_to(workbook: Workbook, text: str, *, twice: bool) -> None:
    assert found(workbook, f"{text} {COUNT} hồ sơ.") == (["den_hai_lan"] if twice else [])
