"""The life of a submission (群众意见): a chapter of it a file, listed in ``table``."""
