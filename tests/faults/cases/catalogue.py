"""Rows of a catalogue that are well written and make no sense. Made up."""

from tests.faults.cases.csv_forms import AGENCIES, CALENDAR, INDICATORS
from tests.faults.judging import Case, Expected, Says
from tests.faults.sites import Change, Site

TARGETS = "data/catalog/targets.csv"
CHECKS = "data/catalog/checks.csv"
DEFINITIONS = "data/catalog/definitions.csv"
OUTLINE = "data/catalog/outline-2011-2020.yml"
HEADS = {
    TARGETS: "indicator,first_year,last_year,comparison,value,basis\n",
    DEFINITIONS: "indicator,valid_from,text\n",
    AGENCIES: "code,name,short,level,valid_from,valid_to,successor\n",
}
UNIT_A = "quan_a,Quận 1 (giả định),Q.1,huyen,,"
UNIT_B = "quan_b,Quận B (giả định),Q.B,huyen,,"


def senseless(name: str, file: str, old: str, new: str, place: str, words: str) -> Case:
    """A case: one text of the catalogue for another."""
    return _case(name, lambda site: site.edit(file, (old, new)), Says(place, words))


def rows(name: str, file: str, lines: str, place: str, words: str) -> Case:
    """A case: a catalogue file with these rows alone."""
    return _case(name, lambda site: site.write(file, HEADS[file] + lines), Says(place, words))


def _case(name: str, arrange: Change, *expected: Expected) -> Case:
    return Case(name, "danh mục vô lý", "sense", arrange, expected)


def second_outline(site: Site) -> None:
    """Two programmes for one year."""
    text = site.read(OUTLINE)
    site.write(
        "data/catalog/outline-2020-2030.yml",
        text.replace("2011", "2020", 1).replace("last_year: 2020", "last_year: 2030"),
    )


CASES = [
    rows(
        "đơn vị hết trước khi có",
        AGENCIES,
        f"{UNIT_A[:-1]}2030-01-01,2019-12-31,\n{UNIT_B},\n",
        r"agencies\.csv:2",
        "2019|hiệu lực|trước",
    ),
    rows(
        "đơn vị thay thế chính mình",
        AGENCIES,
        f"{UNIT_A[:-1]},2020-12-31,quan_a\n{UNIT_B},\n",
        r"agencies\.csv:2",
        "chính|quan_a",
    ),
    rows(
        "đơn vị thay thế nhau vòng tròn",
        AGENCIES,
        f"{UNIT_A[:-1]},2020-12-31,quan_b\n{UNIT_B[:-1]},2020-12-31,quan_a\n",
        r"agencies\.csv:[23]",
        "vòng|thay thế",
    ),
    rows("đơn vị thay thế lạ", AGENCIES, f"{UNIT_A},quan_x\n{UNIT_B},\n", r"agencies\.csv:2", "quan_x"),
    rows("hai đơn vị một mã", AGENCIES, f"{UNIT_A},\n{UNIT_B},\n{UNIT_A},\n", r"agencies\.csv:4", "quan_a"),
    senseless("cấp đơn vị không có", AGENCIES, "Q.1,huyen", "Q.1,hyuen", r"agencies\.csv:2", "hyuen"),
    senseless("cấp đơn vị viết tiếng Việt", AGENCIES, "Q.1,huyen", "Q.1,huyện", r"agencies\.csv:2", "huyện"),
    senseless(
        "mã đơn vị có dấu cách",
        AGENCIES,
        "quan_b,Quận B",
        "quan b,Quận B",
        r"agencies\.csv:3|figures\.csv:7",
        "quan.b",
    ),
    senseless(
        "lịch chồng nhau",
        CALENDAR,
        "giả định",
        "giả định\nH1,2020,,-1,12-20,06-20,giả định",
        r"calendar\.csv:[23]",
        "đã có lịch|chồng|trùng",
    ),
    senseless(
        "lịch: năm cuối trước năm đầu",
        CALENDAR,
        "H1,2019,,",
        "H1,2019,2011,",
        r"calendar\.csv:2",
        "2011|trước",
    ),
    senseless(
        "lịch: kỳ lạ",
        CALENDAR,
        "H1,2019,,",
        "H1,2019,,-1,12-15,06-14,giả định\nH3,2019,,",
        r"calendar\.csv:3",
        "H3",
    ),
    senseless(
        "lịch: kết thúc trước khi bắt đầu",
        CALENDAR,
        ",-1,12-15,06-14",
        ",0,12-15,06-14",
        r"calendar\.csv:2",
        "trước|kết thúc",
    ),
    senseless("lịch: lệch năm vô lý", CALENDAR, ",-1,12-15", ",-100,12-15", r"calendar\.csv:2", "-100|năm"),
    rows(
        "mục tiêu 9700 %",
        TARGETS,
        "dao_tao.hai_long,2020,2020,>=,9700,giả định\n",
        r"targets\.csv:2",
        "9[.]?700",
    ),
    rows(
        "mục tiêu âm của số đếm",
        TARGETS,
        "dao_tao.lop,2020,2020,>=,-5,giả định\n",
        r"targets\.csv:2",
        "-5|âm",
    ),
    rows(
        "mục tiêu: năm ngược",
        TARGETS,
        "dao_tao.lop,2021,2019,>=,5,giả định\n",
        r"targets\.csv:2",
        "2019|trước|năm",
    ),
    rows("mục tiêu: phép so lạ", TARGETS, "dao_tao.lop,2020,2020,=>,5,giả định\n", r"targets\.csv:2", "=>"),
    rows(
        "mục tiêu của chỉ tiêu lạ",
        TARGETS,
        "dao_tao.la,2020,2020,>=,5,giả định\n",
        r"targets\.csv:2",
        "dao_tao.la",
    ),
    rows(
        "hai mục tiêu một năm",
        TARGETS,
        "dao_tao.lop,2020,2020,>=,5,giả định\ndao_tao.lop,2019,2021,>=,6,giả định\n",
        r"targets\.csv:[23]",
        "dao_tao.lop|trùng|chồng|Lớp học",
    ),
    rows(
        "đổi cách tính của chỉ tiêu lạ",
        DEFINITIONS,
        "dao_tao.la,2020-01-01,giả định\n",
        r"definitions\.csv:2",
        "dao_tao.la",
    ),
    senseless(
        "chỉ tiêu trùng mã",
        INDICATORS,
        "dao_tao.lop,Lớp",
        "dao_tao.hoc_vien,Lớp",
        r"indicators\.csv:6|indicators\.csv:5",
        "dao_tao.hoc_vien",
    ),
    senseless("loại chỉ tiêu lạ", INDICATORS, "lớp,count", "lớp,dem", r"indicators\.csv:5", "dem"),
    senseless("số chữ số lẻ âm", INDICATORS, "lớp,count,0", "lớp,count,-2", r"indicators\.csv:5", "-2"),
    senseless(
        "số chữ số lẻ 300", INDICATORS, "rate,2,higher,,", "rate,300,higher,,", r"indicators\.csv:8", "300"
    ),
    senseless(
        "chỉ tiêu không thuộc phần nào",
        INDICATORS,
        "dao_tao.lop,Lớp",
        "khong_co.lop,Lớp",
        r"indicators\.csv:5",
        "khong_co",
    ),
    senseless(
        "công thức gọi chính nó",
        INDICATORS,
        "100 * ho_so.truc_tuyen",
        "100 * ho_so.ty_le",
        r"indicators\.csv:4",
        "vòng|chính",
    ),
    senseless(
        "công thức lũy thừa",
        INDICATORS,
        "100 * ho_so.truc_tuyen",
        "9**9**9**9",
        r"indicators\.csv:4",
        "công thức|không được|quá",
    ),
    senseless(
        "công thức 2.000 dấu ngoặc",
        INDICATORS,
        "100 * ho_so.truc_tuyen",
        "(" * 2000 + "1" + ")" * 2000,
        r"indicators\.csv:4",
        "công thức|ngoặc|quá|dài",
    ),
    senseless(
        "công thức số 5.000 chữ số",
        INDICATORS,
        "100 * ho_so.truc_tuyen",
        "9" * 5000,
        r"indicators\.csv:4",
        "công thức|quá|chữ số",
    ),
    senseless(
        "công thức dấu × và ÷",
        INDICATORS,
        "100 * ho_so.truc_tuyen",
        "100 × ho_so.truc_tuyen",
        r"indicators\.csv:4",
        "×|[Cc]ông thức",
    ),
    senseless(
        "phép kiểm tra: vế trái trống",
        CHECKS,
        "dao_tao.lop == 0.25",
        "== 0.25",
        r"checks\.csv:2",
        "phép|vế|[Bb]iểu thức|công thức|so sánh",
    ),
    senseless(
        "phép kiểm tra: một dấu =",
        CHECKS,
        "dao_tao.lop == 0.25",
        "dao_tao.lop = 0.25",
        r"checks\.csv:2",
        "==|sai cú pháp",
    ),
    senseless(
        "phép kiểm tra: gọi hàm",
        CHECKS,
        "dao_tao.lop == 0.25",
        "open('x') == 1",
        r"checks\.csv:2",
        "không được|phép",
    ),
    senseless(
        "phép kiểm tra: hết trước khi có",
        CHECKS,
        "đo lop,giả định,,",
        "đo lop,giả định,2021-01-01,2019-01-01",
        r"checks\.csv:2",
        "2019|hiệu lực|trước",
    ),
    senseless(
        "phép kiểm tra: mức lạ", CHECKS, "0.25,GHI CHÚ,đo lop", "0.25,NẶNG,đo lop", r"checks\.csv:2", "NẶNG"
    ),
    _case("đề cương chồng năm", second_outline, Says(r"outline-20(11|20)-20", "2020|chồng|trùng")),
    _case(
        "danh mục chỉ tiêu chỉ còn tiêu đề",
        lambda site: site.write(INDICATORS, site.read(INDICATORS).splitlines()[0] + "\n"),
        Says(r"indicators\.csv", "trống|chưa có|rỗng", most=2),
    ),
]
