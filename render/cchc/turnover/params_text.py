"""The parameter file of the next period: the text of the last one, with what must change."""

from cchc.period import Period
from cchc.yaml_text import replaced

# What the registry and the signing office know last.
OPEN = {
    ("number",): "cần điền: số văn bản",
    ("date",): "cần điền: ngày ký, ví dụ 2020-12-20",
    ("signature", "title"): "cần điền: chức vụ người ký",
    ("signature", "name"): "cần điền: họ tên người ký",
}


def next_params(text: str, base: Period, period: Period) -> str:
    """Place, recipients and house style are kept; number, date, signer and own window are opened."""
    text = replaced(text, ("period",), str(period))
    for path, comment in OPEN.items():
        text = replaced(text, path, "null", comment)
    text = replaced(text, ("window",), "null")
    lines = text.splitlines(keepends=True)
    return "".join(
        line.replace(base.label, period.label).replace(str(base), str(period))
        if line.lstrip().startswith("#")
        else line
        for line in lines
    )
