"""The life of a topic (议题): a chapter of it a file, listed in ``table``."""
