"""The platform as one house: its messages, subscriptions, roles, words and numbers, handed to the kernel."""

from pathlib import Path

from shared.kernel.machine import House, KeyBook, LawBook
from shared.kernel.messages.base import Bilingual
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import law_of
from shared.language.contracts.directory import AddTownship, TownshipSnapshot
from shared.language.contracts.envelope import LEVELS, Envelope, Role
from shared.language.contracts.identity import IN_USE
from shared.language.contracts.intake import SubmitSubmission
from shared.language.directory.choosing import nearest
from shared.language.remedies import remedy_of
from shared.language.topology import TOPOLOGY
from shared.language.words import bilingual


def sentence_of(refusal: Refusal) -> Bilingual:
    """The catalogue's sentence for a refusal (``refusal.<code>``), filled in."""
    return bilingual(f"refusal.{refusal.code}", field=refusal.field or "", **dict(refusal.values))


def no_such_township(township: str, taken_in: tuple[str, ...]) -> Refusal:
    """The refusal of a command for a township that was not taken in; it names those that were."""
    near = nearest(township, taken_in)
    return refuse("unknown_township", Envelope.tenant_name, tenant=township, one_of=near)


def public_key_of(document: dict[str, object]) -> str | None:
    """The public half of a key that is not retired."""
    return str(document["public_key"]) if document["state"] == IN_USE else None


HOUSE = House(
    topology=TOPOLOGY,
    roles=tuple(Role),
    say=sentence_of,
    remedy=remedy_of,
    book=LawBook(
        "township",
        TownshipSnapshot,
        law_of,
        founded_by=AddTownship,
        unknown=no_such_township,
        spares=lambda law: law.telephones,
    ),
    keys=KeyBook("/youyue/identity", "signing_key", public_key_of),
    tenant_prefix="|".join(f"[0-9]{{{digits}}}" for digits in (*LEVELS, 9)),
    partners=Path(__file__).with_name("partners.toml"),
    retention=Path(__file__).with_name("retention.toml"),
    rationed=SubmitSubmission,
)
