"""From values to Vietnamese sentences: template functions, the sandbox, headings and front matter."""
