"""Excel intake: forms out to the reporting units, and what they send back into figures.csv."""
