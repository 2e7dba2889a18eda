"""Which faces the PDF is set in: the official one, or one of the same measure."""

from functools import cache

from cchc.publish.layout import official_layout


@cache
def report_fonts() -> tuple[str, ...]:
    """Those of the layout's faces that this machine has: Typst warns of any other."""
    import typst

    present = set(typst.Fonts().families())
    return tuple(name for name in official_layout().faces if name in present)
