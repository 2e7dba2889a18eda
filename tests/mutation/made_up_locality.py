"""A neutral locality with one earlier period, nothing wrong in it: all of it invented."""

from pathlib import Path

from tests.conftest import FILES, write_workspace

from cchc.base.period import Period
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace

INDICATORS = """\
code,name,unit,kind,decimals,direction,formula,definition,source,form,base,most_times
ho_so.tiep_nhan,Hồ sơ tiếp nhận,hồ sơ,count,0,none,,Giả định.,Phòng Thử,,,
ho_so.truc_tuyen,Hồ sơ trực tuyến,hồ sơ,count,0,higher,,Giả định.,Phòng Thử,,,
ho_so.ty_le_truc_tuyen,Tỷ lệ trực tuyến,%,rate,2,higher,100 * ho_so.truc_tuyen / ho_so.tiep_nhan,,Phòng Thử,,,
ho_so.da_xong,Hồ sơ đã giải quyết,hồ sơ,count,0,none,,Giả định.,Phòng Thử,,,
ho_so.dang_lam,Hồ sơ đang giải quyết,hồ sơ,count,0,none,,Giả định.,Phòng Thử,,,
ho_so.dung_han,Hồ sơ đúng hạn,hồ sơ,count,0,higher,,Giả định.,Phòng Thử,,,
ho_so.qua_han,Hồ sơ quá hạn,hồ sơ,count,0,lower,,Giả định.,Phòng Thử,,,
ho_so.ty_le_dung_han,Tỷ lệ đúng hạn,%,rate,2,higher,100 * ho_so.dung_han / ho_so.da_xong,,Phòng Thử,,,
ho_so.thu_tuc,Thủ tục đang áp dụng,thủ tục,count,0,none,,Giả định.,Phòng Thử,,,1.2
ho_so.luot,Lượt đánh giá,lượt,count,0,higher,,Giả định.,Phòng Thử,,,
ho_so.ty_le_hai_long,Hài lòng,%,rate,2,higher,,Giả định.,Phòng Thử,,ho_so.luot,
ho_so.ty_le_binh_thuong,Bình thường,%,rate,2,none,,Giả định.,Phòng Thử,,ho_so.luot,
ho_so.ty_le_khong_hai_long,Không hài lòng,%,rate,2,lower,,Giả định.,Phòng Thử,,ho_so.luot,
dao_tao.quan_huyen,Số huyện,huyện,count,0,none,,Giả định.,Phòng Học,,,1
dao_tao.xa,Số xã,xã,count,0,none,,Giả định.,Phòng Học,,,1.1
dao_tao.xa_dat,Xã đạt chuẩn,xã,count,0,higher,,Giả định.,Phòng Học,,,
dao_tao.lop,Lớp học,lớp,count,0,none,,Giả định.,Phòng Học,,,
dao_tao.hoc_vien,Học viên,người,count,0,none,,Giả định.,Phòng Học,,,
dao_tao.luy_ke.hop,Cuộc họp không giấy lũy kế,cuộc,count,0,higher,,Giả định.,Phòng Học,,,
dao_tao.trong_ky.hop,Cuộc họp không giấy trong kỳ,cuộc,count,0,higher,,Giả định.,Phòng Học,,,
dao_tao.kinh_phi,Kinh phí,đồng,amount,0,none,,Giả định.,Phòng Học,,,
dao_tao.van_ban,Văn bản đã ban hành,văn bản,count,0,none,,Giả định.,Phòng Học,,,
dao_tao.hop_thu,Hộp thư đã cấp,hộp thư,count,0,higher,,Giả định.,Phòng Học,,,1.5
"""
CHECKS = """\
id,kind,expression,severity,explanation,basis,valid_from,valid_to
t.nhan,identity,ho_so.tiep_nhan == ho_so.da_xong + ho_so.dang_lam,LỖI,Tiếp nhận gồm đã và đang làm,thử,,
t.xong,identity,ho_so.da_xong == ho_so.dung_han + ho_so.qua_han,LỖI,Đã xong gồm đúng hạn và quá hạn,thử,,
t.mang,bound,ho_so.truc_tuyen <= ho_so.tiep_nhan,LỖI,Trực tuyến là một phần của tiếp nhận,thử,,
t.muc,shares,ho_so.ty_le_hai_long + ho_so.ty_le_binh_thuong + ho_so.ty_le_khong_hai_long == 100,LỖI,Ba,thử,,
t.xa,bound,dao_tao.xa_dat <= dao_tao.xa,LỖI,Xã đạt chuẩn là một phần của các xã,thử,,
t.lop,bound,dao_tao.lop <= dao_tao.hoc_vien,LỖI,Mỗi lớp có học viên,thử,,
t.huyen,same_population,dao_tao.quan_huyen == danh_muc.huyen,CẢNH BÁO,Số huyện như danh mục,thử,,
t.hop,cumulative,dao_tao.luy_ke.hop == dao_tao.trong_ky.hop,LỖI,Cuộc họp lũy kế tăng đúng số trong kỳ,thử,,
"""
# This period's value and the earlier one's; a window where the source states one.
VALUES = {
    "ho_so.tiep_nhan": ("84213", "79105", "2019-12-15", "2020-06-14"),
    "ho_so.truc_tuyen": ("31877", "21640", "2019-12-15", "2020-06-14"),
    "ho_so.ty_le_truc_tuyen": ("37.85", "27.36", "", ""),
    "ho_so.da_xong": ("80590", "76012", "2019-12-15", "2020-06-14"),
    "ho_so.dang_lam": ("3623", "3093", "2019-12-15", "2020-06-14"),
    "ho_so.dung_han": ("79881", "74977", "2019-12-15", "2020-06-14"),
    "ho_so.qua_han": ("709", "1035", "2019-12-15", "2020-06-14"),
    "ho_so.ty_le_dung_han": ("99.12", "98.64", "", ""),
    "ho_so.thu_tuc": ("1853", "1817", "", "2020-05-31"),
    "ho_so.luot": ("5217", "4380", "2019-12-15", "2020-06-14"),
    "ho_so.ty_le_hai_long": ("97.18", "96.71", "2019-12-15", "2020-06-14"),
    "ho_so.ty_le_binh_thuong": ("2.24", "2.51", "2019-12-15", "2020-06-14"),
    "ho_so.ty_le_khong_hai_long": ("0.58", "0.78", "2019-12-15", "2020-06-14"),
    "dao_tao.quan_huyen": ("2", "2", "", ""),
    "dao_tao.xa": ("141", "144", "", ""),
    "dao_tao.xa_dat": ("97", "83", "", "2020-05-31"),
    "dao_tao.lop": ("38", "31", "", ""),
    "dao_tao.hoc_vien": ("2914", "2476", "", ""),
    "dao_tao.luy_ke.hop": ("412", "229", "2018-07", ""),
    "dao_tao.trong_ky.hop": ("87", "74", "2019-12-15", "2020-06-14"),
    "dao_tao.kinh_phi": ("1375400000", "1218650000", "", ""),
    "dao_tao.van_ban": ("26", "33", "", ""),
    "dao_tao.hop_thu": ("9340", "8125", "", "2020-05-31"),
}
HEADER = "indicator,agency,value,window_from,window_to,document,note\n"


def locality(root: Path) -> tuple[Workbook, Workbook]:
    """Its two periods, the one to check first, written below `root`."""
    now, then = HEADER, HEADER
    for code, (value, before, start, end) in VALUES.items():
        now += f"{code},,{value},{start},{end},,\n"
        then += f"{code},,{before},{start if start and not end else ''},,,\n"
    files = {
        **FILES,
        "data/catalog/indicators.csv": INDICATORS,
        "data/catalog/checks.csv": CHECKS,
        "data/2020-H1/figures.csv": now,
        "data/2019-H1/figures.csv": then,
    }
    write_workspace(root, files)
    workspace = Workspace(root)
    earlier = load_workbook(workspace, Period.parse("2019-H1"), past=True)
    return load_workbook(workspace, Period.parse("2020-H1"), tolerant=True), earlier
