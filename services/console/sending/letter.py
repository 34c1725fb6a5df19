"""A form's command: one form is one command, however often it is sent.

All that has to be new follows from the form's seed, 128 random bits that only its page knows: the command's
id, and the raiser's proof. So a double click, a page loaded anew and a second instance make the same message,
and nobody keeps a proof for the page that shows it.
"""

import hashlib
import re
import secrets
from itertools import count

from pydantic_core import to_json

from shared.client.platform import new_command
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.ids import derived_id
from shared.language.codes.proof import PROOF_CODE, commitment
from shared.language.contracts.envelope import Envelope, Role

SOURCE = "/youyue/console"
_SEED = re.compile(r"[0-9a-f]{32}\Z")


def new_seed() -> str:
    """A form's seed."""
    return secrets.token_hex(16)


def is_seed(given: str) -> bool:
    """Whether it can be one: somebody else's form may send anything."""
    return _SEED.match(given) is not None


def proof_of(seed: str) -> str:
    """The proof of the matter that the form raises, as it is shown."""
    drawn = count()

    def draw(below: int) -> int:
        # Every drawn number is as likely as the next, to one part in 2^59.
        return int.from_bytes(_drawn(seed, f"proof {next(drawn)}")[:8]) % below

    return PROOF_CODE.new(draw)


def commitment_of(seed: str) -> str:
    """Its commitment: with the same salt each time, or the command would have other words each time."""
    return commitment(proof_of(seed), _drawn(seed, "salt")[:16])


def letter(command: Command, seed: str, township: str) -> Envelope:
    """The command of that form. Other words in the same form are another command."""
    said = hashlib.sha256(to_json(command.model_dump(mode="json"))).hexdigest()
    id = derived_id("form", seed, command.type, said)
    # No account: what they are called says nothing, and is another name each time.
    envelope = new_command(command, Actor(f"citizen:{id}", Role.CITIZEN), township, SOURCE, id)
    assert isinstance(envelope, Envelope)
    return envelope


def _drawn(seed: str, what: str) -> bytes:
    return hashlib.sha256(f"{seed} {what}".encode()).digest()
