"""Identity's tables: keys, and beside them their private halves, sealed; accounts, sessions, the log."""

from typing import Any

from sqlalchemy import Column, DateTime, Table, Text, func

from services.identity.domain.signing_key.signing_key import SigningKey
from services.identity.domain.signing_key.table import SIGNING_KEY_TABLE
from services.identity.storage.account_tables import account_tables
from shared.kernel.journal.tables import journal_tables
from shared.kernel.store.database import new_metadata
from shared.kernel.store.kind import Kind, thing_table
from shared.kernel.store.landings import landings_table
from shared.language.contracts.identity import SigningKeySnapshot

METADATA = new_metadata()
JOURNAL = journal_tables(METADATA)
LANDINGS = landings_table(METADATA)
SIGNING_KEY = Kind(
    "signing_key", SigningKey, SigningKeySnapshot, SIGNING_KEY_TABLE, thing_table("signing_key", METADATA)
)
KINDS: tuple[Kind[Any], ...] = (SIGNING_KEY,)

SPARE_KEYS = Table(
    "spare_keys",
    METADATA,
    Column("public_key", Text, primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("drawn_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    comment="Keys that were drawn in advance: who decides takes one, and knows no secret.",
)
PRIVATE_KEYS = Table(
    "private_keys",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("signing_key_id", Text, primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False, server_default=func.now()),
    comment="Private halves of signing keys, sealed with a secret of the environment. "
    "By the machines' clock: a key signs some time after since, when everybody has heard of it.",
)
ACCOUNTS = account_tables(METADATA)
