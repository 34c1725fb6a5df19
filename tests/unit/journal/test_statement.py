"""The one statement of a message, as it goes to the database.

``commonest.sql`` is the text of the statements that nearly every message ends with. Whoever changes a part
sees there what the database is asked; it is written by ``python -m tests.unit.journal.test_statement``.
"""

from datetime import UTC, datetime
from pathlib import Path

from shared.kernel.journal import statement as sql
from shared.kernel.journal.entry import Written
from shared.kernel.journal.statement import Part, Side, ThingRow, statement

GOLDEN = Path(__file__).with_name("commonest.sql")
NOW = datetime(2026, 9, 7, 1, tzinfo=UTC)
RECEIPT = sql.receipt("handling.inbox.commands", "/partners/demo", "m-1", "handling.item.decline.v1")
NEW = ThingRow("i-1", "assigned", 1, 0, "{}")
OLD = ThingRow("i-1", "declined", 4, 3, "{}")
LAW = ("SELECT sequence FROM known WHERE tenant = {tenant} AND kind = 'township' AND id = {tenant}", 7)
EVENT = [Written("e-1", "t", "i-1", 4, NOW, "m-1", "{}", None, None)]

COMMONEST: dict[str, list[Part]] = {
    "a thing is made, and an event tells of it": [
        *sql.held([], LAW),
        RECEIPT,
        sql.made(0, "item", [NEW], NOW),
        sql.entered(EVENT, after_cancelling=False),
    ],
    "a thing is moved, its timers are set anew, and an event tells of it": [
        *sql.held([("item", [OLD])], LAW),
        RECEIPT,
        sql.changed(0, "item", [OLD], NOW),
        sql.cancelled(["item:i-1:urge"]),
        sql.entered(EVENT, after_cancelling=True),
    ],
    "another service's thing is learned, and nothing is decided": [
        *sql.held([], None),
        RECEIPT,
        sql.copied("submission", "s-1", 2, "{}"),
    ],
    "a command is refused": [*sql.held([], LAW), RECEIPT, sql.entered(EVENT, after_cancelling=False)],
    "a vote is cast: the ballot counts one more, what was chosen stands beside it": [
        *sql.held([("ballot", [OLD])], LAW),
        RECEIPT,
        sql.changed(0, "ballot", [OLD], NOW),
        sql.side(0, Side("votes", ("tenant", "ballot_id", "voter")), "[]"),
        sql.entered(EVENT, after_cancelling=False),
    ],
}


def written() -> str:
    """The golden file's text."""
    return (
        "\n\n".join(f"-- {what}\n{statement('330921201', parts)[0]};" for what, parts in COMMONEST.items())
        + "\n"
    )


def test_the_commonest_statements_are_those_that_were_read_and_approved() -> None:
    assert GOLDEN.read_text("utf-8") == written()


def test_every_value_stands_where_its_part_says() -> None:
    for parts in COMMONEST.values():
        text, values = statement("330921201", parts)
        assert values[0] == "330921201"
        assert all(f"${number}::" in text or f"${number})" in text for number in range(1, len(values) + 1))
        assert f"${len(values) + 1}" not in text


def test_whether_all_is_current_is_asked_of_every_table_before_anything_is_written() -> None:
    parts = sql.held([("item", [OLD]), ("promise", [OLD])], None)
    text, _ = statement("330921201", [*parts, RECEIPT])
    assert "(SELECT current FROM held_0) AND (SELECT current FROM held_1) AS current" in text
    assert text.index("held AS") < text.index("fresh AS")
    assert "FROM held WHERE current" in text


if __name__ == "__main__":
    GOLDEN.write_text(written(), "utf-8")
