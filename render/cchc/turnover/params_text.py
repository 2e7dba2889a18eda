"""Texts that a new period or workspace begins with: its parameter file, and its README."""

import re

from cchc.base.characters import clean_text
from cchc.base.period import Period
from cchc.base.yaml_edits import quoted, replaced, replaced_list
from cchc.inputs.workbook import Workbook

# What the registry and the signing office know last.
OPEN = {
    ("number",): "số văn bản",
    ("date",): "ngày ký",
    ("signature", "title"): "chức vụ người ký",
    ("signature", "name"): "họ tên người ký",
}

RECIPIENTS = ("Bộ Nội vụ (để b/c)", "Lưu: VT")
# What to fill in, and how to run.
README = """\
# Sổ báo cáo cải cách hành chính: {locality}

Lập bằng `cchc init`. Danh mục chỉ tiêu, đề cương, lịch kỳ số liệu, phép kiểm tra và notebook dùng chung;
số liệu, đơn vị, văn bản và lời văn của địa phương còn trống.

| việc | tệp |
|---|---|
| nơi ban hành, nơi nhận, người ký | `params/{period}.yml` |
| đơn vị báo cáo: mỗi dòng một đơn vị | `data/catalog/agencies.csv` |
| mục tiêu được giao theo năm | `data/catalog/targets.csv` |
| chỉ tiêu: bỏ, thêm, đổi nơi cung cấp (cột `source`) | `data/catalog/indicators.csv` |
| số liệu | `data/{period}/figures.csv` |
| văn bản, chú thích được dẫn | `data/{period}/documents.csv` |
| lời văn; chỗ có `{{{{ can_sua("…") }}}}` là chỗ phải viết | `data/{period}/narrative/` |

Cột của `agencies.csv`: `code` chữ thường không dấu (`so_noi_vu`); `name` tên đầy đủ; `short` tên gọn;
`level` là `so`, `huyen` hoặc `xa`; `valid_from`, `valid_to` ngày có và ngày hết hiệu lực (trống: không giới
hạn); `successor` mã đơn vị thay thế khi sáp nhập, đổi tên (nhiều mã khi chia tách, cách nhau bằng dấu cách).

Chạy từ thư mục có lệnh `cchc`, `--workspace` là thư mục này:

```sh
cchc status {period} --workspace THƯ_MỤC   # còn thiếu gì, ai cung cấp
cchc check {period} --workspace THƯ_MỤC    # kiểm tra số liệu và lời văn
cchc report {period} --workspace THƯ_MỤC   # dựng báo cáo
```
"""


def next_params(text: str, base: Period, period: Period) -> str:
    """Place, recipients and house style stay; number, date, signer and own window are opened.

    Where it comes from is written below the period.
    """
    text = _opened(text, base, period)
    text = re.sub(r"^made_from:.*\n", "", text, flags=re.MULTILINE)
    return re.sub(r"^period:.*$", rf"\g<0>\nmade_from: {base}", text, count=1, flags=re.MULTILINE)


def _opened(text: str, base: Period, period: Period) -> str:
    text = replaced(text, ("period",), str(period))
    for path, name in OPEN.items():
        example = ", ví dụ 2020-12-20" if path == ("date",) else ""
        text = replaced(text, path, "null", f"cần điền: {name}{example}")
    text = replaced(text, ("window",), "null")

    def renamed(comment: re.Match[str]) -> str:
        return comment[0].replace(base.label, period.label).replace(str(base), str(period))

    return re.sub(r"^\s*#.*$", renamed, text, flags=re.MULTILINE)


def params_text(workbook: Workbook, locality: str, period: Period) -> str:
    """The source's parameter file, as another locality begins with it."""
    path = workbook.workspace.params(workbook.period)
    text = _opened(clean_text(path.read_text(encoding="utf-8-sig")), workbook.period, period)
    text = re.sub(r"^made_from:.*\n", "", text, flags=re.MULTILINE)
    place = locality if locality.startswith("thành phố") else locality.removeprefix("tỉnh ")
    text = replaced(text, ("locality",), quoted(locality))
    text = replaced(text, ("place",), quoted(place[0].upper() + place[1:]), "cần xem lại: địa danh")
    kind = "thành phố" if locality.startswith("thành phố") else "tỉnh"
    text = replaced(text, ("issuing_body", "short"), quoted(f"UBND {kind}"))
    text = replaced_list(text, ("issuing_body", "lines"), ["ỦY BAN NHÂN DÂN", locality.upper()])
    return replaced_list(text, ("recipients",), RECIPIENTS)
