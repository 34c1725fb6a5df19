"""The compose files at work: `make compose-smoke`, `make cluster-smoke`. Standard library only, but for the
load."""
