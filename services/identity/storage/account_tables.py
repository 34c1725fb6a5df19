"""The tables of accounts: who may sign in and how, sessions, failed tries, and the log that stands."""

from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.dialects.postgresql import ARRAY


@dataclass(frozen=True, slots=True)
class AccountTables:
    """All of them. Times are of the machines' clock."""

    accounts: Table
    links: Table
    recovery_codes: Table
    security_keys: Table
    sessions: Table
    tries: Table
    log: Table


def account_tables(metadata: MetaData) -> AccountTables:
    """Define them in ``metadata``."""
    return AccountTables(
        _accounts(metadata),
        _links(metadata),
        _codes(metadata),
        _keys(metadata),
        _sessions(metadata),
        _tries(metadata),
        _log(metadata),
    )


def _moment(name: str, *, now: bool = False, nullable: bool = True) -> Column[object]:
    default = func.now() if now else None
    return Column(name, DateTime(timezone=True), nullable=nullable and not now, server_default=default)


def _accounts(metadata: MetaData) -> Table:
    return Table(
        "accounts",
        metadata,
        Column("tenant", Text, primary_key=True),
        Column("person_id", Text, primary_key=True),
        Column("login", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("password", Text),
        _moment("password_at"),
        Column("earlier", ARRAY(Text), nullable=False, server_default="{}"),
        Column("otp_sealed", Text),
        Column("otp_step", BigInteger),
        _moment("created_at", now=True),
        Column("upstream_id", Text),
        UniqueConstraint("login"),
        UniqueConstraint("upstream_id"),
        comment="One for each person: invited, active, suspended or ended. Passwords as argon2id, the second "
        "factor's secret sealed; otp_step: the newest step of time whose code was taken; upstream_id: who "
        "they are to the OpenID provider.",
    )


def _links(metadata: MetaData) -> Table:
    return Table(
        "first_links",
        metadata,
        Column("hash", Text, primary_key=True),
        Column("tenant", Text, nullable=False),
        Column("person_id", Text, nullable=False),
        _moment("ends_at", nullable=False),
        comment="Links by which somebody sets a password for the first time, or anew; of each only its hash.",
    )


def _codes(metadata: MetaData) -> Table:
    return Table(
        "recovery_codes",
        metadata,
        Column("hash", Text, primary_key=True),
        Column("tenant", Text, nullable=False),
        Column("person_id", Text, nullable=False),
        comment="Each opens once what the second factor opens.",
    )


def _keys(metadata: MetaData) -> Table:
    return Table(
        "security_keys",
        metadata,
        Column("id", Text, primary_key=True),
        Column("tenant", Text, nullable=False),
        Column("person_id", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("credential", LargeBinary, nullable=False),
        Column("counter", BigInteger, nullable=False),
        _moment("added_at", now=True),
        _moment("used_at"),
        Index("ix_security_keys_person", "tenant", "person_id"),
        comment="Security keys and passkeys (WebAuthn). id: of the credential, base64url; credential: its id "
        "and public key as it said them; counter: the newest that it signed, 0 where it counts nothing.",
    )


def _sessions(metadata: MetaData) -> Table:
    return Table(
        "sessions",
        metadata,
        Column("hash", Text, primary_key=True),
        Column("name", Text, nullable=False),
        Column("tenant", Text, nullable=False),
        Column("person_id", Text, nullable=False),
        _moment("begun_at", now=True),
        _moment("seen_at", now=True),
        _moment("factor_at"),
        Column("factor_by", Text),
        _moment("proved_at"),
        Column("challenge", Text),
        Column("waits_for_factor", Boolean, nullable=False),
        Column("address", Text, nullable=False),
        Column("agent", Text, nullable=False),
        Index("ix_sessions_person", "tenant", "person_id"),
        comment="Under the hash of what the browser holds; name: by which its owner ends it; factor_by: how "
        "the second factor was shown; proved_at: when the password was said again to change factors; "
        "challenge: what a security key is to sign next.",
    )


def _tries(metadata: MetaData) -> Table:
    return Table(
        "failed_tries",
        metadata,
        Column("what", Text, primary_key=True),
        Column("count", Integer, nullable=False),
        _moment("last_at", now=True),
        _moment("locked_until"),
        comment="Failed tries in a row, by login and by address.",
    )


def _log(metadata: MetaData) -> Table:
    return Table(
        "sign_in_log",
        metadata,
        Column("number", BigInteger, Identity(always=True), primary_key=True),
        _moment("at", now=True),
        Column("tenant", Text, nullable=False),
        Column("person_id", Text, nullable=False),
        Column("what", Text, nullable=False),
        Column("address", Text, nullable=False),
        Column("by", Text, nullable=False),
        Index("ix_sign_in_log_person", "tenant", "person_id", "number"),
        Index("ix_sign_in_log_at", "at"),
        comment="Who signed in, failed to, or changed an account. Rows are added and never changed; "
        "after half a year they may go (网络安全法 art. 21).",
    )
