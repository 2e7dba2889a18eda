"""returned."""
