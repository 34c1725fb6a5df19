"""Directory: the townships, their lists (名录), their rules and their holidays."""
