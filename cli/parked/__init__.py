"""``youyue parked``: messages that could not be handled, and the ways to deal with them."""
