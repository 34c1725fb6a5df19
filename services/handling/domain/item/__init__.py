"""Items (办理事项): one chapter of their life a file, each with its guards, changes, clauses and timers."""
