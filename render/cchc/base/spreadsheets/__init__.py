"""Spreadsheets of any format as books of grids of cells, read within limits."""
