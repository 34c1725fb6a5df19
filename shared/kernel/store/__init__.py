"""Storage: engine, sessions, kinds of things, migrations, the clock."""
