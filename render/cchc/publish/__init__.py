"""From the build folder to the published files: HTML, PDF and DOCX."""
