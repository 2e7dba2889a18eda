"""What is printed is read back: words that are no report's, whichever input they come from."""
