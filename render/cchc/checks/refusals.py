"""Rules without a check of their own: what is refused while files are read and notebooks run."""

from cchc.base.findings import Rule, Severity
from cchc.base.merge_marks import UNFINISHED_MERGE
from cchc.checks.registry import Topic, declare
from cchc.inputs.acknowledged import IDLE, REPEATED, UNKNOWN_RULE

# Code, title, what is looked for and what to do.
REFUSED = {
    Topic.FILES: """\
so_bao_cao.khong_co | Thư mục không phải sổ báo cáo | Thiếu data/catalog. Kiểm tra --workspace.
ky.khong_hop_le | Tên kỳ viết sai | Viết năm, gạch nối và loại kỳ: 2020-H1, 2020-Q3, 2020-Y.
ky.chua_co_so_lieu | Kỳ chưa có số liệu | Thiếu thư mục data/<kỳ>. Lập kỳ mới bằng cchc new.
du_lieu.khong_doc_duoc | Không đọc được tệp dữ liệu | Không có tệp, tệp hỏng hay sai bảng mã. Lưu lại UTF-8.
du_lieu.hai_tep | Một bảng có cả tệp .csv lẫn .xlsx | Không biết tệp nào đúng. Giữ một tệp.
du_lieu.csv_hong | Dòng không đúng dạng CSV | Thường do dấu nháy kép mở mà không đóng. Sửa dòng được nêu.
du_lieu.sai_cot | Dòng tiêu đề thiếu hay lặp cột | Sửa tên cột theo danh sách trong thông báo.
du_lieu.thua_cot | Dòng tiêu đề thừa cột | Bỏ cột ấy, hoặc sửa tên theo danh sách trong thông báo.
du_lieu.sai_so_o | Dòng có số ô khác dòng tiêu đề | Thường do thừa hay thiếu dấu phẩy. Sửa dòng được nêu.
du_lieu.o_sai | Ô ghi sai | Số, ngày, mã hay lựa chọn không đúng cách viết của cột. Sửa ô được nêu.
tham_so.sai | Tệp YAML ghi sai | Mục lạ, thiếu, lặp hay có giá trị không đúng trong params, đề cương.
tham_so.sai_ky | Kỳ ghi trong params khác tên tệp | Mục period phải đúng như tên tệp.
tham_so.sai_ngay | Ngày ban hành không hợp với kỳ | Phải từ ngày cuối kỳ số liệu và không quá một năm sau.
de_cuong.khong_co | Không có đề cương cho năm của kỳ | Thêm outline-*.yml có năm ấy vào data/catalog.
de_cuong.sai | Đề cương không dựng được báo cáo | Chưa có phần, phần có hai lần, năm ngược hay trùng tệp khác.
de_cuong.khong_co_phan | Đề cương không có phần được gọi | Xem tên các phần trong thông báo.
chi_tieu.trung | Hai chỉ tiêu cùng mã | Mỗi mã chỉ một dòng của indicators.csv.
chi_tieu.trong | Danh mục chưa có chỉ tiêu nào | Thêm mỗi chỉ tiêu một dòng của indicators.csv.
chi_tieu.phan_la | Chỉ tiêu không thuộc phần nào | Phần đầu của mã phải là mã một phần của đề cương.
chi_tieu.mau_so | Mẫu số của tỷ lệ không dùng được | Cột base của indicators.csv: mã một số đếm, cho tỷ lệ.
chi_tieu.cong_thuc | Công thức không dùng được | Sai cú pháp, gọi mã không có, gọi vòng hay nối nhau quá dài.
don_vi.trung | Hai đơn vị cùng mã | Mỗi mã chỉ một dòng của agencies.csv.
don_vi.thay_the | Đơn vị thay thế ghi sai | Cột successor ghi mã của agencies.csv, không vòng về chính nó.
lich.trung | Hai dòng lịch cho một kỳ, một năm | Giữ một dòng của calendar.csv, hoặc sửa năm.
muc_tieu.khong_the | Mục tiêu không thể có | Tỷ lệ phần trăm từ 0 đến 100; số đếm không âm, không có phần lẻ.
muc_tieu.trung | Hai mục tiêu cho một chỉ tiêu, một năm | Giữ một dòng của targets.csv.
danh_muc.khong_khop | Danh mục gọi chỉ tiêu không có | definitions.csv, targets.csv chỉ gọi mã đã có.
danh_muc.trung | Một cách tính mới ghi hai lần | Mỗi chỉ tiêu, mỗi ngày chỉ một dòng của definitions.csv.
van_ban.trung | Hai văn bản cùng mã | Mỗi mã (id) chỉ một dòng của documents.csv.
so_lieu.trung | Một số liệu ghi hai dòng | Mỗi chỉ tiêu của một đơn vị chỉ một dòng của figures.csv.
so_lieu.khong_khop | Dòng số liệu gọi mã không có | Chỉ tiêu, đơn vị, văn bản phải có trong tệp của chúng.
quy_tac.ma_la | Quy tắc gọi mã không có | checks.csv chỉ gọi mã chỉ tiêu, hoặc danh_muc.<cấp> để đếm đơn vị.
quy_tac.trung | Hai quy tắc cùng mã | Mỗi mã (id) chỉ một dòng của checks.csv.
thu_thap.sai | Dòng của intake.csv ghi sai | Chỉ tiêu và nơi cung cấp phải có trong danh mục.
thu_thap.trung | Một chỉ tiêu giao hai lần cho một nơi | Giữ một dòng của intake.csv.
""",
    Topic.NOTEBOOKS: """\
notebook.ket_qua_la | Ô in ra thứ không đưa vào báo cáo được | Dùng muc.narrative(), muc.table(), muc.chart().
notebook.khong_chay_duoc | Ô của notebook chạy bị lỗi | Sửa dòng được nêu trong notebook rồi chạy lại.
notebook.khong_in_gi | Không notebook nào in ra gì | Bỏ thẻ giấu ô, hoặc gọi muc.narrative().
notebook.bi_tu_choi | Chỗ in ra mà bước dựng báo cáo từ chối | Sửa đề mục, địa chỉ, bảng hay liên kết ấy.
bieu_do.khong_ve_duoc | Biểu đồ không vẽ được | Xem lại ô vẽ biểu đồ ấy trong notebook.
""",
    Topic.PROSE: """\
loi_van.khong_doc_duoc | Không đọc được tệp lời văn | Không có tệp, hoặc tệp không ở dạng UTF-8.
loi_van.trung_de_muc | Hai đề mục cùng số trong một tệp lời văn | Đánh số lại, hoặc gộp hai đoạn.
""",
}
NO_CHECKS_FILE = Rule(
    "quy_tac.khong_co",
    Severity.NOTE,
    "Không có tệp checks.csv",
    "Không quan hệ nào giữa các số liệu được đối chiếu. Lập tệp, mỗi dòng một quan hệ.",
    acknowledgeable=False,
)
UNKNOWN_COLUMN = Rule(
    "bieu_mau.cot_la",
    Severity.ERROR,
    "Gọi cột mà biểu mẫu không có",
    "Đẳng thức của forms.csv và cột form của indicators.csv chỉ gọi cột có trong forms.csv: "
    "“II.06a/VPCP/KSTT cột 3”.",
    at_times=Severity.WARNING,
    acknowledgeable=False,
)

for topic, lines in REFUSED.items():
    for line in lines.splitlines():
        code, title, explanation = line.split(" | ")
        declare(topic, Rule(code, Severity.ERROR, title, explanation, acknowledgeable=False))
declare(Topic.FILES, UNFINISHED_MERGE, UNKNOWN_COLUMN, NO_CHECKS_FILE)
declare(Topic.ACKNOWLEDGED, UNKNOWN_RULE, IDLE, REPEATED)
