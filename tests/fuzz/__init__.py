"""Messages that nobody should send, against a running platform: ``make fuzz``."""
