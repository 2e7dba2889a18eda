"""Màu của báo cáo: dùng các tên này thì biểu đồ tự đổi theo nền sáng, nền tối.

Ví dụ:
    from cchc import ACCENT, MUTED

    alt.Chart(bang).mark_bar(color=ACCENT)
    bang.assign(mau=[MUTED, ACCENT, ACCENT])  # vẽ bằng color=alt.Color("mau:N", scale=None)

ACCENT, ACCENT_SOFT: điều hình muốn nói, đậm và nhạt.
GOOD, BAD, BAD_SOFT: tốt; xấu, đậm và nhạt.
MUTED: phần để so sánh. TRACK: phần còn thiếu của một tổng.
INK, INK_SOFT: chữ và vạch, đậm và nhạt.
ON_BAR, ON_MUTED: chữ nằm trong thanh màu ACCENT, trong thanh màu MUTED.
CATEGORIES: sáu màu cho sáu nhóm ngang hàng.

Đừng để riêng màu nói lên điều gì: luôn có nhãn đi kèm.
"""

from collections.abc import Mapping

# Categories, and good against bad, stay apart for readers who see no red, no green or no blue
# (tests/notebook/test_palette.py).
INK = "#1f2933"
INK_SOFT = "#52606d"
GRID = "#e4e7eb"

ACCENT = "#0b5394"
ACCENT_SOFT = "#6a96c2"
GOOD = "#1f8f78"
BAD = "#a5340b"
BAD_SOFT = "#c98262"
MUTED = "#87929d"
TRACK = "#e1e6eb"
ON_BAR = "#ffffff"
ON_MUTED = "#11181f"

CATEGORIES = (ACCENT, "#d07c08", GOOD, "#a873cf", BAD, "#3f454c")

# What stands for each colour in the dark.
DARK: Mapping[str, str] = {
    INK: "#e3e8ee",
    INK_SOFT: "#a7b2be",
    GRID: "#303a46",
    ACCENT: "#8dbff7",
    ACCENT_SOFT: "#5687bb",
    GOOD: "#2fa078",
    BAD: "#db5c30",
    BAD_SOFT: "#d9a58b",
    MUTED: "#75818e",
    TRACK: "#2f3945",
    ON_BAR: "#0e1318",
    ON_MUTED: "#0e1319",
    "#d07c08": "#f0b13c",
    "#a873cf": "#a866bd",
    "#3f454c": "#c3c8ce",
}


def in_the_dark(selector: str) -> str:
    """CSS that recolours what `selector` holds: an SVG drawn in this palette."""
    return "".join(
        f'{selector} [{paint}="{light}"] {{ {paint}: {dark}; }}\n'
        for light, dark in DARK.items()
        for paint in ("fill", "stroke")
    )
