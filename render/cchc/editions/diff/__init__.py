"""What changed between two editions, in words, on a page, in the report, in the terminal, as JSON."""
