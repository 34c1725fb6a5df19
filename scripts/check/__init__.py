"""``make check``: everything a change is asked in a minute, and one list of what is wrong with what to do."""
