"""The parking lot: messages that could not be handled, and the commands of people about them."""
