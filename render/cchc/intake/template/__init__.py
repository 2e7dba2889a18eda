"""The forms of a period as Excel files: guide, list of indicators, official forms."""
