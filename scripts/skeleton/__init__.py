"""What ``make new-message`` writes, and where it finds the place for it."""
