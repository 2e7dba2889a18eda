"""Parameters and README of a new locality's workbook."""

from cchc.period import Period
from cchc.turnover.params_text import next_params
from cchc.workbook import Workbook
from cchc.yaml_text import quoted, replaced, replaced_list

RECIPIENTS = ("Bộ Nội vụ (để b/c)", "Lưu: VT")
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


def params_text(workbook: Workbook, locality: str, period: Period) -> str:
    """The source's parameter file, as another locality begins with it."""
    path = workbook.workspace.params(workbook.period)
    text = next_params(path.read_text(encoding="utf-8-sig"), workbook.period, period)
    place = locality if locality.startswith("thành phố") else locality.removeprefix("tỉnh ")
    text = replaced(text, ("locality",), quoted(locality))
    text = replaced(text, ("place",), quoted(place[0].upper() + place[1:]), "cần xem lại: địa danh")
    kind = "thành phố" if locality.startswith("thành phố") else "tỉnh"
    text = replaced(text, ("issuing_body", "short"), quoted(f"UBND {kind}"))
    text = replaced_list(text, ("issuing_body", "lines"), ["ỦY BAN NHÂN DÂN", locality.upper()])
    return replaced_list(text, ("recipients",), RECIPIENTS)


def readme_text(locality: str, period: Period) -> str:
    """What to fill in, and how to run."""
    return README.format(locality=locality, period=period)
