"""Mistakes that people make in figures, made on purpose: which of them are named? All made up."""
