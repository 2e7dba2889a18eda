"""house_style."""
