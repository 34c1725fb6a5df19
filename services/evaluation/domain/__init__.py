"""What evaluation decides, free of databases, brokers and clocks."""
