"""The charts' colours: on paper and white screens, and what stands for each in the dark.

No colour carries a meaning alone; still, categories, and good against bad, stay apart for readers
who see no red, no green or no blue (tests/test_palette.py).
"""

from collections.abc import Mapping

INK = "#1f2933"
INK_SOFT = "#52606d"
GRID = "#e4e7eb"

ACCENT = "#0b5394"
ACCENT_SOFT = "#6a96c2"
GOOD = "#1f8f78"
BAD = "#a5340b"
BAD_SOFT = "#c98262"
# What is there for comparison, and the part of a whole that is still to come.
MUTED = "#87929d"
TRACK = "#e1e6eb"
# A label inside a bar: of the accent, and of the muted colour.
ON_BAR = "#ffffff"
ON_MUTED = "#11181f"

CATEGORIES = (ACCENT, "#d07c08", GOOD, "#a873cf", BAD, "#3f454c")

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
