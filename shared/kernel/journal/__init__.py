"""The journal of a service: outbox, timers and history in one table, the inbox beside it, and the unit of
work."""
