"""Rules without a check of their own: what is refused while files are read and notebooks run."""

from cchc.base.findings import Rule, Severity
from cchc.checks.registry import Topic, declare
from cchc.inputs.acknowledged import IDLE, REPEATED, UNKNOWN_RULE

NO_CHECKS_FILE = Rule(
    "quy_tac.khong_co",
    Severity.NOTE,
    "Không có tệp checks.csv",
    "Không quan hệ nào giữa các số liệu được đối chiếu. Chép checks.csv của sổ mẫu rồi bỏ bớt, thêm vào.",
    acknowledgeable=False,
)


def _refusal(code: str, title: str, explanation: str) -> Rule:
    return Rule(code, Severity.ERROR, title, explanation, acknowledgeable=False)


declare(
    Topic.FILES,
    _refusal(
        "so_bao_cao.khong_co",
        "Thư mục không phải sổ báo cáo",
        "Thiếu data/catalog. Kiểm tra --workspace.",
    ),
    _refusal(
        "ky.khong_hop_le", "Tên kỳ viết sai", "Viết năm, gạch nối và loại kỳ: 2020-H1, 2020-Q3, 2020-Y."
    ),
    _refusal(
        "ky.chua_co_so_lieu",
        "Kỳ chưa có số liệu",
        "Thiếu thư mục data/<kỳ>. Lập kỳ mới bằng cchc new.",
    ),
    _refusal(
        "du_lieu.khong_doc_duoc",
        "Không đọc được tệp CSV",
        "Không có tệp, không mở được hoặc không ở dạng UTF-8. Trong Excel chọn Lưu thành → CSV UTF-8.",
    ),
    _refusal(
        "du_lieu.csv_hong",
        "Dòng không đúng dạng CSV",
        "Thường do dấu nháy kép mở mà không đóng. Sửa dòng được nêu.",
    ),
    _refusal(
        "du_lieu.sai_cot",
        "Dòng tiêu đề thiếu, thừa hay lặp cột",
        "Sửa tên cột theo danh sách trong thông báo.",
    ),
    _refusal(
        "du_lieu.sai_so_o",
        "Dòng có số ô khác dòng tiêu đề",
        "Thường do thừa hay thiếu dấu phẩy. Sửa dòng được nêu.",
    ),
    _refusal(
        "du_lieu.o_sai",
        "Ô ghi sai",
        "Số, ngày, mã hay lựa chọn không đúng cách viết của cột. Sửa ô được nêu.",
    ),
    _refusal(
        "tham_so.sai",
        "Tệp YAML ghi sai",
        "Mục lạ, mục thiếu, mục lặp hay giá trị không đúng của params, đề cương.",
    ),
    _refusal("tham_so.sai_ky", "Kỳ ghi trong params khác tên tệp", "Mục period phải đúng như tên tệp."),
    _refusal(
        "tham_so.sai_ngay",
        "Ngày ban hành không hợp với kỳ số liệu",
        "Ngày ban hành phải từ ngày cuối kỳ số liệu và không quá một năm sau.",
    ),
    _refusal(
        "de_cuong.khong_co",
        "Không có đề cương cho năm của kỳ",
        "Thêm tệp outline-*.yml có năm ấy vào data/catalog.",
    ),
    _refusal(
        "de_cuong.khong_co_phan", "Đề cương không có phần được gọi", "Xem tên các phần trong thông báo."
    ),
    _refusal("chi_tieu.trung", "Hai chỉ tiêu cùng mã", "Mỗi mã chỉ một dòng của indicators.csv."),
    _refusal(
        "chi_tieu.cong_thuc",
        "Công thức của chỉ tiêu không dùng được",
        "Sai cú pháp, gọi mã không có hoặc gọi vòng về chính nó.",
    ),
    _refusal("don_vi.trung", "Hai đơn vị cùng mã", "Mỗi mã chỉ một dòng của agencies.csv."),
    _refusal(
        "don_vi.thay_the",
        "Đơn vị thay thế không có trong danh mục",
        "Cột successor ghi mã đơn vị của agencies.csv, nhiều mã thì cách nhau bằng dấu cách.",
    ),
    _refusal("muc_tieu.trung", "Hai mục tiêu cho một chỉ tiêu, một năm", "Giữ một dòng của targets.csv."),
    _refusal(
        "danh_muc.khong_khop",
        "Danh mục gọi chỉ tiêu không có",
        "definitions.csv, targets.csv chỉ gọi mã có trong indicators.csv.",
    ),
    _refusal("van_ban.trung", "Hai văn bản cùng mã", "Mỗi mã (id) chỉ một dòng của documents.csv."),
    _refusal(
        "so_lieu.trung",
        "Một số liệu ghi hai dòng",
        "Mỗi chỉ tiêu của một đơn vị chỉ một dòng của figures.csv.",
    ),
    _refusal(
        "so_lieu.khong_khop",
        "Dòng số liệu gọi mã không có",
        "Chỉ tiêu, đơn vị, văn bản của figures.csv phải có trong danh mục, trong documents.csv.",
    ),
    Rule(
        "bieu_mau.cot_la",
        Severity.ERROR,
        "Gọi cột mà biểu mẫu không có",
        "Đẳng thức của forms.csv, cột form của indicators.csv phải gọi cột có trong forms.csv: "
        "“II.06a/VPCP/KSTT cột 3”.",
        at_times=Severity.WARNING,
        acknowledgeable=False,
    ),
    NO_CHECKS_FILE,
    _refusal(
        "quy_tac.ma_la",
        "Quy tắc gọi mã không có",
        "Biểu thức của checks.csv chỉ gọi mã chỉ tiêu, hoặc danh_muc.<cấp> để đếm đơn vị.",
    ),
    _refusal("quy_tac.trung", "Hai quy tắc cùng mã", "Mỗi mã (id) chỉ một dòng của checks.csv."),
    _refusal(
        "thu_thap.sai", "Dòng của intake.csv ghi sai", "Chỉ tiêu và nơi cung cấp phải có trong danh mục."
    ),
    _refusal("thu_thap.trung", "Một chỉ tiêu giao hai lần cho một nơi", "Giữ một dòng của intake.csv."),
)
declare(
    Topic.NOTEBOOKS,
    _refusal(
        "notebook.thieu_nhan",
        "Notebook không ghi nhân (kernel)",
        "Mở trong JupyterLab, chọn Python 3 rồi lưu lại.",
    ),
    _refusal(
        "notebook.thieu_tham_so",
        "Notebook không khai báo biến được truyền vào",
        "Ô gắn thẻ “parameters” phải khai báo period và workspace.",
    ),
    _refusal(
        "notebook.goi_sai",
        "Ô notebook gọi hàm của sổ không đúng cách",
        "Thông báo nêu điều phải sửa: mã, tiêu đề, nguồn, cột của bảng hay biểu đồ.",
    ),
    _refusal(
        "notebook.ket_qua_la",
        "Ô in ra thứ không đưa vào báo cáo được",
        "Dùng muc.narrative(), muc.table(), muc.chart(); nếu chỉ để xem thì gắn thẻ cho ô.",
    ),
    _refusal("bieu_do.khong_ve_duoc", "Biểu đồ không vẽ được", "Xem lại ô vẽ biểu đồ ấy trong notebook."),
)
declare(
    Topic.PROSE,
    _refusal(
        "loi_van.khong_doc_duoc",
        "Không đọc được tệp lời văn",
        "Không có tệp, không mở được hoặc không ở dạng UTF-8.",
    ),
    _refusal(
        "loi_van.trung_de_muc", "Hai đề mục cùng số trong một tệp lời văn", "Đánh số lại, hoặc gộp hai đoạn."
    ),
)
declare(Topic.ACKNOWLEDGED, UNKNOWN_RULE, IDLE, REPEATED)
