"""What evaluation does with a message where loading and deciding alone is not enough."""
