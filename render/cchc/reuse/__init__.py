"""Sections and pictures of earlier runs, used again where nothing that shapes them has changed."""
