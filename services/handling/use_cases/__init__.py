"""The messages that need more than their thing and its table."""
