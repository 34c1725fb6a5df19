"""``make bench-quick``: the hot path beside what it is measured against, as docs/architecture/performance.md
says."""
