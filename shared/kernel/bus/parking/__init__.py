"""The parking lot: messages that could not be handled, and people's actions on them."""
