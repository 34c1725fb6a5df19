"""All SQL of the project against one table: what it uses of PostgreSQL is named, and what others have."""

import tomllib
from functools import cache

import pytest
from pglast.parser import ParseError
from pydantic import BaseModel, ConfigDict, Field

from shared.language.topology import CONSUMERS
from tests.support.sql.constructs import constructs, made, of_call
from tests.support.sql.written import ROOT, composed, everything, migrations

PAGES = ("external.md", "external.zh.md")


class Construct(BaseModel):
    """A row of ``constructs.toml``, where the columns are explained."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: str = Field(min_length=3)
    since: str = Field(pattern=r"^\d+(\.\d+)?$")
    opengauss: str = Field(pattern=r"^(yes|no|doubtful|from [\d.]+)$")
    kingbase: str = Field(pattern=r"^(yes|no|likely|doubtful)$")
    used: bool
    instead: str = Field(min_length=1)
    example: str

    @property
    def would_have_to_change(self) -> bool:
        """Whether it is used and one of them may lack it."""
        return self.used and {self.opengauss, self.kingbase} & {"no", "doubtful"} != set()


TABLE = {
    name: Construct.model_validate(row)
    for name, row in tomllib.loads((ROOT / "tests/support/sql/constructs.toml").read_text("utf-8")).items()
}


@cache
def written() -> tuple[tuple[str, str], ...]:
    """All of it, read once."""
    return tuple(everything())


@cache
def used() -> dict[str, str]:
    """What the code uses, and one place of each."""
    own = frozenset[str]().union(*(made(migrations(service)) for service in CONSUMERS))
    found: dict[str, str] = {}
    for where, text in written():
        for name in constructs(text) - own:
            found.setdefault(name, where)
    for where, call in composed():
        called = of_call(call)
        if called is not None and called not in own:
            found.setdefault(called, where)
    return found


def test_every_statement_that_is_written_down_can_be_read() -> None:
    unreadable = []
    for where, text in written():
        try:
            constructs(text)
        except ParseError as error:
            unreadable.append(f"{where}: {error}: {text[:120]}")
    assert not unreadable


def test_whatever_is_used_of_postgresql_is_in_the_table_as_used() -> None:
    unknown = {name: where for name, where in used().items() if name not in TABLE or not TABLE[name].used}
    assert not unknown, "name it in tests/support/sql/constructs.toml, or write it otherwise"


def test_nothing_is_in_the_table_as_used_that_is_not_there_any_more() -> None:
    assert {name for name, row in TABLE.items() if row.used} - used().keys() == set()


@pytest.mark.parametrize("name", TABLE)
def test_each_construct_is_recognised_in_its_example(name: str) -> None:
    assert name in constructs(TABLE[name].example)


@pytest.mark.parametrize("page", PAGES)
def test_the_operators_page_names_all_that_would_have_to_change(page: str) -> None:
    said = (ROOT / "docs/operations" / page).read_text("utf-8")
    newest = max(float(row.since) for row in TABLE.values() if row.used)
    assert f"PostgreSQL {newest:.0f} " in said
    rows = {line.split("|")[1].strip() for line in said.splitlines() if line.startswith("| `")}
    wanted = {f"`{row.words}`" for row in TABLE.values() if row.would_have_to_change}
    assert rows == wanted


def test_what_the_table_does_not_know_is_seen_all_the_same() -> None:
    said = "SELECT websearch_to_tsquery(b), c @? '$.d', e::tsvector FROM a; CREATE POLICY p ON a"
    assert constructs(said) >= {
        "function websearch_to_tsquery",
        "operator @?",
        "type tsvector",
        "statement CreatePolicyStmt",
    }
    assert of_call("func.websearch_to_tsquery") == "function websearch_to_tsquery"
    assert of_call(".op(<->)") == "operator <->"
