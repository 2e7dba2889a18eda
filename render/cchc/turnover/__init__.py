"""From one period to the next and to another locality: scaffolds, checklist; imports checks and below."""
