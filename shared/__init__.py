"""The common ground of all services of Youyue: the language of messages, the journal, the bus, the statutory
clock."""
