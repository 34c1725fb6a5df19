"""The transport of the embedded mode: one process, no broker."""
