"""The first sheet of a form: how to fill it."""

from cchc.intake.form import GUIDE_SHEET
from cchc.intake.template.form_book import FormBook
from cchc.intake.template.styles import set_up_page

INSTRUCTIONS = (
    (
        "Điền ở đâu",
        "Chỉ điền các ô nền vàng. Ô nền xám đã khóa (không có mật khẩu); không thêm, xóa hay gộp ô.",
    ),
    ("Số", "Gõ số, không gõ chữ, đơn vị tính hay “khoảng”. Số đếm viết liền: 3133520."),
    ("Tỷ lệ", "Gõ số phần trăm: 10,07 hoặc 10,07%. Từ 1% trở xuống phải kèm dấu %: 0,8%."),
    ("Để trống", "Ô để trống nghĩa là CHƯA có số liệu; đơn vị sẽ được nhắc."),
    ("Số 0", "Không phát sinh thì gõ 0. Không gõ “-”, “x” hay “không có”."),
    (
        "Kỳ số liệu",
        "“Từ ngày”, “Đến ngày” đã điền sẵn; chỉ sửa khi số liệu của đơn vị tính theo khoảng khác "
        "(ghi 15/03/2020; tháng 03/2020 hay năm 2020 cũng được).",
    ),
    ("Số kỳ trước", "Để tham khảo, không phải sửa. Thấy sai thì nêu ở cột Ghi chú."),
    ("Ghi chú", "Điều cần giải thích về con số: ước tính, thay đổi cách tính, chưa đủ đơn vị trực thuộc."),
    (
        "Ô nền đỏ",
        "Các cột của biểu không khớp nhau (xem các đẳng thức dưới biểu). Kiểm tra lại trước khi gửi.",
    ),
)


def write_guide(book: FormBook) -> None:
    """Write the first sheet."""
    styles, sheet = book.styles, book.add_sheet(GUIDE_SHEET)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 100)
    receiver = book.workbook.params.issuing_body.short
    send = f"Lưu tệp (.xlsx) rồi gửi về cơ quan tổng hợp báo cáo của {receiver}. Đổi tên tệp cũng được."
    for row, (label, text) in enumerate((*INSTRUCTIONS, ("Gửi", send)), start=5):
        sheet.set_row(row, 36)
        sheet.write_string(row, 0, label, styles.make(bold=True, valign="top"))
        sheet.write_string(row, 1, text, styles.make(text_wrap=True, valign="top"))
    set_up_page(sheet, repeat=None)
