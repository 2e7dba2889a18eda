"""Functions at work in forked processes: side by side, under limits, leaving nothing behind."""
