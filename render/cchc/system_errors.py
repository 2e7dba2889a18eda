"""Why the operating system refused, in Vietnamese."""

import errno

REASONS = {
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EEXIST: "đã có tệp trùng tên",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOTDIR: "có một tệp nằm ở chỗ cần thư mục",
    errno.ENOENT: "không có tệp hoặc thư mục",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EBUSY: "tệp đang được chương trình khác dùng",
    errno.ENAMETOOLONG: "tên quá dài",
}


def reason(error: OSError) -> str:
    """A short cause; the system's own words where none of ours fits."""
    return REASONS.get(error.errno or 0, error.strerror or str(error))


def cut_short(step: str) -> str:
    """What a user reads when the process of a step died."""
    return f"Bước {step} bị dừng đột ngột, thường do hết bộ nhớ. Đóng bớt chương trình rồi chạy lại."
