"""Some years of a county, at once: ``python -m benchmarks.years``."""
