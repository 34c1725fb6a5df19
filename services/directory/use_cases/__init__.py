"""The use cases that need more than the thing and the message."""
