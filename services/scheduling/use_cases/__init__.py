"""What needs more than the thing and the message."""
