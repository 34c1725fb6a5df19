"""Servers that the tests own: private, on free ports, gone afterwards."""
