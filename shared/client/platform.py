"""The part that fits this platform alone: its commands' envelope. The other modules here speak for any
domain."""

from functools import partial

from shared.client import client
from shared.language.contracts.envelope import Envelope

new_command = partial(client.new_command, envelope=Envelope)
