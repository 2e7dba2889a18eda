"""A province of 14 departments and 124 communes, and what they fill in; every name and figure is made up."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.intake.filling import fill

from cchc.base.period import Period
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace
from cchc.intake.assignment import FormItem
from cchc.intake.form import DATA_SHEET, form_of_period

COMMUNES = 124
# Besides the twelve offices that the neutral workbook begins with.
OFFICES = ("so_mau_a;Sở Mẫu A (giả định);;so;;;", "ban_mau_b;Ban Mẫu B (giả định);;so;;;")
KINDS = (("Xã", 100), ("Phường", 23), ("Đặc khu", 1))
FIRST_LISTED, VALUE_COLUMN = 7, "J"
DOSSIER_SHEET, DOSSIER_ROW, DOSSIER_COLUMNS = "Biểu II.06a-VPCP-KSTT", 11, "CDEFGHIJKLM"
# What the offices count for the whole province.
WHOLE: Mapping[str, float] = {
    "chi_dao_dieu_hanh.ke_hoach.nhiem_vu": 58,
    "chi_dao_dieu_hanh.ke_hoach.hoan_thanh": 31,
    "chi_dao_dieu_hanh.kiem_tra.ke_hoach": 30,
    "chi_dao_dieu_hanh.kiem_tra.da_kiem_tra": 16,
    "chi_dao_dieu_hanh.kiem_tra.phat_hien": 42,
    "chi_dao_dieu_hanh.kiem_tra.da_xu_ly": 35,
    "chi_dao_dieu_hanh.nhiem_vu_giao.tong": 126,
    "chi_dao_dieu_hanh.nhiem_vu_giao.dung_han": 117,
    "chi_dao_dieu_hanh.nhiem_vu_giao.qua_han": 4,
    "chi_dao_dieu_hanh.tuyen_truyen.tin_bai": 1284,
    "chi_dao_dieu_hanh.sang_kien.so_luong": 19,
    "chi_dao_dieu_hanh.hai_long.khao_sat.phieu": 3860,
    "chi_dao_dieu_hanh.hai_long.khao_sat.ty_le": 93.42,
    "chi_dao_dieu_hanh.hai_long.danh_gia.luot": 48210,
    "chi_dao_dieu_hanh.hai_long.danh_gia.hai_long": 47655,
    "chi_dao_dieu_hanh.hai_long.bo_chi_so.ty_le": 95.18,
    "chi_dao_dieu_hanh.chi_so.par_index": 88.64,
    "chi_dao_dieu_hanh.chi_so.sipas": 84.27,
    "chi_dao_dieu_hanh.chi_so.papi": 42.36,
    "chi_dao_dieu_hanh.chi_so.pci": 67.85,
    "the_che.vbqppl.cap_tinh": 46,
    "the_che.vbqppl.cap_xa": 138,
    "the_che.tham_dinh.du_thao": 52,
    "the_che.kiem_tra.van_ban": 167,
    "the_che.kiem_tra.trai_phap_luat": 9,
    "the_che.kiem_tra.da_xu_ly": 7,
    "the_che.ra_soat.tong": 412,
    "the_che.ra_soat.phai_xu_ly": 158,
    "the_che.ra_soat.da_xu_ly": 121,
    "tthc.cong_bo.moi": 84,
    "tthc.cong_bo.sua_doi": 231,
    "tthc.cong_bo.bai_bo": 47,
    "tthc.hieu_luc.tong": 2142,
    "tthc.hieu_luc.cap_tinh": 1768,
    "tthc.hieu_luc.cap_xa": 374,
    "tthc.hieu_luc.phi_dia_gioi": 1893,
    "tthc.quy_trinh.trong_ky": 268,
    "tthc.quy_trinh.dang_ap_dung": 2104,
    "tthc.quy_trinh.dien_tu": 2087,
    "tthc.mot_cua.tthc": 2096,
    "tthc.dvc.du_dieu_kien": 1124,
    "tthc.dvc.toan_trinh": 1098,
    "tthc.dvc.mot_phan": 742,
    "tthc.dvc.co_phat_sinh": 1236,
    "tthc.thanh_toan.phai_nop": 96420,
    "tthc.thanh_toan.truc_tuyen": 71355,
    "tthc.pakn.quy_dinh": 64,
    "tthc.pakn.hanh_vi": 118,
    "tthc.pakn.ky_truoc": 9,
    "tthc.pakn.da_xu_ly": 179,
    "tthc.pakn.dang_xu_ly": 12,
    "bo_may.to_chuc.cap_tinh": 14,
    "bo_may.to_chuc.cap_xa": COMMUNES,
    "bo_may.su_nghiep.tong": 1246,
    "bo_may.su_nghiep.giam": 38,
    "bo_may.bien_che.hanh_chinh.giao": 5240,
    "bo_may.bien_che.hanh_chinh.co_mat": 4987,
    "bo_may.bien_che.su_nghiep.giao": 38650,
    "bo_may.bien_che.su_nghiep.co_mat": 37214,
    "bo_may.tinh_gian.trong_ky": 86,
    "bo_may.tinh_gian.luy_ke": 412,
    "cong_chuc.vi_tri_viec_lam.tong": 1384,
    "cong_chuc.vi_tri_viec_lam.phe_duyet": 1371,
    "cong_chuc.tuyen_dung.cong_chuc": 74,
    "cong_chuc.tuyen_dung.vien_chuc": 326,
    "cong_chuc.dao_tao.lop": 58,
    "cong_chuc.dao_tao.luot": 4216,
    "cong_chuc.ky_luat.so_nguoi": 11,
    "tai_chinh_cong.giai_ngan.ke_hoach": 18463500,
    "tai_chinh_cong.giai_ngan.thuc_hien": 7754670,
    "tai_chinh_cong.tu_chu.nhom_1": 21,
    "tai_chinh_cong.tu_chu.nhom_2": 97,
    "tai_chinh_cong.tu_chu.nhom_3": 388,
    "tai_chinh_cong.tu_chu.nhom_4": 740,
    "hien_dai_hoa.chu_ky_so.da_cap": 12874,
    "hien_dai_hoa.he_thong.tong": 41,
    "hien_dai_hoa.he_thong.cap_do": 38,
    "hien_dai_hoa.bao_cao.dien_tu": 67,
}


def communes() -> Iterator[str]:
    """The rows of the communes in agencies.csv."""
    names = [f"{kind} Mẫu {n:03d}" for kind, many in KINDS for n in range(1, many + 1)]
    yield from (f"xa_{n:03d};{name} (giả định);;xa;;;" for n, name in enumerate(names, start=1))


def fill_forms(root: Path, period: str, forms: Path, *, more: float = 1.0) -> int:
    """Fill the forms in the folder, all counts `more` times as many; how many there were."""
    form = form_of_period(load_workbook(Workspace(root), Period.parse(period), tolerant=True))
    whole = {**WHOLE, **_of_dossiers(len(form.assignments), more)}
    for n, assignment in enumerate(form.assignments):
        path = forms / f"{period}_{assignment.supplier.code}.xlsx"
        layout = form.layout(assignment)
        cells = {
            f"{VALUE_COLUMN}{row}": _listed(item, n, more, whole)
            for row, item in enumerate(layout.listed, start=FIRST_LISTED)
        }
        fill(path, cells, DATA_SHEET)
        if layout.forms:
            fill(path, dict(zip(_dossier_cells(), _dossiers(n, more), strict=True)), DOSSIER_SHEET)
    return len(form.assignments)


def _dossier_cells() -> list[str]:
    return [f"{column}{DOSSIER_ROW}" for column in DOSSIER_COLUMNS]


def _dossiers(unit: int, more: float) -> list[int]:
    """A row of the form: received, resolved, in progress, each with its parts; the second unit has none."""
    if unit == 1:
        return [0] * len(DOSSIER_COLUMNS)
    online, paper, before = (
        int(count * more) for count in (900 + 37 * unit % 800, 120 + unit, 40 + unit % 17)
    )
    total = online + paper + before
    going = 30 + unit % 23
    late_going, late = unit % 5, (unit * 7) % 41
    done = total - going
    early = done // 3
    return [
        *(total, online, paper, before),
        *(done, early, done - early - late, late),
        *(going, going - late_going, late_going),
    ]


def _of_dossiers(units: int, more: float) -> dict[str, float]:
    """What the office counts of all dossiers, so that it fits what the units have sent."""
    _, online, paper, _, done, *_ = map(sum, zip(*(_dossiers(n, more) for n in range(units)), strict=True))
    return {
        "tthc.so_hoa.ho_so": (online + paper) * 9 // 10,
        "tthc.so_hoa.ket_qua": done * 8 // 10,
        "tthc.truc_tuyen.toan_trinh": online * 7 // 10,
        "tthc.truc_tuyen.mot_phan": online - online * 7 // 10,
    }


def _listed(item: FormItem, unit: int, more: float, whole: Mapping[str, float]) -> float:
    code = item.indicator.code
    if item.agency:
        letters = int((400 + 13 * unit) * more)
        return letters - unit % 9 if code.endswith("dien_tu") else letters
    return whole[code]
