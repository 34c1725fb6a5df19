"""The shelves lend books: one behaviour, in process and over RabbitMQ."""

import asyncio
from collections.abc import Iterable

from shared.client import new_command
from shared.kernel.messages.envelope import Actor, Envelope
from shared.kernel.service.waited import Waited, read_waited
from tests.kernel.library.contracts import (
    READER,
    AddBook,
    BookAdded,
    BookGivenBack,
    BookLent,
    BookOverdue,
    BookReminded,
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


async def test_a_reader_who_is_late_is_reminded_until_the_book_is_back(library: Library) -> None:
    book = await library.new_book()
    await library.tell(LendBook(book_id=book), ANNA)
    await library.after(days=14)
    await library.after(days=21)
    await library.after(days=28)
    await library.tell(GiveBookBack(book_id=book), LENA)
    await library.after(days=100)
    told = [event.data["book"]["waiting"][0] for event in await library.told(BookReminded)]
    assert [(one["person_id"], one["called"]["name"], one["called"]["at"]) for one in told] == [
        ("anna", "reminder", "2026-09-22T00:00:00Z"),
        ("anna", "urge", "2026-09-29T00:00:00Z"),
    ]


async def test_a_month_of_closed_doors_reminds_once_and_counts_what_was_missed(library: Library) -> None:
    await library.tell(LendBook(book_id=await library.new_book()), ANNA)
    await library.after(days=14)
    await library.after(days=14 + 31)
    (told,) = await library.told(BookReminded)
    (waiting,) = told.data["book"]["waiting"]
    assert (waiting["called"]["at"], waiting["called"]["missed"]) == ("2026-10-13T00:00:00Z", 3)
    assert waiting["next_at"] == "2026-10-20T00:00:00Z"


async def test_it_is_counted_whom_books_wait_for_and_what_is_late(library: Library) -> None:
    shelves = next(running for running in library.services if running.service.name == "shelves")

    async def nobody_left(tenant: str) -> None:
        return None

    async def waited() -> Waited:
        async with shelves.engine.connect() as connection:
            now = await shelves.clock.now(connection)
            kinds, journal = shelves.service.kinds, shelves.service.journal
            return await read_waited(connection, kinds, journal, now, nobody_left)

    books = [await library.new_book(title) for title in ("One", "Two")]
    for book in books:
        await library.tell(LendBook(book_id=book), ANNA)
    assert await waited() == []
    await library.after(days=14)
    assert await waited() == [((READER, "bring_back", "no"), 2)]
    await library.tell(GiveBookBack(book_id=books[0]), LENA)
    await library.after(days=22)
    assert await waited() == [((READER, "bring_back", "yes"), 1)]
