"""From stated figures to values: computed, summed, compared, explained; imports inputs and base."""
