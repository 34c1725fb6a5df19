"""Meetings and visits, and their decisions; no input or output."""
