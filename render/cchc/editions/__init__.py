"""What a run leaves behind: ledger, manifest, numbered and sealed editions; imports publish and below."""
