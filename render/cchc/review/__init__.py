"""What comes back from readers: remarks, second readings, approvals; imports pipeline and below."""
