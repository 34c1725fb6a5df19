"""Handling (政府办): items, their clock and supervision, promises, projects."""
