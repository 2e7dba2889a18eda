"""Which faces the PDF is set in: the official one, or one of the same measure."""

from functools import cache

# Times New Roman is the rule; the next two have its metrics; the last comes with Typst itself.
PREFERRED = ("Times New Roman", "Tinos", "Liberation Serif", "Libertinus Serif")


@cache
def report_fonts() -> tuple[str, ...]:
    """Those of the preferred faces that this machine has: Typst warns of any other."""
    import typst

    present = set(typst.Fonts().families())
    return tuple(name for name in PREFERRED if name in present)
