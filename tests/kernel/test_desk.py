"""The desk hears the shelves: one behaviour, in process and over RabbitMQ."""

import asyncio
from random import Random

from shared.kernel.bus.delivery.delivery import Outcome
from shared.kernel.bus.delivery.faults import doubled_and_reordered, handed_over_early
from shared.kernel.messages.envelope import Actor
from tests.kernel.library.contracts import (
    READER,
    BookOverdue,
    GiveBookBack,
    LendBook,
    NoticeWritten,
    PublishReport,
)
from tests.kernel.stand import LENA, Library, Stand, library_on

ANNA = Actor("anna", READER)


async def test_a_reader_who_is_late_is_written_to_once(library: Library) -> None:
    book = await library.new_book("The River")
    await library.tell(LendBook(book_id=book), ANNA)
    await library.after(days=14)
    await library.after(days=100)
    notices = [event.data["notice"] for event in await library.told(NoticeWritten)]
    assert [(n["book_id"], n["title"], n["reader_id"]) for n in notices] == [(book, "The River", "anna")]


async def test_one_notice_is_written_although_everything_comes_twice_and_out_of_order(stand: Stand) -> None:
    twice, begun = doubled_and_reordered(Random(14)), list[asyncio.Task[Outcome]]()
    faults = (handed_over_early(begun), twice) if stand.bus else (twice,)
    async with library_on(stand, faults) as library:
        books = [await library.new_book(f"Volume {number}") for number in range(8)]
        for number, book in enumerate(books):
            reader = Actor(f"reader-{number}", READER)
            for command, actor in ((LendBook, reader), (GiveBookBack, LENA), (LendBook, reader)):
                await library.tell(command(book_id=book), actor)
        await library.settle()
        before = await library.tell(PublishReport(), LENA)
        await library.after(days=14)
        for book in books[:3]:
            await library.tell(GiveBookBack(book_id=book), LENA)
        await library.settle()
        afterwards = await library.tell(PublishReport(), LENA)
        overdue, written = await library.told(BookOverdue), await library.told(NoticeWritten)
    assert before.data == {"books": 8, "lent": 8, "overdue": 0}
    assert afterwards.data == {"books": 8, "lent": 0, "overdue": 5}
    assert sorted(event.data["book"]["book_id"] for event in overdue) == sorted(books)
    assert sorted(event.data["notice"]["book_id"] for event in written) == sorted(books)


async def test_the_report_counts_what_the_desk_has_heard(library: Library) -> None:
    books = [await library.new_book(title) for title in ("One", "Two")]
    await library.tell(LendBook(book_id=books[0]), ANNA)
    await library.settle()
    assert (await library.tell(PublishReport(), LENA)).data == {"books": 2, "lent": 1, "overdue": 0}


async def test_a_reader_is_not_given_the_report(library: Library) -> None:
    answer = await library.tell(PublishReport(), ANNA)
    assert answer.data["reason"]["en"] == "A reader may not do this; ask a librarian."
