"""From sections to HTML, PDF and DOCX, with either engine; imports execution and below."""
