"""How far a partner is believed: by the broker's user, or by the name that the bus is given."""

from shared.client import new_command, open_client
from shared.kernel.messages.envelope import Actor, Envelope
from tests.kernel.library.contracts import READER, BookLent, LendBook
from tests.kernel.stand import HERE, Library, Stand


async def ask_as_the_school(stand: Stand, book: str, reader: str) -> Envelope:
    lend = new_command(LendBook(book_id=book), Actor(reader, READER), HERE, "/school")
    async with stand.wire("partner-school") as wire, open_client(wire) as school:
        return await school.ask(lend)


async def test_the_school_may_ask_for_its_pupils(stand: Stand, library: Library) -> None:
    answer = await ask_as_the_school(stand, await library.new_book(), "pupil-7")
    assert (answer.type, answer.data["book"]["reader_id"]) == (BookLent.type, "pupil-7")


async def test_the_school_may_ask_for_nobody_else(stand: Stand, library: Library) -> None:
    answer = await ask_as_the_school(stand, await library.new_book(), "anna")
    assert (answer.data["code"], answer.data["field"]) == ("publisher_not_trusted", "actorid")
    assert answer.data["reason"]["en"] == "partner-school may not speak for anna."
    assert await library.told(BookLent) == []
