"""Scheduling: meetings (约见) and visits (实地看)."""
