"""Townships, and their decisions; no input or output."""
