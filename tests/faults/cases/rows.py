"""Rows and headers that are broken: the row is named, and nothing that hangs on it hides it. Made up."""

from collections.abc import Callable

from tests.faults.cases.csv_forms import AGENCIES, DOCUMENTS, FIGURES, INDICATORS
from tests.faults.cases.rewriting import put, rewritten
from tests.faults.judging import Case, Expected, Reads, Same, Says
from tests.faults.sites import Site

# As many columns as a table has: a header that is none lacks each of them.
HEADER = 10
LOP = "dao_tao.lop,,7,,,,giả định"
TITLED = "SỐ LIỆU 6 THÁNG,,,,,,\n(Kèm theo báo cáo),,,,,,\n"


def changed(name: str, file: str, change: Callable[[str], str | bytes], *expected: Expected) -> Case:
    """A case: the text of a file changed."""
    shown = file.rpartition("/")[2]
    return Case(f"{shown}: {name}", "dòng hỏng", "tables", rewritten(file, change), expected)


def saved_by_libreoffice(site: Site) -> None:
    """A code with `_xa_` in it, as that program saves it: it takes `_x…_` for a character by its number."""
    row = "dao_tao.phuong_xa_moi,Phường,phường,count,0,none,,Giả định.,Phòng Học,\n"
    site.write(INDICATORS, site.read(INDICATORS) + row)
    site.write(FIGURES, site.read(FIGURES) + '"dao_tao.phuong\nmoi",,3,,,,giả định\n')


CASES = [
    changed(
        "nháy kép không đóng",
        FIGURES,
        put(",,7,,,,giả định", ',,7,,,,"giả định'),
        Says(r"figures\.csv:5", "nháy"),
    ),
    changed(
        "nháy kép giữa ô",
        FIGURES,
        put(",,7,,,,giả", ',,7,,,,giả "thử" '),
        Same(),
        Says(r"figures\.csv:5", "nháy"),
    ),
    changed(
        "thừa một ô", FIGURES, put(LOP, "dao_tao.lop,,7,,,,giả định, thêm"), Says(r"figures\.csv:5", "ô")
    ),
    changed("phẩy thập phân không nháy", FIGURES, put(",,96.5,", ",,96,5,"), Says(r"figures\.csv:9", "ô")),
    changed("thiếu ô", FIGURES, put(LOP, "dao_tao.lop,,7"), Same(), Says(r"figures\.csv:5", "ô")),
    changed(
        "dòng tiêu đề lặp lại ở giữa",
        FIGURES,
        lambda text: text + text.splitlines()[0] + "\n",
        Same(),
        Says(r"figures\.csv:10", "tiêu đề|indicator|window_from"),
    ),
    changed(
        "tên bảng ở trên tiêu đề",
        FIGURES,
        lambda text: TITLED + text,
        Same(),
        Says(r"figures\.csv:1\b", "tiêu đề", most=HEADER),
    ),
    changed(
        "cột chỉ số của pandas",
        FIGURES,
        lambda text: "\n".join(f"{n - 1 if n else ''},{line}" for n, line in enumerate(text.splitlines())),
        Same(),
        Says(r"figures\.csv:1\b", "cột", most=2),
    ),
    changed(
        "cột ghi chú riêng có tên",
        FIGURES,
        lambda text: "\n".join(
            f"{line},{'xem lại' if n else 'ghi_chu'}" for n, line in enumerate(text.splitlines())
        ),
        Says(r"figures\.csv:1\b", "ghi_chu", most=2),
    ),
    changed(
        "ô ngoài bảng, cột không tên",
        FIGURES,
        lambda text: "\n".join(
            f"{line},{'hỏi lại' if n == 4 else ''}" for n, line in enumerate(text.splitlines())
        ),
        Says(r"figures\.csv:[15]\b", "cột|ô", most=2),
    ),
    changed(
        "thiếu cột",
        FIGURES,
        put("value,window_from", "gia_tri,window_from"),
        Says(r"figures\.csv:1\b", "“value”", most=2),
    ),
    changed(
        "tiêu đề tiếng Việt",
        FIGURES,
        put("indicator,agency,value", "Chỉ tiêu,Đơn vị,Giá trị"),
        Says(r"figures\.csv:1\b", "tiêu đề", most=HEADER),
    ),
    changed(
        "hai cột cùng tên",
        FIGURES,
        put("document,note", "note,note"),
        Says(r"figures\.csv:1\b", "hai lần|thiếu cột", most=3),
    ),
    changed(
        "không còn dòng tiêu đề",
        FIGURES,
        lambda text: text.partition("\n")[2],
        Says(r"figures\.csv:1\b", "tiêu đề", most=HEADER),
    ),
    changed("dòng trùng", FIGURES, lambda text: text + LOP + "\n", Says(r"figures\.csv:10", "đã có|trùng")),
    changed(
        "dấu xung đột của git",
        FIGURES,
        put(LOP, f"<<<<<<< HEAD\n{LOP}\n=======\n{LOP.replace('7', '8')}\n>>>>>>> ban-khac"),
        Says(r"figures\.csv:5", "git|trộn|hai bên"),
    ),
    changed("byte NUL", FIGURES, put(",,7,", ",,7\0,"), Same(), Says(r"figures\.csv:5", "NUL|ký tự|số")),
    changed(
        "Ctrl-Z ở cuối", FIGURES, lambda text: text + "\x1a", Same(), Says(r"figures\.csv:10", "ô|ký tự")
    ),
    changed(
        "mỗi dòng một nháy kép ngoài cùng",
        FIGURES,
        lambda text: "".join(f'"{line}"\n' for line in text.splitlines()),
        Same(),
        Says(r"figures\.csv:1\b", "cột|nháy", most=HEADER),
    ),
    changed(
        "một byte Latin-1",
        FIGURES,
        lambda text: text.encode().replace(
            "giả định\ndao_tao.hoc_vien,quan_a".encode(), b"Qu\xe2\xe2n\ndao_tao.hoc_vien,quan_a"
        ),
        Says(r"figures\.csv", "UTF-8|bảng mã|mã hóa", most=2),
    ),
    changed("rỗng", FIGURES, lambda _: "", Says(r"figures\.csv", "rỗng|tiêu đề|trống", most=HEADER)),
    changed(
        "rỗng, chỉ BOM", FIGURES, lambda _: "\ufeff", Says(r"figures\.csv", "rỗng|tiêu đề|trống", most=HEADER)
    ),
    changed(
        "chữ TCVN3",
        FIGURES,
        lambda text: text.encode().replace("giả định".encode(), b"gi\xb6 \xae\xdenh"),
        Says(r"figures\.csv", "UTF-8|bảng mã|TCVN3", most=2),
    ),
    changed(
        "mã chỉ tiêu viết hoa",
        FIGURES,
        put("dao_tao.lop,", "Dao_tao.Lop,"),
        Same(),
        Says(r"figures\.csv:5", "Dao_tao"),
    ),
    changed(
        "mã chỉ tiêu có dấu cách",
        FIGURES,
        put("dao_tao.lop,", "dao_tao. lop,"),
        Same(),
        Says(r"figures\.csv:5", "dao_tao"),
    ),
    changed("tên thay cho mã đơn vị", FIGURES, put("quan_b", "Quận B"), Says(r"figures\.csv:7", "Quận B")),
    Case(
        "figures.csv: mã có _xa_, LibreOffice lưu lại",
        "dòng hỏng",
        "tables",
        saved_by_libreoffice,
        (Reads(), Says(r"figures\.csv:10", "phuong")),
    ),
    changed(
        "một cột thừa có chữ",
        DOCUMENTS,
        lambda text: "\n".join(f"{line},{'x' if n else 'la'}" for n, line in enumerate(text.splitlines())),
        Says(r"documents\.csv:1\b", "“la”", most=1),
    ),
    changed("rỗng", DOCUMENTS, lambda _: "", Says(r"documents\.csv", "rỗng|tiêu đề|trống", most=1)),
    changed(
        "số văn bản thành ngày",
        DOCUMENTS,
        put("1/QĐ-TN", "Mar-20"),
        Says(r"documents\.csv:2", "Mar-20", "LỖI"),
        Says(r"documents\.csv:2", "Mar-20", "CẢNH BÁO"),
    ),
    changed(
        "số văn bản thành số ngày",
        DOCUMENTS,
        put("1/QĐ-TN", "43952"),
        Says(r"documents\.csv:2", "43952", "LỖI"),
        Says(r"documents\.csv:2", "43952", "CẢNH BÁO"),
    ),
    changed(
        "số văn bản dạng mũ",
        DOCUMENTS,
        put("1/QĐ-TN", "1.23E+05"),
        Says(r"documents\.csv:2", "1.23E", "LỖI"),
        Says(r"documents\.csv:2", "1.23E", "CẢNH BÁO"),
    ),
    changed(
        "chữ UTF-8 mở sai rồi lưu",
        DOCUMENTS,
        put("về việc thử", "vá»\x81 viá»‡c thá»­"),
        Says(r"documents\.csv:2", "bảng mã|mã"),
    ),
    changed(
        "thiếu cột code",
        INDICATORS,
        put("code,name", "ma,name"),
        Says(r"indicators\.csv:1\b", "“code”", most=2),
    ),
    changed("rỗng", INDICATORS, lambda _: "", Says(r"indicators\.csv", "rỗng|tiêu đề|trống", most=HEADER)),
    changed(
        "nháy kép không đóng",
        INDICATORS,
        put("dao_tao.lop,Lớp học", 'dao_tao.lop,"Lớp học'),
        Says(r"indicators\.csv:5", "nháy", most=3),
    ),
    changed("rỗng", AGENCIES, lambda _: "", Says(r"agencies\.csv", "rỗng|tiêu đề|trống", most=HEADER)),
]
