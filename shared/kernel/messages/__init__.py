"""Messages: base types, envelope, registry, topology; what can go wrong with them."""
