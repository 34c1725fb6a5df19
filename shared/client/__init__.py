"""A partner's client: sends commands, hears events, knows no service from inside. By AMQP, or by the
console's HTTP."""

from shared.client.client import Client, Heard, new_command, open_client

__all__ = ["Client", "Heard", "new_command", "open_client"]
