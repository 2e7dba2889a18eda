"""What hangs on an input that cannot be read: with the cause told, its consequences are left out."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from cchc.base.findings import UNREADABLE, WRONG_CELL, WRONG_COUNT, Finding
from cchc.base.merge_marks import UNFINISHED_MERGE
from cchc.checks.registry import Topic, all_rules
from cchc.inputs.acknowledged import IDLE

TEMPLATES, CALLS, HAND_TYPED = "loi_van.mau_sai", "notebook.goi_sai", "loi_van.so_go_tay"
EXHIBIT, NO_DATA = "hinh_bang.khai_sai", "hinh_bang.chua_co_so_lieu"
# ky() says the reporting period's window where it does not know the figure's own.
WINDOW_SAID = "the_thuc.den_hai_lan"
UNKNOWN_CODES = ("quy_tac.ma_la", "thu_thap.sai", "danh_muc.khong_khop", "so_lieu.khong_khop")
OVER_FIGURES = (Topic.FIGURES, Topic.WINDOWS, Topic.UNITS, Topic.USAGE, Topic.LISTINGS, Topic.EARLIER)
# By the name of a data file: topics and single rules that say nothing true where it is not known.
HANG_ON: Mapping[str, tuple[Topic | str, ...]] = {
    "indicators": (
        *OVER_FIGURES,
        *(TEMPLATES, CALLS, EXHIBIT, NO_DATA),
        *("tham_so.so_lieu_chinh", "bieu_mau.cot_la", "chi_tieu.cong_thuc", "chi_tieu.mau_so"),
        WINDOW_SAID,
        *UNKNOWN_CODES,
    ),
    "figures": (*OVER_FIGURES, NO_DATA, WINDOW_SAID),
    "agencies": (
        *(Topic.FIGURES, Topic.UNITS, Topic.EARLIER, TEMPLATES, CALLS, EXHIBIT, NO_DATA),
        *UNKNOWN_CODES,
    ),
    "calendar": (Topic.FIGURES, Topic.WINDOWS, Topic.UNITS, Topic.DOCUMENTS, Topic.EARLIER),
    "documents": (
        *(Topic.DOCUMENTS, Topic.USAGE, Topic.LISTINGS, TEMPLATES, CALLS, EXHIBIT),
        *("loi_van.dan_sai", "so_lieu.khong_khop"),
    ),
    "proper_names": (
        *(Topic.READ_BACK, Topic.HOUSE_STYLE, HAND_TYPED, CALLS, EXHIBIT),
        *("notebook.so_go_tay", "ngay.khong_co_that"),
    ),
    "forms": (Topic.FIGURES, "bieu_mau.cot_la"),
    "checks": (),
    "targets": (Topic.EARLIER,),
    "definitions": (Topic.EARLIER,),
    "acknowledged": (),
}
# By the rule that says that a text of the report cannot be read.
HANG_ON_TEXT: Mapping[str, tuple[Topic | str, ...]] = {
    "loi_van.khong_doc_duoc": (Topic.USAGE, CALLS),
    "notebook.hong": (Topic.USAGE,),
    "notebook.khong_co": (Topic.USAGE,),
}


# What reading a file says of it.
READING = ("du_lieu.", UNFINISHED_MERGE.code)


def without_consequences(findings: Iterable[Finding], causes: Iterable[Finding]) -> list[Finding]:
    """The findings but for those that only say in other words that a file or row of `causes` is not known."""
    told = list(causes)
    known = [cause for cause in told if cause.rule in UNREADABLE or cause.rule in HANG_ON_TEXT]
    rows = [cause for cause in told if cause.rule in (WRONG_CELL, WRONG_COUNT) and cause.found]
    files = {cause.file for cause in known if cause.rule in UNREADABLE}
    hanging = _hanging(known) if known else set()
    topics = {rule.code: topic for topic, rule in all_rules()}

    def stands(finding: Finding) -> bool:
        # A rule that nobody declared is a relation of checks.csv or of a form.
        about = {finding.rule, topics.get(finding.rule, Topic.FIGURES)}
        if finding.rule in UNREADABLE or finding.rule.startswith(READING):
            return True
        if finding.file in files or hanging & about:
            return False
        return not any(_names(finding, row.found) and _hanging([row]) & about for row in rows)

    return list(filter(stands, findings))


def _names(finding: Finding, code: str) -> bool:
    return code in finding.figures or f"“{code}”" in finding.explanation


def figures_known(causes: Iterable[Finding]) -> bool:
    """Whether anybody can say which figures are missing."""
    return Topic.FIGURES not in _hanging(cause for cause in causes if cause.rule in UNREADABLE)


def _hanging(causes: Iterable[Finding]) -> set[Topic | str]:
    # Of what the office has acknowledged, too, nobody knows whether it is still so.
    found: set[Topic | str] = {IDLE.code}
    for cause in causes:
        found.update(HANG_ON_TEXT.get(cause.rule) or HANG_ON.get(PurePosixPath(cause.file).stem, ()))
    return found
