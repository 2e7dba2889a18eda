"""The Word file: its reference document, and what is finished in it after an engine wrote it."""
