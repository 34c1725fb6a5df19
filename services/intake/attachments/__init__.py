"""Photos and documents that raisers send: examined by content, cleaned, and kept outside the database."""
