"""Codes that people keep, read out and type: their alphabet and check symbol, and the raiser's proof."""
