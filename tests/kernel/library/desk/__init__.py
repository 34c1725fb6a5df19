"""The desk: what readers are told in writing, and what the librarians are told in numbers."""
