"""What git leaves in a file while two changes of it are not merged yet."""

import re

from cchc.base.findings import Finding, Rule, Severity

UNFINISHED_MERGE = Rule(
    "tep.dau_git",
    Severity.ERROR,
    "Tệp còn dấu của git: hai bản sửa chưa gộp xong",
    "Ở chỗ được nêu, giữ lại đoạn đúng rồi xóa các dòng <<<<<<<, =======, >>>>>>>.",
    acknowledgeable=False,
)
# A row of = alone may be a ruler; within a merge it parts the two sides.
OURS, THEIRS, END = (re.compile(rf"{sign}{{7}}(?: .*)?") for sign in ("<", "[=|]", ">"))


def unfinished_merges(text: str, file: str) -> list[Finding]:
    """LỖI for each place where two changes stand side by side."""
    found: list[Finding] = []
    open_side = False
    for row, line in enumerate(text.splitlines(), start=1):
        mark = line[:7] if OURS.fullmatch(line) or END.fullmatch(line) else ""
        if mark and not (open_side and END.fullmatch(line)):
            explanation = (
                f"Tệp còn dấu của git ({mark}) ở dòng {row}: hai bản sửa chưa gộp xong. "
                "Giữ lại đoạn đúng rồi xóa các dòng <<<<<<<, =======, >>>>>>>."
            )
            found.append(UNFINISHED_MERGE.finding(explanation, file, row, found=mark))
        open_side = open_side if not mark else bool(OURS.fullmatch(line))
    return found


def first_side(text: str) -> str:
    """The text with the first of the two sides alone, on the rows where it stood."""
    kept: list[str] = []
    merging = second = False
    for line in text.splitlines():
        if OURS.fullmatch(line):
            merging, second = True, False
        elif merging and THEIRS.fullmatch(line):
            second = True
        elif END.fullmatch(line):
            merging = second = False
        else:
            kept.append("" if second else line)
            continue
        kept.append("")
    return "\n".join(kept)
