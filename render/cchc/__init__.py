"""Sổ báo cáo công tác cải cách hành chính: một dòng import đủ cho cả notebook.

Ví dụ:
    from cchc import ACCENT, MUTED, open_section

    muc = open_section("tthc", "2020-H1")
    muc.heading()
    muc.narrative("2.1")

Mở một phần: `open_section`; phần đã mở (`Section`) in lời văn, biểu đồ và bảng.
Bảng của phụ lục đối chiếu: `findings_frame`, `worklist`, `recomputed_frame`, `windows_frame`,
`missing_frame`. Một biểu chính thức: `form_frame`.
Vẽ các hình thường dùng để sửa tiếp trong ô: `bar_chart`, `parts_chart`, `share_chart`, `two_series_chart`,
`line_chart`, `facets_chart`, `ranking_chart`; bảng theo đơn vị: `unit_table`.
Màu của báo cáo: ACCENT, MUTED, GOOD, BAD, …; xem `cchc.palette?`.

Gõ `muc.chart?` hoặc đặt con trỏ sau tên rồi nhấn Shift-Tab để xem cách dùng từng hàm.
"""

# As typing has it, which would be looked for in the current folder first, and is slow to import.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from cchc.notebook import palette
    from cchc.notebook.exhibits.builders import (
        bar_chart,
        facets_chart,
        line_chart,
        parts_chart,
        ranking_chart,
        share_chart,
        two_series_chart,
        unit_table,
    )
    from cchc.notebook.form_frame import form_frame
    from cchc.notebook.palette import (
        ACCENT,
        ACCENT_SOFT,
        BAD,
        BAD_SOFT,
        CATEGORIES,
        GOOD,
        INK,
        INK_SOFT,
        MUTED,
        ON_BAR,
        ON_MUTED,
        TRACK,
    )
    from cchc.notebook.review import (
        findings_frame,
        missing_frame,
        recomputed_frame,
        windows_frame,
        worklist,
    )
    from cchc.notebook.section import Section, open_section

__version__ = "0.1.0"

__all__ = [
    "ACCENT",
    "ACCENT_SOFT",
    "BAD",
    "BAD_SOFT",
    "CATEGORIES",
    "GOOD",
    "INK",
    "INK_SOFT",
    "MUTED",
    "ON_BAR",
    "ON_MUTED",
    "TRACK",
    "Section",
    "__version__",
    "bar_chart",
    "facets_chart",
    "findings_frame",
    "form_frame",
    "line_chart",
    "missing_frame",
    "open_section",
    "palette",
    "parts_chart",
    "ranking_chart",
    "recomputed_frame",
    "share_chart",
    "two_series_chart",
    "unit_table",
    "windows_frame",
    "worklist",
]

if not TYPE_CHECKING:
    # The command line needs nothing of what notebooks draw and compute with.
    def __getattr__(name: str) -> object:
        """A public name; the first one loads all that a notebook needs, the charts' looks too."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from cchc.notebook import form_frame, palette, review, section
        from cchc.notebook.exhibits import builders

        if name == "palette":
            return palette
        homes = (palette, section, review, builders, form_frame)
        return next(getattr(home, name) for home in homes if hasattr(home, name))

    def __dir__() -> list[str]:
        """What completion offers."""
        return sorted({*globals(), *__all__})
