"""Supervision (督办) of items, promises and projects: one mechanism for the three."""
