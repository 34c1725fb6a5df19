"""Tables and look-ups."""
