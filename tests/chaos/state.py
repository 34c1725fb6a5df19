"""All that the platform's databases hold after a run, but for what two runs of the same load may differ in.

What is left out, and why:

- ``trace_code``: drawn at random by the system's secure source.
- keys of townships: drawn at random, and so are the sealed halves. Keys in reserve are as many as the
  processes that were started had time to draw.
- ``traceparent``; positions, and what counts moves of things; ``sent_at``, ``handled_at``, ``parked_at``,
  ``recorded_at``, ``since`` of a key: of the machine, not of the story. The story's own times are compared:
  its clock moves by command.
- ids and causes of events, and so of the rows of inbox, timeline and history: two events of one transaction
  may be handled in either order, and the one that comes first tells the raiser
  (``services/intake/use_cases/items.py``). Subject, sequence and type must be the same, and so must be how
  many of each type each queue has handled. Ids of commands are compared.
- who cast which vote of a ballot first, second, third: they vote at the same moment. The table of votes is
  compared, without its ids, which are drawn at random so that they tell no order.
- ``repeated`` of an answer, and the second row of one: whether the first was noted as sent when its command
  came again (``shared/kernel/journal/answering.py``). That each command has its answer is compared.
"""

import json
from collections.abc import Iterator, Set
from importlib import import_module
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.kernel.messages.base import Command
from shared.kernel.messages.ids import derived_id
from shared.language.contracts.evaluation import VoteRecorded
from shared.language.contracts.registry import TYPES
from shared.language.topology import CONSUMERS
from tests.chaos.compare import Fact

_OF_THE_MACHINE = {"position", "moved", "sent_at", "handled_at", "parked_at", "recorded_at", "since"}
_RANDOM = {"trace_code", "traceparent", "public_key", "sealed"}
_EVENT_IDS = {"id", "causationid"}
_OF_A_VOTER = {"actorid", "correlationid", "votes", "actor_id", "detail"}
_OF_AN_ANSWER = frozenset({"repeated"})
_NO_STATE = {"alembic_version", "purges", "spare_keys"}


async def read_state(engine: AsyncEngine) -> list[Fact]:
    """Every row of every service's tables as a fact."""
    facts: list[Fact] = []
    async with engine.connect() as connection:
        for service in CONSUMERS:
            for table in _tables(service):
                rows = await connection.execute(
                    select(table).execution_options(schema_translate_map={None: service})
                )
                found = (dict(row._mapping) for row in rows)
                facts.extend(fact_of(service, table, row) for row in found if not answers_again(service, row))
    return facts


def _tables(service: str) -> Iterator[Table]:
    metadata = import_module(f"services.{service}.app").SERVICE.metadata
    yield from (table for table in metadata.sorted_tables if table.name not in _NO_STATE)


def answers_again(service: str, row: dict[str, Any]) -> bool:
    """Whether the row is the second answer to a command, beside the first."""
    if not row.get("asker"):
        return False
    said = json.loads(row["body"])["data"]
    asked = (row["tenant"], said["command_source"], said["command_id"])
    return bool(row["id"] == derived_id("answer", service, *asked, "again"))


def fact_of(service: str, table: Table, row: dict[str, Any]) -> Fact:
    """What two runs must have in common of a row."""
    row = {name: value for name, value in row.items() if name not in _OF_THE_MACHINE}
    key, version, content = _KEYS.get(table.name, _by_primary_key)(table, row)
    return Fact((service, table.name, *key), version, canonical(content))


Keyed = tuple[tuple[Any, ...], int | None, Any]


def _by_primary_key(table: Table, row: dict[str, Any]) -> Keyed:
    key = tuple(str(row[column.name]) for column in table.primary_key if column.name in row)
    return key, row.get("version", row.get("sequence")), _without(row, _RANDOM)


def _journal(table: Table, row: dict[str, Any]) -> Keyed:
    envelope = _without(json.loads(row["body"]), _RANDOM | _EVENT_IDS | _hidden(row["type"]))
    if row.get("asker"):
        envelope = _without(envelope, _hidden_in_answer(envelope["data"]))
    held = str(row["available_at"]) if row["available_at"] else ""
    content = {"envelope": envelope, "held": held, "timer": row["dedupe_key"]}
    if row["subject"] is None or row["sequence"] is None:
        return (row["tenant"], row["type"], canonical(content)), None, content
    return (row["tenant"], row["subject"], row["sequence"], row["type"]), None, content


def _inbox(table: Table, row: dict[str, Any]) -> Keyed:
    is_command = issubclass(TYPES[row["type"]], Command) if row["type"] in TYPES else False
    return (row["consumer"], row["type"], row["message_id"] if is_command else ""), None, row["tenant"]


def _timeline(table: Table, row: dict[str, Any]) -> Keyed:
    content = _without(row, _RANDOM | {"event_id"} | _hidden(row["type"]))
    return (row["tenant"], row["subject"], row["sequence"], row["type"]), None, content


def _vote(table: Table, row: dict[str, Any]) -> Keyed:
    content = _without(row, {"id"})
    return (row["tenant"], row["ballot_id"], canonical(content)), None, content


_KEYS = {"votes": _vote, "journal": _journal, "inbox": _inbox, "timeline": _timeline, "history": _timeline}


def _hidden(type: str) -> set[str]:
    return _OF_A_VOTER if type == VoteRecorded.type else set()


def _hidden_in_answer(data: dict[str, Any]) -> frozenset[str]:
    event = data.get("event") or {}
    return _OF_AN_ANSWER | {"sequence"} if event.get("type") == VoteRecorded.type else _OF_AN_ANSWER


def _without(value: Any, names: Set[str]) -> Any:
    """The document without those fields, at any depth."""
    if isinstance(value, dict):
        return {name: _without(inner, names) for name, inner in value.items() if name not in names}
    if isinstance(value, list):
        return [_without(inner, names) for inner in value]
    return value


def canonical(value: Any) -> str:
    """The same text for the same content."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
