"""The views for people, as plain values: pure functions of the stored data."""
