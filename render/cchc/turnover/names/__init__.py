"""Indicators added, renamed and removed, agencies, documents and headings renamed: in all files or none."""
