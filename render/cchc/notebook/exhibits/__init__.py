"""The builders of the report's usual charts and tables, one kind a file; each has a form for the phone."""
