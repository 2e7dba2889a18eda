"""A made-up province of twelve districts and two offices: every name and figure is invented."""

import csv
from pathlib import Path

from tests.conftest import FILES, write_workspace

PERIOD = "2020-H2"
DISTRICTS = tuple(f"huyen_{n:02d}" for n in range(1, 13))

INDICATORS = """\
code,name,unit,kind,decimals,direction,formula,definition,source,form
ho_so.tiep_nhan,Hồ sơ tiếp nhận,hồ sơ,count,0,higher,,Giả định.,Phòng Thử,T.01-THU cột 3
ho_so.da_xong,Hồ sơ đã giải quyết,hồ sơ,count,0,higher,,Giả định.,Phòng Thử,T.01-THU cột 7
ho_so.dang_lam,Hồ sơ đang giải quyết,hồ sơ,count,0,none,,Giả định.,Phòng Thử,T.01-THU cột 11
ho_so.ty_le,Tỷ lệ đã xong,%,rate,2,higher,100 * ho_so.da_xong / ho_so.tiep_nhan,Giả định.,Phòng Thử,
dao_tao.hoc_vien,Học viên,người,count,0,higher,,"Giả định; gồm cả học viên, thực tập sinh.",Phòng Học,
dao_tao.lop,Lớp học,lớp,count,0,none,,Giả định.,Phòng Học,
dao_tao.kinh_phi,Kinh phí,đồng,amount,0,lower,,Giả định.,Phòng Học,
dao_tao.gio,Giờ học,giờ,amount,3,lower,,Giả định.,Phòng Học,
dao_tao.hai_long,Mức hài lòng,%,rate,2,higher,,Giả định.,Phòng Học,
dao_tao.bo_hoc,Tỷ lệ bỏ học,%,rate,2,lower,,Giả định.,Phòng Học,
dao_tao.khac,Việc khác,việc,count,0,none,,Giả định.,Nơi không có trong danh mục,
"""
FORMS = """\
form,column,identity,meaning,basis
T.01-THU,c3,,Tiếp nhận: tổng số,giả định
T.01-THU,c4,,Tiếp nhận: trực tuyến,giả định
T.01-THU,c7,,Đã giải quyết,giả định
T.01-THU,c11,,Đang giải quyết,giả định
T.01-THU,,c3 == c7 + c11,Tiếp nhận bằng đã và đang giải quyết,giả định
"""
UNIT_RULES = "indicator,supplier,note\n" + "".join(
    f"{code},huyen,\n" for code in ("ho_so.tiep_nhan", "ho_so.da_xong", "ho_so.dang_lam", "dao_tao.hoc_vien")
)
AGENCIES = (
    "code,name,short,level,valid_from,valid_to,successor\n"
    + "".join(f"{code},Huyện {code[-2:]} (giả định),,huyen,,,\n" for code in DISTRICTS)
    + "huyen_cu,Huyện Cũ (giả định),,huyen,,2020-06-30,huyen_12\n"
    + "phong_thu,Phòng Thử,,so,,,\nphong_hoc,Phòng Học,,so,,,\n"
)
CALENDAR = """\
kind,first_year,last_year,start_year_offset,start,end,basis
H1,2019,,-1,12-15,06-14,giả định
H2,2019,,0,06-15,12-14,giả định
"""
EMPTY_FIGURES = "indicator,agency,value,window_from,window_to,document,note\n" + "".join(
    f"{line.split(',')[0]},,,,,,\n" for line in INDICATORS.splitlines()[1:]
)
LAST_FIGURES = """\
indicator,agency,value,window_from,window_to,document,note
dao_tao.lop,,7,,,,giả định
dao_tao.hai_long,,96.5,,,,giả định
dao_tao.hoc_vien,huyen_01,30,,,,giả định
dao_tao.hoc_vien,huyen_02,12,,,,giả định
dao_tao.hoc_vien,huyen_12,5,,,,giả định
dao_tao.hoc_vien,huyen_cu,4,,,,giả định
"""


def write_province(root: Path) -> Path:
    """The workspace with 2020-H1 reported and 2020-H2 still without a value."""
    same = {
        name: text for name, text in FILES.items() if "/catalog/outline" in name or "proper_names" in name
    }
    empty = "id,kind,number,date,issuer,title,url,note\n"
    params = FILES["params/2020-H1.yml"]
    write_workspace(
        root,
        {
            **same,
            "params/2020-H1.yml": params,
            f"params/{PERIOD}.yml": params.replace("2020-H1", PERIOD),
            "data/catalog/indicators.csv": INDICATORS,
            "data/catalog/forms.csv": FORMS,
            "data/catalog/intake.csv": UNIT_RULES,
            "data/catalog/agencies.csv": AGENCIES,
            "data/catalog/calendar.csv": CALENDAR,
            "data/2020-H1/figures.csv": LAST_FIGURES,
            "data/2020-H1/documents.csv": empty,
            f"data/{PERIOD}/figures.csv": EMPTY_FIGURES,
            f"data/{PERIOD}/documents.csv": empty,
        },
    )
    return root


def figures(root: Path, period: str = PERIOD) -> dict[tuple[str, str], dict[str, str]]:
    """The rows of figures.csv by indicator and unit."""
    with (root / "data" / period / "figures.csv").open(encoding="utf-8-sig", newline="") as file:
        return {(row["indicator"], row["agency"]): row for row in csv.DictReader(file)}


def values(root: Path) -> dict[tuple[str, str], str]:
    """The values of figures.csv that are there."""
    return {key: row["value"] for key, row in figures(root).items() if row["value"]}
