"""Words and tools that know nothing of a report; imports no other room."""
