"""Parameter files, and YAML read with problems named by row."""

import ast
import inspect
from datetime import date
from functools import partial
from pathlib import Path

import pytest

import cchc
from cchc.base.findings import InputError
from cchc.base.period import Period
from cchc.base.yaml_files import YamlModel, read_yaml
from cchc.inputs import params as params_module
from cchc.inputs.params import Params
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace
from cchc.prose.front_matter import closing_block, metadata

FILE = "params/2020-H1.yml"


def read(path: Path) -> Params:
    return read_yaml(path, FILE, Params)


def changed(workspace: Path, old: str, new: str) -> Path:
    path = workspace / FILE
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_a_character_that_yaml_cannot_hold_is_named(workspace: Path) -> None:
    path = changed(workspace, "Bộ Thử", "Bộ \x02Thử")
    with pytest.raises(InputError, match=r"params/2020-H1.yml:16: LỖI: Ký tự U\+0002 \(ký tự điều khiển"):
        read(path)


def test_what_is_left_out_has_a_default(workspace: Path) -> None:
    params = read(workspace / FILE)
    assert params.period == "2020-H1"
    assert params.issuing_body.lines == ("ỦY BAN THỬ",)
    assert (params.number, params.date, params.own_window) == (None, None, None)
    assert params.house_style.leading_zero
    assert params.notebook_timeout_seconds == 120
    assert (params.placement.pdf.charts, params.placement.docx.wide_tables) == ("trong_bai", "trong_bai")


def test_what_is_given_is_taken(workspace: Path) -> None:
    path = changed(workspace, "date: null", "date: 2020-06-20\nwindow: {start: 2020-01-01, end: 2020-06-30}")
    params = read(path)
    assert params.date == date(2020, 6, 20)
    assert params.own_window is not None
    assert params.own_window.in_short() == "01/01/2020 – 30/6/2020"


@pytest.mark.parametrize(
    ("old", "new", "row", "words"),
    [
        ("place: Thử Nghiệm", "", None, "Mục “place”: thiếu mục này"),
        ("place: Thử Nghiệm", "plaec: Thử", 11, "Mục “plaec”: không có mục nào tên như vậy"),
        ("place: Thử Nghiệm", "place: ''", 11, "Mục “place”: không được để trống"),
        ("number: null", "number: mười", 9, "Mục “number”: phải là số nguyên"),
        ("date: null", "date: 2020-02-31", 12, "Mục “date”: phải là ngày có thật"),
        ("date: null", "date: 31/12/2020", 12, "Mục “date”: phải là ngày"),
        ("period: 2020-H1", "period: 2020-H7", 2, "Mục “period”: “2020-H7” không phải tên kỳ báo cáo"),
        ("    - ỦY BAN THỬ\n", "    []\n", 6, "Mục “issuing_body.lines”: không được để trống"),
        ("    - ỦY BAN THỬ\n", "    - 12\n", 7, "Mục “issuing_body.lines.0”: phải là chữ"),
        ("  authority: TM. ỦY BAN THỬ", "  title: x", 13, "Mục “signature.authority”: thiếu mục này"),
        ('recipients:\n  - Bộ Thử\n  - "Lưu: VT"', "recipients: Bộ Thử", 15, "phải là danh sách"),
        ("number: null", "number: 0", 9, "Mục “number”: số văn bản đánh từ 1"),
        ("symbol: BC-UBND", "symbol: 05/BC-UBND", 10, "“05/BC-UBND” không phải ký hiệu văn bản"),
        ("authority: TM. ỦY BAN THỬ", "authority: ỦY BAN THỬ", 14, "phải bắt đầu bằng TM., KT."),
        ("authority: TM. ỦY BAN THỬ", "authority: [TM. X, CHỦ TỊCH]", 14, "“CHỦ TỊCH” phải bắt đầu"),
        ("authority: TM. ỦY BAN THỬ", "authority: TM.", 14, "“TM.” phải bắt đầu"),
        ("authority: TM. ỦY BAN THỬ", "authority: TM. X\n  tittle: x", 15, "không có mục nào tên như vậy"),
        ('  - Bộ Thử\n  - "Lưu: VT"\n', "  []\n", 15, "Mục “recipients”: không được để trống"),
        ('  - "Lưu: VT"\n', "", 15, "dòng cuối là “Bộ Thử”, phải là nơi lưu"),
        ("  - Bộ Thử\n", "  - 'Lưu: VP'\n", 15, "chỉ dòng cuối ghi nơi lưu"),
        ("date: null", "kind: ''", 12, "Mục “kind”: không được để trống"),
        ("place: Thử Nghiệm", "place: 'Thử {{< env HOME >}}'", 11, "“{{<”, Quarto hiểu là một lệnh"),
        ("    - ỦY BAN THỬ\n", "    - '{{< meta title >}}'\n", 7, "Mục “issuing_body.lines.0”: “{{< meta"),
        ("date: null", "notebook_timeout_seconds: 0", 12, "Mục “notebook_timeout_seconds”: quá nhỏ"),
        ("date: null", "window: {start: 2020-06-30, end: 2020-01-01}", 12, "kết thúc trước khi bắt đầu"),
        ("date: null", "place: Nơi khác", 12, "có hai lần"),
        (
            "date: null",
            "placement: {pdf: {charts: phu luc}}",
            12,
            "Mục “placement.pdf.charts”: “phu luc” không dùng được; chọn một trong: trong_bai, phu_luc, bo",
        ),
        ("date: null", "placement: {html: {charts: bo}}", 12, "Mục “placement.html”: không có mục nào tên"),
    ],
)
def test_a_problem_is_named_with_its_row(
    workspace: Path, old: str, new: str, row: int | None, words: str
) -> None:
    with pytest.raises(InputError) as error:
        read(changed(workspace, old, new))
    finding = next(finding for finding in error.value.findings if words in finding.explanation)
    assert finding.file == FILE
    assert row is None or finding.row == row


def test_several_lines_of_authority_and_a_signer_are_taken(workspace: Path) -> None:
    old = "authority: TM. ỦY BAN THỬ"
    new = "authority: [TM. ỦY BAN THỬ, KT. CHỦ TỊCH]\n  title: PHÓ CHỦ TỊCH\n  name: Trần Thử"
    params = read(changed(workspace, old, new))
    assert params.signature.authority == ("TM. ỦY BAN THỬ", "KT. CHỦ TỊCH")
    assert closing_block(params).count("**") == 2 * len(["Nơi nhận:", "TM.", "KT.", "PHÓ", "Trần"])


@pytest.mark.parametrize(
    ("date", "window", "fits"),
    [
        ("2020-06-13", "null", False),
        ("2020-06-14", "null", True),
        ("2021-06-15", "null", True),
        ("2021-06-16", "null", False),
        ("2020-06-14", "{start: 2019-12-16, end: 2020-06-20}", False),
    ],
)
def test_the_date_fits_the_data_window(workspace: Path, date: str, window: str, fits: bool) -> None:
    changed(workspace, "date: null", f"date: {date}\nwindow: {window}")
    load = partial(load_workbook, Workspace(workspace), Period.parse("2020-H1"))
    if fits:
        load()
        return
    with pytest.raises(InputError, match="không hợp với kỳ số liệu") as error:
        load()
    assert [finding.place for finding in error.value.findings] == [f"{FILE}:12"]


def test_kind_and_summary_reach_the_title(workspace: Path) -> None:
    period = Period.parse("2020-H1")
    assert metadata(read(workspace / FILE), period, final=True)["pagetitle"] == (
        "Báo cáo công tác cải cách hành chính 06 tháng đầu năm 2020 và phương hướng, nhiệm vụ "
        "06 tháng cuối năm 2020"
    )
    own = metadata(read(changed(workspace, "date: null", "summary: Kết quả thử")), period, final=True)
    assert (own["title"], own["subtitle"]) == ("BÁO CÁO", "Kết quả thử")
    assert own["pagetitle"] == "Báo cáo kết quả thử"


def test_several_problems_come_together(workspace: Path) -> None:
    changed(workspace, "symbol: BC-UBND", "symbol: 5")
    with pytest.raises(InputError) as error:
        read(changed(workspace, "number: null", "number: x\nla: 1"))
    assert [finding.row for finding in error.value.findings] == [9, 11, 10]


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"period: [2020\nlocality: x\n", f"{FILE}:2", "Không đúng dạng YAML"),
        (b"period: 2020-H1\n\tlocality: x\n", f"{FILE}:2", "Không đúng dạng YAML"),
        (b"period: 'x\n", f"{FILE}:2", "Không đúng dạng YAML"),
        (b"period: !!python/object/apply:os.getcwd []\n", f"{FILE}:1", "Không đúng dạng YAML"),
        (b"- period\n", f"{FILE}:1", "phải gồm các mục con"),
        (b"\xff\xfe\x00", FILE, "UTF-8"),
    ],
)
def test_what_is_no_parameter_file_is_refused(tmp_path: Path, content: bytes, place: str, words: str) -> None:
    path = tmp_path / "params.yml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words) as error:
        read(path)
    assert error.value.findings[0].place == place


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Không có tệp này"):
        read(tmp_path / "khong-co.yml")
    with pytest.raises(InputError, match="Không đọc được tệp"):
        read(tmp_path)


def test_a_field_that_is_no_longer_used_is_passed_over(workspace: Path) -> None:
    assert read(changed(workspace, "date: null", "report_to: Bộ Thử")) == read(workspace / FILE)


def attributes_read(tree: ast.AST) -> set[str]:
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def test_every_field_is_read_elsewhere() -> None:
    own = Path(inspect.getfile(Params))
    package = Path(inspect.getfile(cchc)).parent
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in package.rglob("*.py")}
    elsewhere = {name for path, tree in trees.items() if path != own for name in attributes_read(tree)}
    handed_on = {
        name
        for method in ast.walk(trees[own])
        if isinstance(method, ast.FunctionDef) and method.name in elsewhere
        for name in attributes_read(method)
    }
    models = [
        value
        for value in vars(params_module).values()
        if isinstance(value, type) and issubclass(value, YamlModel)
    ]
    fields = {f"{model.__name__}.{name}" for model in models for name in model.model_fields}
    assert {field for field in fields if field.partition(".")[2] not in elsewhere | handed_on} == set()
