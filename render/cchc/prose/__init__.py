"""From values to Vietnamese sentences: templates, functions, front matter; imports values and below."""
