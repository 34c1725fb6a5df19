"""Who may do what: users of the broker, partners, trust."""
