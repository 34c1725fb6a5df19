"""``youyue parked``: messages that could not be handled, and what is done about them."""
