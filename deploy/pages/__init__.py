"""The operators' pages at work: ``make pages-smoke`` types every command that stands on them, ``make
cluster-grow`` those of the way to three brokers. Standard library only."""
