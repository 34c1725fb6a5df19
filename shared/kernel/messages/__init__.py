"""Messages: base types, envelope, registry, topology, and their errors."""
