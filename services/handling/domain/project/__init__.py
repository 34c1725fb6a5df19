"""Projects (民生实事、重点工作): one chapter of their life a file."""
