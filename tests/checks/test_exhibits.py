"""Every mistake of exhibits.yml is named with its row, and the file takes part in what other inputs do."""

from pathlib import Path

import pytest
from tests.conftest import add, edit

from cchc.base.findings import Finding, Severity
from cchc.base.period import Period
from cchc.checks import check
from cchc.checks.context import CheckContext
from cchc.checks.usage import usage
from cchc.inputs.exhibits import exhibits_path
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.prose.narratives import load_prose

FILE = "data/2020-H1/exhibits.yml"
ENTRY = """\
# Made up for tests.
ho_so:
  - id: moi
    heading: "1"
    kind: {kind}
    codes: {codes}
{more}"""
BOTH = "[ho_so.tiep_nhan, ho_so.truc_tuyen]"


def declared(root: Path, kind: str = "thanh", codes: str = BOTH, more: str = "") -> None:
    add(
        root,
        FILE,
        ENTRY.format(
            kind=kind, codes=codes, more="".join(f"    {line}\n" for line in more.split("\n") if line)
        ),
    )


def loaded(root: Path) -> Workbook:
    return load_workbook(Workspace(root), Period.parse("2020-H1"), tolerant=True)


def about(root: Path) -> list[Finding]:
    """What the check says of the file."""
    return [finding for finding in check(loaded(root)).all if finding.file == FILE]


def test_a_sound_file_has_no_findings(workspace: Path) -> None:
    declared(workspace, more="title: \"{{ so('ho_so.tiep_nhan') }} hồ sơ\"")
    assert about(workspace) == []


@pytest.mark.parametrize(
    ("kind", "codes", "more", "row", "words"),
    [
        ("tron", BOTH, "", 5, "“tron” không dùng được; chọn một trong: thanh, phan_cua_tong, ty_le"),
        ("thanh", "[]", "", 3, "(“moi”) kind “thanh” (biểu đồ thanh) cần từ 1 đến 40 mã, ở đây có 0"),
        ("xep_hang", BOTH, "", 3, "kind “xep_hang” (xếp hạng đơn vị) cần 1 mã, ở đây có 2"),
        ("phan_cua_tong", "[ho_so.tiep_nhan]", "", 3, "cần từ 2 đến 12 mã, ở đây có 1"),
        ("thanh", BOTH, "total: ho_so.tiep_nhan", 3, "(biểu đồ thanh) không dùng mục “total”"),
        ("thanh", "['ho_so.*']", "", 3, "cần từng mã, không nhận cả nhóm “ho_so.*”"),
        ("thanh", BOTH, "tile: x", 7, "không có mục nào tên như vậy"),
        ("thanh", BOTH, "windows: true\norder: ngang", 8, "“ngang” không dùng được; chọn một trong: nhu_ghi"),
        ("ty_le", "{ho_so.ty_le: {tone: do}}", "", 6, "“do” không dùng được"),
        ("ty_le", "{ho_so.ty_le: {after: x}}", "", 3, "mã “ho_so.ty_le” không dùng mục “after”"),
        ("thanh", "{ho_so.tiep_nhan: {after: ho_so.tiep_nhan}}", "", 3, "after “ho_so.tiep_nhan” không phải"),
        ("hai_chuoi", BOTH, "", 3, "cần hai nhóm (groups), hoặc so_sanh là một trong: ky_truoc"),
        ("nhieu_o", BOTH, "", 3, "cần groups, mỗi nhóm một ô, hoặc theo: don_vi"),
        ("thanh", "[ho_so.tiep_nhan, ho_so.tiep_nhan]", "", 6, "mã “ho_so.tiep_nhan” có hai lần"),
        ("thanh", "{ho_so.tiep_nhan: {label: a}, ho_so.tiep_nhan: {label: b}}", "", 6, "có hai lần"),
        # What only the other inputs tell.
        ("thanh", "{ho_so.la: }", "", 6, "Hình “moi” gọi mã “ho_so.la”: Chỉ tiêu “ho_so.la” không có"),
        ("thanh", BOTH, "also: [ho_so.la]", 7, "gọi mã “ho_so.la”"),
        ("ty_le", "{ho_so.tiep_nhan: {whole: ho_so.la}}", "", 6, "gọi mã “ho_so.la”"),
        ("thanh", "[ho_so.tiep_nhan, ho_so.ty_le]", "", 3, "đặt cạnh nhau những số khác loại: “số đếm”, “%”"),
        ("ty_le", "[ho_so.tiep_nhan]", "", 6, "cần tỷ lệ (%), hoặc số đếm có whole"),
        ("thanh", "{ho_so.tiep_nhan: Nhận 2400}", "", 6, "có con số gõ tay trong tên dòng “Nhận 2400”: 2400"),
        ("thanh", "{ho_so.tiep_nhan: \"{{ nam }}\"}", "", 6, "viết như mẫu"),
        ("thanh", BOTH, "title: Có 7 hồ sơ", 7, "Con số “7” gõ tay"),
        ("thanh", BOTH, "title: \"{{ so('ho_so.la') }}\"", 7, "Chỉ tiêu “ho_so.la” không có"),
        ("thanh", BOTH, "alt: \"{{ ty_le('ho_so.tiep_nhan') }}\"", 7, "“ho_so.tiep_nhan” không phải tỷ lệ"),
        ("thanh", BOTH, "alt: \"Theo{{ cc('qd-1-2020') }}\"", 7, "Không đặt chú thích ở đây"),
        ("thanh", BOTH, "title: \"<b>Hồ sơ\"", 7, "Thẻ HTML “<b>”"),
        ("thanh", BOTH, "title: \"{{ can_sua() }} Hồ sơ\"", 7, "Còn dấu cần cập nhật"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_row(
    workspace: Path, kind: str, codes: str, more: str, row: int, words: str
) -> None:
    declared(workspace, kind, codes, more)
    findings = [finding for finding in about(workspace) if words in finding.explanation]
    assert [(finding.severity, finding.row) for finding in findings[:1]] == [(Severity.ERROR, row)], about(
        workspace
    )


@pytest.mark.parametrize(
    ("old", "new", "row", "words"),
    [
        ("ho_so:", "la:", 3, "thuộc phần “la”, đề cương không có. Các phần: ho_so, dao_tao."),
        ('"1"', '"9"', 4, "đứng dưới đề mục “9”, lời văn không có. Các đề mục: “1”."),
        ("id: moi", "id: hình một", 3, "chỉ được gồm chữ không dấu"),
        ('    heading: "1"\n', "", 3, "thiếu mục này"),
    ],
)
def test_a_wrong_place_is_named(workspace: Path, old: str, new: str, row: int, words: str) -> None:
    declared(workspace)
    edit(workspace, FILE, old, new)
    (finding,) = about(workspace)
    assert (finding.row, words in finding.explanation) == (row, True), finding


def test_two_of_one_name_are_told(workspace: Path) -> None:
    declared(workspace)
    text = (workspace / FILE).read_text(encoding="utf-8")
    add(workspace, FILE, text + text.partition("ho_so:\n")[2])
    (finding,) = about(workspace)
    assert (finding.row, "tên này đã có ở trên" in finding.explanation) == (7, True)
    declared(workspace)
    edit(workspace, FILE, "id: moi", "id: nhan")
    (finding,) = about(workspace)
    assert (finding.row, "tên mà ô thứ 3 của notebook cũng đặt" in finding.explanation) == (3, True), finding


def test_a_missing_exhibit_is_told_and_blocks_where_the_prose_refers_to_it(workspace: Path) -> None:
    declared(workspace, codes="[dao_tao.kinh_phi]")
    edit(workspace, "data/2020-H1/figures.csv", "dao_tao.kinh_phi,,5600000", "dao_tao.kinh_phi,,")
    (finding,) = [finding for finding in about(workspace) if finding.rule == "hinh_bang.chua_co_so_lieu"]
    assert (finding.severity, finding.row, finding.figures) == (Severity.WARNING, 3, ("dao_tao.kinh_phi",))
    prose = "data/2020-H1/narrative/ho_so.md"
    edit(workspace, prose, "qua mạng.", "qua mạng (xem [](#hinh-ho-so-moi){.ref}).")
    (finding,) = [finding for finding in about(workspace) if finding.rule == "hinh_bang.chua_co_so_lieu"]
    assert finding.severity is Severity.ERROR
    assert "lời văn nhắc tới (#hinh-ho-so-moi)" in finding.explanation


def test_what_stands_for_every_period_lacks_nothing_but_figures(workspace: Path) -> None:
    declared(workspace, codes="[dao_tao.kinh_phi]")
    edit(workspace, "data/2020-H1/figures.csv", "dao_tao.kinh_phi,,5600000", "dao_tao.kinh_phi,,")
    standing = workspace / "data/catalog/exhibits.yml"
    (workspace / FILE).rename(standing)
    rule = "hinh_bang.chua_co_so_lieu"
    assert [finding for finding in check(loaded(workspace)).all if finding.rule == rule] == []
    standing.rename(workspace / FILE)
    assert [finding.rule for finding in about(workspace)] == [rule]


def test_a_family_is_for_tables_and_has_members(workspace: Path) -> None:
    declared(workspace, "bang", '["ho_so.*"]')
    assert about(workspace) == []
    assert "ho_so.truc_tuyen" in usage(CheckContext(workbook := loaded(workspace), {})).codes
    assert "ho_so.*" not in workbook.indicators
    declared(workspace, "bang", '["la.*"]')
    (finding,) = about(workspace)
    assert (finding.row, "không có chỉ tiêu nào của nhóm ấy" in finding.explanation) == (6, True)


def test_a_reference_to_a_declared_exhibit_leads_somewhere(workspace: Path) -> None:
    prose = "data/2020-H1/narrative/ho_so.md"
    edit(workspace, prose, "qua mạng.", "qua mạng (xem [](#hinh-ho-so-moi){.ref}).")
    wrong = "Không có hình, bảng nào tên “#hinh-ho-so-moi”"
    assert any(wrong in finding.explanation for finding in check(loaded(workspace)).all)
    declared(workspace)
    assert not any(wrong in finding.explanation for finding in check(loaded(workspace)).all)


def test_what_an_exhibit_names_is_used(workspace: Path) -> None:
    declared(
        workspace,
        codes="{dao_tao.kinh_phi: }",
        more="title: \"{{ vb('qd-1-2020') }}\"\nalso: [dao_tao.hai_long]",
    )
    workbook = loaded(workspace)
    used = usage(CheckContext(workbook, load_prose(workbook)[0]))
    assert {"dao_tao.kinh_phi", "dao_tao.hai_long"} <= used.codes
    assert "qd-1-2020" in used.documents


def test_a_comparison_without_a_base_is_told(workspace: Path) -> None:
    declared(workspace, "bang", more="so_sanh: cung_ky")
    told = [finding.rule for finding in check(loaded(workspace)).all if finding.file == FILE]
    assert "so_sanh.thieu_so_lieu" in told


def test_the_catalogue_has_those_of_a_period_without_its_own(workspace: Path) -> None:
    place, period = Workspace(workspace), Period.parse("2020-H1")
    declared(workspace)
    add(workspace, "data/catalog/exhibits.yml", "dao_tao: []\n")
    assert list(loaded(workspace).exhibits) == ["ho_so"]
    assert exhibits_path(place, period).parent.name == "2020-H1"
    (workspace / FILE).unlink()
    assert loaded(workspace).exhibits == {"dao_tao": ()}
    (workspace / "data/catalog/exhibits.yml").unlink()
    assert loaded(workspace).exhibits == {}
