"""The kernel without this platform: a domain of another kind, and what it shows."""
