"""A lending library in two services, on ``shared.kernel`` alone; docs/tutorial.md writes it step by step."""
