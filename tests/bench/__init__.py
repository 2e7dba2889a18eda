"""How fast a report is made: `python -m tests.bench` prints the table of docs/toc-do.md."""
