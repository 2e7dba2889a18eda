"""Report workbook for the periodic administrative-reform report (báo cáo CCHC)."""
