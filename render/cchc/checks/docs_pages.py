"""The pages of docs/ that are made from the program: the rules, and what templates may call."""

import sys
from collections.abc import Iterable
from pathlib import Path

from cchc.base.findings import Rule
from cchc.checks.registry import Topic, all_rules
from cchc.prose.functions import FUNCTIONS, VARIABLES

MADE = "<!-- Trang này do chương trình ghi: make docs. -->"
RULES_PAGE, FUNCTIONS_PAGE = "quy-tac.md", "ham-loi-van.md"


def rules_page() -> str:
    """Every rule under its topic, as Markdown: code, severity, title, what is looked for and what to do."""
    known = all_rules()
    pieces = [
        "# Các quy tắc kiểm tra",
        MADE,
        "`cchc check` và `cchc report` nêu mỗi điều phát hiện dưới mã của một quy tắc. LỖI phải sửa hay "
        "giải trình trước khi phát hành bản chính thức; CẢNH BÁO cần xem lại; GHI CHÚ để biết.",
        "Quan hệ giữa các số liệu có mã riêng, ghi ở cột `id` của `data/catalog/checks.csv`; đẳng thức của "
        "biểu mẫu trong `forms.csv` có mã `bieu_mau.<biểu>.<các cột>`. Điều đã biết và giải trình được thì "
        "ghi vào `data/<kỳ>/acknowledged.csv`.",
    ]
    for topic in Topic:
        rows = [_row(rule) for own, rule in known if own is topic]
        pieces += [f"## {topic.value}", _table(("Mã", "Mức", "Tên", "Tìm gì, làm gì"), rows)]
    return "\n\n".join(pieces) + "\n"


def functions_page() -> str:
    """The functions and words of templates, as Markdown: how each is called, what it prints."""
    functions = [
        (", ".join(f"`{call}`" for call in function.calls), function.prints)
        for function in FUNCTIONS.values()
    ]
    words = [(f"`{name}`", variable.prints) for name, variable in VARIABLES.items()]
    pieces = [
        "# Hàm và từ dùng trong lời văn",
        MADE,
        'Gọi trong lời văn, ghi chú của `documents.csv`, tiêu đề của bảng và biểu đồ: `{{ so("mã") }}`. '
        'Số liệu của một đơn vị: thêm mã đơn vị, `so("mã", "đơn vị")`.',
        _table(("Gọi", "In ra"), functions),
        "Những từ tự đổi theo kỳ và địa phương, ví dụ ở kỳ 2020-H1:",
        _table(("Gọi", "In ra"), words),
    ]
    return "\n\n".join(pieces) + "\n"


def write_pages(folder: Path) -> None:
    """Write both pages into docs/."""
    for name, text in ((RULES_PAGE, rules_page()), (FUNCTIONS_PAGE, functions_page())):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _row(rule: Rule) -> tuple[str, ...]:
    severities = [rule.severity, *([rule.at_times] if rule.at_times else [])]
    return f"`{rule.code}`", " hoặc ".join(severities), rule.title, rule.explanation


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, ("---",) * len(header), *rows))


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
