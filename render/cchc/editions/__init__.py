"""Editions of a period's report: numbered, kept side by side, frozen once final, proved unchanged."""
