"""The use cases that look something up before a table decides, or change several things at once."""
