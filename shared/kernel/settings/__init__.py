"""Settings from the environment: addresses, secrets, TLS."""
