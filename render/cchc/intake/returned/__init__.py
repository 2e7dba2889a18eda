"""Returned files: whose each is, which cells were asked for, what they say, once for each figure."""
