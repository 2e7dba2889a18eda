"""The HTML page: its assets and policy, the cards of its figures, the key figures at its head."""
