"""What changed between two editions: figures, sentences, findings, documents."""
