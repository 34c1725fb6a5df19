"""A command that names the version against which it was written, in process and over RabbitMQ."""

import asyncio

from shared.client import new_command
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor, Envelope
from tests.kernel.library.contracts import READER, AddBook, BookLent, GiveBookBack, LendBook
from tests.kernel.stand import HERE, LENA, Library

ANNA, BERT = Actor("anna", READER), Actor("bert", READER)


async def said(library: Library, command: Command, actor: Actor, expected: int, id: str = "") -> Envelope:
    """The answer to a command that expects that version."""
    return await library.counter.ask(
        new_command(command, actor, HERE, "/counter", id or None, expected=expected)
    )


async def test_a_command_against_the_version_that_stands_is_carried_out(library: Library) -> None:
    book = await library.new_book()
    assert (await said(library, LendBook(book_id=book), ANNA, 1)).type == BookLent.type


async def test_one_against_an_earlier_version_is_stale_and_hears_what_stands(library: Library) -> None:
    book = await library.new_book()
    await library.tell(LendBook(book_id=book), ANNA)
    await library.tell(GiveBookBack(book_id=book), LENA)
    answer = await said(library, LendBook(book_id=book), BERT, 1)
    told = answer.data
    assert (told["code"], told["field"], told["remedy"]) == ("stale", "expectedsequence", "fix")
    assert told["allowed"] == ["3"]
    assert (await said(library, LendBook(book_id=book), BERT, 3)).type == BookLent.type


async def test_it_is_stale_also_where_it_would_be_refused_for_another_reason(library: Library) -> None:
    book = await library.new_book()
    await library.tell(LendBook(book_id=book), ANNA)
    assert (await said(library, LendBook(book_id=book), BERT, 1)).data["code"] == "stale"


async def test_of_two_at_once_against_one_version_one_is_carried_out(library: Library) -> None:
    book = await library.new_book()
    lend = LendBook(book_id=book)
    answers = await asyncio.gather(said(library, lend, ANNA, 1), said(library, lend, BERT, 1))
    assert sorted(one.data.get("code", one.type) for one in answers) == [BookLent.type, "stale"]


async def test_what_comes_again_has_its_first_answer_though_its_own_event_moved_the_thing(
    library: Library,
) -> None:
    book = await library.new_book()
    await said(library, LendBook(book_id=book), ANNA, 1, "once")
    await library.settle()
    again = await said(library, LendBook(book_id=book), ANNA, 1, "once")
    assert again.data["repeated"]
    assert "code" not in again.data


async def test_what_is_about_nothing_that_stands_can_expect_nothing(library: Library) -> None:
    answer = await said(library, AddBook(title="The River"), LENA, 1)
    assert (answer.data["code"], answer.data["field"]) == ("expects_nothing", "expectedsequence")


async def test_an_event_that_a_command_caused_expects_nothing(library: Library) -> None:
    book = await library.new_book()
    event = await said(library, LendBook(book_id=book), ANNA, 1)
    assert event.expectedsequence is None
