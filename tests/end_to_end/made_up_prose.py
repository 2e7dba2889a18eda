"""What the made-up province writes under the headings of the neutral workbook, in their order, by file."""

from pathlib import Path

TO_WRITE = '{{ can_sua("viết nội dung") }}'
PROSE: dict[str, tuple[str, ...]] = {
    "chi_dao_dieu_hanh": (
        "UBND tỉnh đã ban hành kế hoạch cải cách hành chính của năm với "
        '{{ so("chi_dao_dieu_hanh.ke_hoach.nhiem_vu") }} nhiệm vụ; đến cuối kỳ số liệu hoàn thành '
        '{{ so("chi_dao_dieu_hanh.ke_hoach.hoan_thanh") }} nhiệm vụ, đạt '
        '{{ ty_le("chi_dao_dieu_hanh.ke_hoach.ty_le_hoan_thanh") }}.',
        'Đã kiểm tra {{ so("chi_dao_dieu_hanh.kiem_tra.da_kiem_tra") }} cơ quan, đơn vị, phát hiện '
        '{{ so("chi_dao_dieu_hanh.kiem_tra.phat_hien") }} vấn đề.',
        'Trong kỳ có {{ so("chi_dao_dieu_hanh.nhiem_vu_giao.tong") }} nhiệm vụ đến hạn, hoàn thành đúng hạn '
        '{{ ty_le("chi_dao_dieu_hanh.nhiem_vu_giao.ty_le_dung_han") }}.',
        'Các cơ quan đăng {{ so("chi_dao_dieu_hanh.tuyen_truyen.tin_bai") }} tin, bài.',
        "Mức độ hài lòng theo khảo sát là "
        '{{ ty_le("chi_dao_dieu_hanh.hai_long.khao_sat.ty_le") }}; các cách đo khác nêu ở bảng dưới đây.',
    ),
    "the_che": (
        'Cấp tỉnh và cấp xã ban hành {{ so("the_che.vbqppl.tong") }} văn bản quy phạm pháp luật.',
        'Kiểm tra {{ so("the_che.kiem_tra.van_ban") }} văn bản, phát hiện '
        '{{ so("the_che.kiem_tra.trai_phap_luat") }} văn bản trái pháp luật.',
        'Rà soát {{ so("the_che.ra_soat.tong") }} văn bản ([](#hinh-the-che-ra-soat){.ref}).',
    ),
    "tthc": (
        'Công bố {{ so("tthc.cong_bo.tong") }} thủ tục hành chính trong kỳ.',
        'Phê duyệt {{ so("tthc.quy_trinh.trong_ky") }} quy trình nội bộ.',
        'Cung cấp {{ so("tthc.dvc.tong") }} dịch vụ công trực tuyến.',
        'Trong số {{ so_don_vi("tthc.ho_so.cap_xa.ty_le_dung_han") }} xã, phường, đứng cuối là '
        '{{ dung_cuoi("tthc.ho_so.cap_xa.ty_le_dung_han") }}.',
        '{{ ty_le("tthc.thanh_toan.ty_le") }} hồ sơ phải nộp phí, lệ phí được thanh toán trực tuyến.',
        'Tiếp nhận {{ so("tthc.pakn.tiep_nhan") }} phản ánh, kiến nghị.',
    ),
    "bo_may": (
        'Tỉnh có {{ so("bo_may.to_chuc.cap_tinh") }} cơ quan cấp tỉnh, '
        '{{ so("bo_may.to_chuc.cap_xa") }} xã, phường, đặc khu.',
        'Tinh giản {{ so("bo_may.tinh_gian.trong_ky") }} người trong kỳ.',
    ),
    "cong_chuc": (
        '{{ ty_le("cong_chuc.vi_tri_viec_lam.ty_le") }} cơ quan, đơn vị đã được phê duyệt vị trí việc làm.',
        'Mở {{ so("cong_chuc.dao_tao.lop") }} lớp đào tạo, bồi dưỡng.',
        'Kỷ luật {{ so("cong_chuc.ky_luat.so_nguoi") }} người.',
    ),
    "tai_chinh_cong": (
        'Giải ngân {{ ty_le("tai_chinh_cong.giai_ngan.ty_le") }} kế hoạch vốn của năm.',
        'Đã giao quyền tự chủ cho {{ so("tai_chinh_cong.tu_chu.tong") }} đơn vị sự nghiệp công lập.',
    ),
    "hien_dai_hoa": (
        'Đang dùng {{ so("hien_dai_hoa.chu_ky_so.da_cap") }} chữ ký số chuyên dùng.',
        '{{ ty_le("hien_dai_hoa.he_thong.ty_le_cap_do") }} hệ thống thông tin đã phê duyệt cấp độ an toàn.',
    ),
    "danh_gia_chung": (
        "Thủ tục hành chính được giải quyết phần lớn đúng hạn ở cả hai cấp.",
        "Một số nơi còn hồ sơ quá hạn; thanh toán trực tuyến chưa đều.",
        "Nhân lực ở cấp xã còn thiếu, phần mềm chưa liên thông.",
    ),
    "phuong_huong": (
        "Giảm hồ sơ quá hạn, mở rộng thanh toán trực tuyến.",
        "Đề nghị Bộ Nội vụ sớm ban hành danh mục chỉ tiêu báo cáo.",
    ),
}


def write_prose(narrative: Path) -> None:
    """Write each text in the place of its mark."""
    for name, texts in PROSE.items():
        path = narrative / f"{name}.md"
        written = path.read_text(encoding="utf-8")
        for text in texts:
            assert TO_WRITE in written, f"{name}: no mark for “{text}”"
            written = written.replace(TO_WRITE, text, 1)
        assert TO_WRITE not in written, name
        path.write_text(written, encoding="utf-8", newline="\n")
