"""From one period to the next, and to another locality: scaffolds and the list of what is left to do."""
