"""Excel forms out to the reporting units and back into figures.csv; imports checks and below."""
