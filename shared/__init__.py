"""What every service of Youyue shares: the language of messages, the journal, the bus, the statutory
clock."""
