"""Everything that one period is made from, read and validated; imports base."""
