"""A service: its parts, how it starts and stops, health, metrics, watch, logging."""
