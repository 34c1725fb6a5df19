"""Replays that partners ask for themselves, each within its entry."""
