"""The parameter file that a new period or workspace begins with."""

import re

from cchc.base.characters import clean_text
from cchc.base.period import Period
from cchc.base.yaml_edits import quoted, replaced, replaced_list
from cchc.turnover.locality_name import LocalityName

# What the registry and the signing office know last.
OPEN = {
    ("number",): "số văn bản",
    ("date",): "ngày ký (năm-tháng-ngày)",
    ("signature", "title"): "chức vụ người ký",
    ("signature", "name"): "họ tên người ký",
}

RECIPIENTS = ("Bộ Nội vụ (để b/c)", "Lưu: VT")


def next_params(text: str, base: Period, period: Period) -> str:
    """Place, recipients and house style stay; number, date, signer and own window are opened.

    Where it comes from is written below the period.
    """
    text = _opened(text, base, period)
    return re.sub(r"^period:.*$", rf"\g<0>\nmade_from: {base}", text, count=1, flags=re.MULTILINE)


def _opened(text: str, base: Period, period: Period) -> str:
    text = replaced(text, ("period",), str(period))
    for path, name in OPEN.items():
        text = replaced(text, path, "null", f"cần điền: {name}")
    text = replaced(text, ("window",), "null")
    text = re.sub(r"^made_from:.*\n", "", text, flags=re.MULTILINE)

    def renamed(comment: re.Match[str]) -> str:
        return comment[0].replace(base.label, period.label).replace(str(base), str(period))

    return re.sub(r"^\s*#.*$", renamed, text, flags=re.MULTILINE)


def params_of_locality(text: str, base: Period, locality: LocalityName, period: Period) -> str:
    """The parameter file of `base`, as another locality begins with it."""
    text = _opened(clean_text(text), base, period)
    text = replaced(text, ("locality",), quoted(locality.full))
    text = replaced(text, ("place",), quoted(locality.place), "cần xem lại: địa danh")
    # A People's Committee has no parent on its letterhead.
    text = replaced(text, ("issuing_body", "parent"), "null")
    text = replaced(text, ("issuing_body", "short"), quoted(locality.short_committee))
    text = replaced(text, ("issuing_body", "in_text"), quoted(locality.committee))
    text = replaced_list(text, ("issuing_body", "lines"), locality.letterhead)
    return replaced_list(text, ("recipients",), RECIPIENTS)
