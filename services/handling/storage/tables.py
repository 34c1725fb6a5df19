"""Handling's tables and kinds."""

from services.handling.domain.item import Item
from services.handling.domain.item_table import ITEM_TABLE
from services.handling.domain.project import PROJECT_TABLE, Project
from services.handling.domain.promise import PROMISE_TABLE, Promise
from shared.contracts.handling import ItemSnapshot, ProjectSnapshot, PromiseSnapshot
from shared.database import new_metadata
from shared.journal.tables import journal_tables
from shared.storage.kind import Kind, thing_table

METADATA = new_metadata()
JOURNAL = journal_tables(METADATA)

ITEM: Kind[Item] = Kind("item", Item, ItemSnapshot, ITEM_TABLE, thing_table("item", METADATA))
PROMISE: Kind[Promise] = Kind("promise", Promise, PromiseSnapshot, PROMISE_TABLE, thing_table("promise", METADATA))
PROJECT: Kind[Project] = Kind("project", Project, ProjectSnapshot, PROJECT_TABLE, thing_table("project", METADATA))
KINDS = (ITEM, PROMISE, PROJECT)
