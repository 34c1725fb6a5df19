"""Measurements: figures to look at, never part of the tests."""
