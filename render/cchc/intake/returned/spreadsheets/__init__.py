"""spreadsheets."""
