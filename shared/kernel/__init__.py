"""A runtime for services that decide by state tables and speak by events; it knows no domain."""
