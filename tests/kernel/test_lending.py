"""The shelves lend books: one behaviour, in process and over RabbitMQ."""

import asyncio
from collections.abc import Iterable

from shared.client import new_command
from shared.kernel.messages.envelope import Actor, Envelope
from tests.kernel.library.contracts import (
    READER,
    AddBook,
    BookAdded,
    BookGivenBack,
    BookLent,
    BookOverdue,
    GiveBookBack,
    LendBook,
    ShelvesCommandRefused,
)
from tests.kernel.stand import HERE, LENA, Library

ANNA, BERT = Actor("anna", READER), Actor("bert", READER)


def outcomes(answers: Iterable[Envelope]) -> list[str]:
    """The types of events, and the codes of refusals."""
    return sorted(answer.data.get("code", answer.type) for answer in answers)


async def test_a_reader_has_a_book_for_two_weeks(library: Library) -> None:
    answer = await library.tell(LendBook(book_id=await library.new_book()), ANNA)
    assert answer.type == BookLent.type
    assert answer.data["book"]["reader_id"] == "anna"
    assert answer.data["book"]["due_at"] == "2026-09-15T00:00:00Z"
    assert answer.sequence == 2


async def test_a_book_is_lent_once_although_two_readers_ask_at_once(library: Library) -> None:
    lend = LendBook(book_id=await library.new_book())
    answers = await asyncio.gather(library.tell(lend, ANNA), library.tell(lend, BERT))
    assert outcomes(answers) == [BookLent.type, "wrong_state"]
    assert len(await library.told(BookLent)) == 1


async def test_a_reader_who_asks_for_three_books_at_once_gets_two(library: Library) -> None:
    books = [await library.new_book(title) for title in ("One", "Two", "Three")]
    answers = await asyncio.gather(*(library.tell(LendBook(book_id=book), ANNA) for book in books))
    assert outcomes(answers) == [BookLent.type, BookLent.type, "too_many_books"]


async def test_a_book_that_was_given_back_can_be_lent_again(library: Library) -> None:
    book = await library.new_book()
    await library.tell(LendBook(book_id=book), ANNA)
    assert (await library.tell(GiveBookBack(book_id=book), LENA)).type == BookGivenBack.type
    assert (await library.tell(LendBook(book_id=book), BERT)).data["book"]["reader_id"] == "bert"


async def test_a_refusal_answers_its_sender_in_words(library: Library) -> None:
    book = await library.new_book()
    await library.tell(LendBook(book_id=book), ANNA)
    answer = await library.tell(LendBook(book_id=book), BERT, "berts-question")
    refused = ShelvesCommandRefused.model_validate(answer.data)
    assert (answer.type, refused.command_id) == (ShelvesCommandRefused.type, "berts-question")
    assert refused.reason.en == "The book is lent now, so this cannot be done."
    assert refused.reason.zh == "book 现在是 lent，不能这样做。"


async def test_a_reader_may_not_add_books(library: Library) -> None:
    answer = await library.tell(AddBook(title="My Own Poems"), ANNA)
    assert answer.data["reason"]["en"] == "A reader may not do this; ask a librarian."


async def test_nobody_can_take_a_book_that_is_not_there(library: Library) -> None:
    answer = await library.tell(LendBook(book_id="no-such-book"), ANNA)
    assert (answer.data["code"], answer.data["field"]) == ("unknown_thing", "data.book_id")


async def test_a_command_that_comes_twice_is_carried_out_once(library: Library) -> None:
    message = new_command(AddBook(title="The River"), LENA, HERE, "/counter", "once")
    await library.counter.ask(message)
    await library.counter.wire.send(message.type, message.to_json())
    await library.new_book("The next one")
    await library.settle()
    assert [event.data["book"]["title"] for event in await library.told(BookAdded)] == [
        "The River",
        "The next one",
    ]


async def test_a_book_is_overdue_when_its_day_has_come_and_not_before(library: Library) -> None:
    book = await library.new_book()
    await library.tell(LendBook(book_id=book), ANNA)
    await library.after(days=13)
    assert await library.told(BookOverdue) == []
    await library.after(days=14)
    assert [event.subject for event in await library.told(BookOverdue)] == [book]


async def test_a_book_that_came_back_in_time_is_never_overdue(library: Library) -> None:
    book = await library.new_book()
    await library.tell(LendBook(book_id=book), ANNA)
    await library.tell(GiveBookBack(book_id=book), LENA)
    await library.after(days=10)
    await library.tell(LendBook(book_id=book), BERT)
    await library.after(days=20)
    assert await library.told(BookOverdue) == []
