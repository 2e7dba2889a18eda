"""The short form of the campaign: one of each kind through the real command line. Made up."""

import sys

import pytest
from tests.faults.campaign import Campaign
from tests.faults.cases import all_cases
from tests.faults.judging import Case, Outcome

# One of each kind, and the quick ones: `make faults` runs all.
SAMPLE = (
    "figures.csv: BOM, chấm phẩy, CRLF",
    "figures.csv: thừa một ô",
    "lop: 'bảy'",
    "figures.csv:2 ngày '31/02/2020', check",
    "figures.csv: ảnh PNG",
    "mục tiêu của chỉ tiêu lạ",
    "params: mục có hai lần",
    "lời văn: mã không có",
    "notebook: JSON cắt đôi",
    "tên: sổ ở thư mục có ngoặc nhọn",
    "ô lop: 'bảy'",
    "gửi về: rỗng",
    "giết giữa chừng: nhập, bước 1",
    "ngắt: Ctrl-C sau 2.5 giây, dựng",
    "ổ đĩa: figures.csv không đọc được",
    "quanh: cửa sổ rộng 1 chữ",
)
CASES = {case.name: case for case in all_cases()}


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """The workspaces."""
    return Campaign(tmp_path_factory.mktemp("su-co"))


@pytest.mark.skipif(sys.platform != "linux", reason="tiến trình và ổ đĩa được soi như trên Linux")
@pytest.mark.parametrize("case", [CASES[name] for name in SAMPLE], ids=SAMPLE)
def test_a_bad_input_or_a_mishap_ends_clearly(campaign: Campaign, case: Case) -> None:
    verdict = campaign.run(case).verdict
    assert verdict.outcome is Outcome.CLEAR, verdict.why


def test_the_sample_has_one_of_each_kind() -> None:
    assert {CASES[name].kind for name in SAMPLE} == {case.kind for case in CASES.values()}


def test_the_campaign_is_as_large_as_it_says() -> None:
    groups = [case.group for case in CASES.values()]
    assert groups.count("đầu vào") >= 200
    assert groups.count("sự cố") >= 30
