"""What the page shows large must exist, and have a target of its own kind."""

from collections.abc import Iterator

from cchc.checks.digits import hand_typed
from cchc.findings import Finding, Severity
from cchc.params import KeyFigure
from cchc.workbook import Workbook
from cchc.yaml_file import row_of


def check_key_figures(workbook: Workbook) -> list[Finding]:
    """LỖI for each code that the catalogue does not have, unequal target, and hand-typed figure."""
    path = workbook.workspace.params(workbook.period)
    return [
        Finding(
            Severity.ERROR,
            "tham_so.so_lieu_chinh",
            text,
            workbook.file(path),
            row_of(path, "key_figures", n),
        )
        for n, key in enumerate(workbook.params.key_figures)
        for text in _problems(workbook, key)
    ]


def _problems(workbook: Workbook, key: KeyFigure) -> Iterator[str]:
    for code in filter(None, (key.indicator, key.target)):
        if code not in workbook.indicators:
            yield (
                f"Mục “key_figures”: chỉ tiêu “{code}” không có trong data/catalog/indicators.csv. "
                "Kiểm tra chính tả."
            )
    indicator, target = (workbook.indicators.get(code or "") for code in (key.indicator, key.target))
    if indicator and target and indicator.unit != target.unit:
        yield (
            f"Mục “key_figures”: mục tiêu “{target.code}” tính bằng “{target.unit}”, "
            f"“{key.indicator}” tính bằng “{indicator.unit}”: không so sánh được."
        )
    for _, digits in hand_typed(key.label or "", workbook.proper_names):
        yield f"Mục “key_figures”: tên gọi “{key.label}” có con số “{digits}” gõ tay. Bỏ số khỏi tên gọi."
