"""What a meeting and a visit are and do; no input or output."""
