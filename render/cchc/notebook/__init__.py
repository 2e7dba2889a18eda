"""What notebooks import, and the record of what they read."""
