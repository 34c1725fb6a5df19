"""Promises (承诺): one chapter of their life a file."""
