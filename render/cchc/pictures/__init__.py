"""The report's chart pictures: each drawn once, for all formats and for later runs."""
