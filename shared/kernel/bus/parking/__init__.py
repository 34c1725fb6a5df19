"""The parking lot: messages that could not be handled, and what people do with them."""
