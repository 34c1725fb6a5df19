"""A key is published: the first with the township itself, each later one when the operator wants it."""

from dataclasses import dataclass

from services.identity.domain.signing_key.signing_key import STATES, SigningKey
from shared.language.behaviour import Clause, Creation, Ignore, Situation
from shared.language.contracts.directory import TownshipAdded
from shared.language.contracts.envelope import Role
from shared.language.contracts.identity import IN_USE, RotateSigningKey, SigningKeyPublished


@dataclass(frozen=True, slots=True)
class Drawn:
    """The public half of a key that was drawn before."""

    public_key: str


def publish(_: None, _message: TownshipAdded | RotateSigningKey, situation: Situation[Drawn]) -> SigningKey:
    """The key as others learn it."""
    return SigningKey(situation.new_id, situation.facts.public_key, situation.now)


PUBLISHING: tuple[Clause[SigningKey], ...] = (
    Creation(
        TownshipAdded,
        IN_USE,
        SigningKeyPublished,
        why="platform (ADR 0075): every township's tokens are signed with keys of its own",
        facts=Drawn,
        change=publish,
    ),
    Creation(
        RotateSigningKey,
        IN_USE,
        SigningKeyPublished,
        (Role.OPERATOR,),
        why="GB/T 39786 (密码应用): keys are replaced regularly, and at once where one may be known",
        facts=Drawn,
        change=publish,
    ),
    Ignore(STATES, TownshipAdded, "it has its key"),
)
