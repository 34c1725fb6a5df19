"""The way of a delivery, one concern a file; fault injectors beside them."""
