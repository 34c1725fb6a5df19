"""The decisions of evaluation, free of databases, brokers and clocks."""
