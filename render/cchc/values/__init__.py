"""From stated figures to values: summed, computed, compared and explained, each with its source."""
