"""Permissions: users of the broker, partners, trust."""
