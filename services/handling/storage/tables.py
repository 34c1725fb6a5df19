"""Handling's tables and kinds."""

from services.handling.domain.item.item import Item
from services.handling.domain.item.table import ITEM_TABLE
from services.handling.domain.project.project import Project
from services.handling.domain.project.table import PROJECT_TABLE
from services.handling.domain.promise.promise import Promise
from services.handling.domain.promise.table import PROMISE_TABLE
from shared.kernel.journal.tables import journal_tables
from shared.kernel.store.database import new_metadata
from shared.kernel.store.kind import Kind, thing_table
from shared.language.contracts.handling import ItemSnapshot, ProjectSnapshot, PromiseSnapshot

METADATA = new_metadata()
JOURNAL = journal_tables(METADATA)

ITEM: Kind[Item] = Kind("item", Item, ItemSnapshot, ITEM_TABLE, thing_table("item", METADATA))
PROMISE: Kind[Promise] = Kind(
    "promise", Promise, PromiseSnapshot, PROMISE_TABLE, thing_table("promise", METADATA)
)
PROJECT: Kind[Project] = Kind(
    "project", Project, ProjectSnapshot, PROJECT_TABLE, thing_table("project", METADATA)
)
KINDS = (ITEM, PROMISE, PROJECT)
