"""Submissions are remembered as they come, and similar ones are found in the database, in their township
alone."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from services.intake.domain.similar.score import THRESHOLD, Similar
from services.intake.domain.similar.sighting import sighting_of
from services.intake.domain.triage.assess import examine
from services.intake.domain.triage.model import TriageInput
from services.intake.storage.similar import find_similar, forget
from services.intake.storage.tables import SIGHTINGS
from shared.kernel.store.database import create_engine
from shared.kernel.store.session import Sessions
from shared.language.contracts import intake
from tests.support.platform import OTHER_TOWNSHIP, TOWNSHIP, Platform, Stand, running_platform
from tests.support.township import lists
from tests.unit.intake.world import CITIZEN, PROOF, SECRET

LAMP = "祠堂弄口的路灯坏了好几天，晚上墨墨黑"
OTHERS = ("菜场门口污水外冒", "末班船太早了，建议加一班", "公交站牌倒了")
AGAIN = TriageInput("祠堂弄的街灯不亮，夜里看不见路", village="V02")


async def submitted(platform: Platform, text: str, township: str = TOWNSHIP) -> str:
    command = intake.SubmitSubmission(text=text, channel="online", village="V02", proof=PROOF)
    answer = await platform.tell(command, CITIZEN, township)
    id: str = answer.data["submission"]["submission_id"]
    return id


async def found(stand: Stand, township: str = TOWNSHIP, forgotten: str | None = None) -> list[Similar]:
    engine = create_engine(stand.database_url, "intake", 1)
    sessions = Sessions(engine, 1)
    try:
        async with sessions.open() as session:
            connection = session.connection
            latest = await connection.scalar(select(func.max(SIGHTINGS.c.submitted_at)))
            assert latest
            if forgotten:
                await forget(session, township, forgotten)
            return await find_similar(
                connection, township, sighting_of(AGAIN, latest + timedelta(hours=1), examine(AGAIN, lists()))
            )
    finally:
        await sessions.close()
        await engine.dispose()


async def test_the_submission_about_the_same_matter_is_found_first(in_process: Stand) -> None:
    async with running_platform(in_process, "intake") as platform:
        lamp = await submitted(platform, LAMP)
        for text in OTHERS:
            await submitted(platform, text)
        best = (await found(in_process))[0]
        assert best.ref == lamp
        assert best.score >= THRESHOLD


@pytest.mark.two_townships
async def test_nothing_of_another_township_is_found(in_process: Stand) -> None:
    async with running_platform(in_process, "intake") as platform:
        await submitted(platform, LAMP, OTHER_TOWNSHIP)
        assert await found(in_process) == []
        assert len(await found(in_process, OTHER_TOWNSHIP)) == 1


async def test_after_an_edit_the_new_words_are_found_and_the_old_ones_are_not(in_process: Stand) -> None:
    async with running_platform(in_process, "intake") as platform:
        other, lamp = await submitted(platform, OTHERS[0]), await submitted(platform, LAMP)
        edits = {other: LAMP, lamp: OTHERS[1]}
        for id, text in edits.items():
            edit = intake.EditSubmission(submission_id=id, text=text, proof=SECRET)
            assert (await platform.tell(edit, CITIZEN)).type == intake.SubmissionEdited.type
        assert [(one.ref, one.score >= THRESHOLD) for one in await found(in_process)] == [(other, True)]
        refused = intake.EditSubmission(submission_id=other, text=OTHERS[2], proof="K7M-2QX-9FA-3BE")
        assert (await platform.tell(refused, CITIZEN)).type == intake.IntakeCommandRefused.type
        assert (await found(in_process))[0].ref == other


async def test_what_is_forgotten_is_not_found(in_process: Stand) -> None:
    async with running_platform(in_process, "intake") as platform:
        lamp = await submitted(platform, LAMP)
        assert await found(in_process, forgotten=lamp) == []


async def test_no_word_of_a_text_is_remembered(in_process: Stand) -> None:
    async with running_platform(in_process, "intake") as platform:
        await submitted(platform, LAMP)
        rows = await platform.rows("intake", "SELECT s::text FROM sightings AS s")
        assert len(rows) == 1
        assert "灯" not in rows[0][0]
