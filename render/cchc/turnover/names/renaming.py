"""`cchc rename`: a name followed through all files of all periods and the catalogue; editions stay."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cchc.base.findings import ReportError
from cchc.base.table_files import BOOK, as_csv
from cchc.inputs.catalog.agencies import LEVELS, load_agencies
from cchc.inputs.catalog.indicators import FAMILY, load_indicators
from cchc.inputs.catalog.outline import load_outlines
from cchc.inputs.documents import ID, load_documents
from cchc.inputs.narrative import load_narrative
from cchc.inputs.workspace import Workspace
from cchc.turnover.names.code_texts import code_of_cells, in_notebook, pieced_codes
from cchc.turnover.names.heading_mentions import Heading, HeadingMentions
from cchc.turnover.names.known_names import not_there, refuse_impossible, sections_of
from cchc.turnover.names.mentions import AgencyMentions, CodeMentions, DocumentMentions, Mentions, family_of
from cchc.turnover.names.trial import all_periods, by_place, refuse_new_errors
from cchc.turnover.names.workspace_edits import WorkspaceEdits, readable, refused_book

AGENCY = re.compile(r"[a-z][a-z0-9_]*")
SENT = (
    "Biểu đã gửi đơn vị ({file}) còn mã cũ: số gửi về theo biểu ấy sẽ không nhận ra. Gửi lại biểu mới: "
    "cchc intake template."
)


@dataclass(frozen=True)
class Renaming:
    """The changes, not yet written, and what to know about them (Vietnamese)."""

    edits: WorkspaceEdits
    remarks: tuple[str, ...] = ()


def rename_indicator(workspace: Workspace, old: str, new: str) -> Renaming:
    """An indicator, or a family of them: `tthc.dvc.*` to `tthc.dich_vu.*` (ReportError)."""
    codes = set(load_indicators(workspace.catalog / "indicators.csv")[0])
    first, then = family_of(old), family_of(new)
    if bool(first) != bool(then):
        raise ReportError("Đổi tên cả họ thì cả hai tên đều tận cùng bằng “.*”: tthc.dvc.* tthc.dich_vu.*")
    if first:
        renamed = {c: then + c.removeprefix(first) for c in codes if c.startswith(f"{first}.")}
    else:
        renamed = {old: new} if old in codes else {}
    if not renamed:
        raise not_there(f"Chỉ tiêu “{old}” không có trong danh mục chỉ tiêu.", old, codes)
    _refuse_bad_codes(workspace, first or old, renamed.values())
    if taken := sorted((set(renamed.values()) & codes) - renamed.keys()):
        raise ReportError(f"Mã “{taken[0]}” đã có trong danh mục chỉ tiêu. Chọn mã khác.")
    mentions = CodeMentions(first or old, then or new, frozenset(codes), family=bool(first))
    edits = _followed(workspace, mentions)
    _refuse_pieced(edits, renamed, f"{first}." if first else "")
    refuse_new_errors(edits, by_place)
    return Renaming(edits, tuple(_sent_forms(workspace)))


def rename_agency(workspace: Workspace, old: str, new: str) -> Renaming:
    """A reporting unit (ReportError)."""
    codes = set(load_agencies(workspace.catalog / "agencies.csv")[0])
    if old not in codes:
        raise not_there(f"Đơn vị “{old}” không có trong data/catalog/agencies.csv.", old, codes)
    if not AGENCY.fullmatch(new):
        raise ReportError(f"Mã “{new}” chỉ được gồm chữ thường không dấu, chữ số và gạch dưới: so_y_te.")
    if new in codes or new in LEVELS:
        where = "là tên một cấp" if new in LEVELS else "đã có trong data/catalog/agencies.csv"
        raise ReportError(f"Mã “{new}” {where}. Chọn mã khác.")
    edits = _followed(workspace, AgencyMentions(old, new))
    refuse_new_errors(edits, by_place)
    return Renaming(edits, tuple(_sent_forms(workspace)))


def rename_document(workspace: Workspace, old: str, new: str) -> Renaming:
    """A document, in every period that has it (ReportError)."""
    tables = [workspace.data(period) / "documents.csv" for period in all_periods(workspace)]
    ids = {id for path in tables for id in load_documents(path, path.name, needed=False)[0]}
    if old not in ids:
        raise not_there(f"Văn bản “{old}” không có trong documents.csv của kỳ nào.", old, ids)
    if not ID.fullmatch(new):
        raise ReportError(f"Mã “{new}” chỉ được gồm chữ thường không dấu, chữ số và gạch nối: qd-5466-2019.")
    if new in ids:
        raise ReportError(f"Mã “{new}” đã có trong documents.csv. Chọn mã khác.")
    edits = _followed(workspace, DocumentMentions(old, new))
    refuse_new_errors(edits, by_place)
    return Renaming(edits)


def rename_heading(workspace: Workspace, section: str, old: str, new: str) -> Renaming:
    """A heading of a section, by its number or its title, in every period that has it (ReportError)."""
    entries = [entry for outline in load_outlines(workspace.catalog) for entry in outline.sections]
    notebooks = {entry.notebook for entry in entries if entry.code == section}
    if not notebooks:
        known = {entry.code for entry in entries}
        raise not_there(f"Phần “{section}” không có trong đề cương.", section, known)
    before, heading = Heading.parse(old).key, Heading.parse(new)
    mentions = HeadingMentions(section, before, heading, notebooks)
    narratives = sorted(workspace.root.glob(f"data/*/narrative/{section}.md"))
    keys = {path: set(load_narrative(path, workspace.relative(path))) for path in narratives}
    if not any(before in known for known in keys.values()):
        known = {key for own in keys.values() for key in own if key}
        raise not_there(f"Đề mục “{before}” không có trong lời văn của phần “{section}”.", before, known)
    if not mentions.key:
        raise ReportError("Đề mục mới còn trống: ghi số, tên, hoặc cả hai: “2.7. Giải quyết hồ sơ”.")
    for path, own in keys.items():
        if before in own and mentions.key != before and mentions.key in own:
            raise ReportError(f"Đề mục “{mentions.key}” đã có trong {workspace.relative(path)}.")
    edits = _followed(workspace, mentions)
    refuse_new_errors(edits, by_place)
    return Renaming(edits)


def _followed(workspace: Workspace, mentions: Mentions) -> WorkspaceEdits:
    edits = WorkspaceEdits(workspace)
    for path in edits.files():
        with readable(workspace, path):
            _follow(edits, path, mentions)
    return edits


def _follow(edits: WorkspaceEdits, path: Path, mentions: Mentions) -> None:
    if path.suffix == BOOK:
        table = path.with_suffix(".csv")
        if not table.exists() and mentions.table(table, as_csv(table, table.name).encode("utf-8"))[1]:
            raise refused_book(edits.workspace, path)
    elif path.suffix == ".csv":
        content = edits.content(path)
        if content.strip():
            edits.put(path, *mentions.table(path, content))
    elif path.suffix == ".ipynb":
        edits.put(
            path,
            *in_notebook(
                edits.text(path),
                lambda source: mentions.code(path, source),
                lambda words: mentions.text(path, words),
                mentions.output,
            ),
        )
    else:
        edit = mentions.code if path.suffix == ".py" else mentions.text
        edits.put(path, *edit(path, edits.text(path)))


def pieced_places(edits: WorkspaceEdits, codes: Iterable[str], followed: str = "") -> Iterator[str]:
    """Cells that make one of the codes of pieces: `file, ô thứ 3`.

    Those that begin with `followed` are followed all the same.
    """
    wanted = set(codes)
    for path in edits.files():
        if path.suffix != ".ipynb":
            continue
        for number, source in code_of_cells(path.read_text(encoding="utf-8-sig")):
            for start, pattern in pieced_codes(source):
                apart = not followed or not start.startswith(followed)
                if apart and any(map(pattern.fullmatch, wanted)):
                    yield f"{edits.workspace.relative(path)}, ô thứ {number}"
                    break


def _refuse_pieced(edits: WorkspaceEdits, renamed: Collection[str], followed: str) -> None:
    places = list(pieced_places(edits, renamed, followed))
    if places:
        listed = "".join(f"\n  {place}" for place in places)
        raise ReportError(
            f"Chưa sửa gì: có ô notebook ghép mã từ nhiều mảnh (f-string) nên không sửa thay được:{listed}\n"
            "Viết các mã đầy đủ trong ô ấy rồi chạy lại."
        )


def _refuse_bad_codes(workspace: Workspace, old: str, new: Iterable[str]) -> None:
    if "." not in old:
        raise ReportError(
            f"“{old}{FAMILY}” là cả phần: mã phần nằm trong đề cương, tên notebook và tệp lời văn. "
            "Đổi từng họ nhỏ hơn: tthc.dvc.* tthc.dich_vu.*"
        )
    for code in new:
        refuse_impossible(code, sections_of(workspace))


def _sent_forms(workspace: Workspace) -> Iterator[str]:
    for folder in sorted(workspace.root.glob("output/*/intake/mau")):
        if any(folder.glob("*.xlsx")):
            yield SENT.format(file=workspace.relative(folder))
