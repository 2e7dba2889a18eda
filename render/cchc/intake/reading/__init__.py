"""Files that units send, whatever their format, as one model of sheets and cells."""

from cchc.intake.reading.grid import Book, Cell, Grid, Kind, UnreadableError, cell_name
from cchc.intake.reading.open_book import is_noise, open_book

__all__ = ["Book", "Cell", "Grid", "Kind", "UnreadableError", "cell_name", "is_noise", "open_book"]
