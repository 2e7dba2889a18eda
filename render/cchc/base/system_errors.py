"""What the system refuses, in a user's words: the cause, the file, what to do. Worded here alone."""

import errno
import os
import re

REASONS = {
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EEXIST: "đã có tệp trùng tên",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOTDIR: "có một tệp nằm ở chỗ cần thư mục",
    errno.ENOTEMPTY: "thư mục ở đó đã có tệp bên trong",
    errno.ENOENT: "không có tệp hoặc thư mục",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EFBIG: "tệp lớn hơn mức được phép",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EXDEV: "thư mục ấy nằm ở ổ đĩa khác",
    errno.EBUSY: "tệp đang được chương trình khác dùng",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EILSEQ: "tên có ký tự mà ổ đĩa không nhận",
    errno.EINVAL: "ổ đĩa hoặc hệ điều hành không nhận tên hay thao tác này",
    errno.ELOOP: "các liên kết trỏ vòng vào nhau",
    errno.EIO: "ổ đĩa báo lỗi đọc ghi",
    errno.EMFILE: "mở quá nhiều tệp cùng lúc",
    errno.ENFILE: "mở quá nhiều tệp cùng lúc",
    errno.ENOMEM: "máy hết bộ nhớ",
    errno.EAGAIN: "máy đang quá tải, hoặc đã hết mức tiến trình được phép",
    errno.EPIPE: "nơi nhận đã đóng",
    errno.ETIMEDOUT: "ổ đĩa hoặc máy kia không trả lời",
}
NETWORK_DRIVE = "ổ đĩa mạng không trả lời"
# Not every system knows them.
REASONS |= {
    getattr(errno, name): words
    for name, words in {
        "EDQUOT": "tài khoản đã dùng hết dung lượng được cấp",
        "ETXTBSY": "tệp đang được chương trình khác dùng",
        "ESTALE": NETWORK_DRIVE,
        "EHOSTDOWN": NETWORK_DRIVE,
        "ENOTCONN": NETWORK_DRIVE,
    }.items()
    if hasattr(errno, name)
}
# Windows tells a file that another program holds open apart from one that may not be written here alone.
HELD_OPEN = frozenset({32, 33})

MAKE_ROOM = "Dọn bớt tệp trên ổ đĩa ấy rồi chạy lại."
REMEDIES = {
    errno.ENOSPC: MAKE_ROOM,
    getattr(errno, "EDQUOT", errno.ENOSPC): MAKE_ROOM,
    errno.EROFS: "Dùng sổ báo cáo ở một ổ đĩa ghi được.",
    errno.EXDEV: "Để cả thư mục output, gồm editions, trên cùng một ổ đĩa.",
    errno.EMFILE: "Đóng bớt chương trình, hoặc dùng --jobs nhỏ hơn, rồi chạy lại.",
    errno.ENOMEM: "Đóng bớt chương trình rồi chạy lại.",
    errno.EAGAIN: "Đóng bớt chương trình, hoặc dùng --jobs nhỏ hơn, rồi chạy lại.",
    errno.EIO: "Sao lưu ngay, rồi kiểm tra ổ đĩa.",
}

# Beside the name, where a list of files is written.
DIGEST = re.compile(r"^[0-9a-f]{64}  | [0-9a-f]{32}$")
# What other programs complain of in the system's words.
FATAL = (*REMEDIES, errno.EFBIG, errno.EACCES)


def reason(error: OSError) -> str:
    """A short cause; the system's own words where none of ours fits."""
    return REASONS.get(_code(error)) or error.strerror or str(error)


def remedy(error: OSError, otherwise: str) -> str:
    """What to do about it, where the cause alone decides that; else what the caller knows."""
    return REMEDIES.get(_code(error), otherwise)


def _code(error: OSError) -> int:
    if getattr(error, "winerror", None) in HELD_OPEN:
        return errno.EBUSY
    # One that stands for several has their words alone.
    return error.errno or _code_in(str(error))


def _code_in(words: str) -> int:
    return next((code for code in FATAL if os.strerror(code) in words), 0)


def system_failure(error: OSError) -> str:
    """What a user reads where nobody nearer to the fault has said more: cause, file, what to do."""
    names = dict.fromkeys(str(name) for name in (error.filename, error.filename2) if name is not None)
    place = f" Tệp hoặc thư mục: {', '.join(f'“{name}”' for name in names)}." if names else ""
    what_to_do = remedy(error, "Xem lại tệp, thư mục ấy và quyền trên đó, rồi chạy lại.")
    return f"Máy không làm được việc này: {reason(error)}.{place} {what_to_do} Bản đã có vẫn còn nguyên."


def explained(error: BaseException) -> str:
    """The same for whatever error a library has made of it; empty where the system is not to blame."""
    if isinstance(error, UnicodeEncodeError) and (name := _unwritable_name(error)):
        return f"Tên tệp “{name}” có byte không phải chữ UTF-8. Đổi tên hoặc chuyển tệp ấy đi rồi chạy lại."
    wrapped = (error, error.__cause__, *error.args[:1])
    return next((system_failure(cause) for cause in wrapped if isinstance(cause, OSError)), "")


def _unwritable_name(error: UnicodeEncodeError) -> str:
    """The name, among those that were being written, with the byte that Python could not decode as text."""
    if not "\udc80" <= error.object[error.start] <= "\udcff":
        return ""
    before, after = error.object[: error.start], error.object[error.start :]
    line = before.rpartition("\n")[2] + after.partition("\n")[0]
    return os.fsencode(DIGEST.sub("", line)).decode("utf-8", errors="backslashreplace")


def system_words(complaint: str) -> str:
    """The same short cause, found in what another program complains of; empty where there is none."""
    return REASONS.get(_code_in(complaint), "")
