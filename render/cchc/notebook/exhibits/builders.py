"""The builders that notebooks may call."""

from cchc.notebook.exhibits.bars import bar_chart, parts_chart
from cchc.notebook.exhibits.facets import facets_chart
from cchc.notebook.exhibits.over_time import line_chart
from cchc.notebook.exhibits.ranking import ranking_chart
from cchc.notebook.exhibits.shares import share_chart
from cchc.notebook.exhibits.tables import unit_table
from cchc.notebook.exhibits.two_series import two_series_chart

__all__ = [
    "bar_chart",
    "facets_chart",
    "line_chart",
    "parts_chart",
    "ranking_chart",
    "share_chart",
    "two_series_chart",
    "unit_table",
]
