"""Whoever hears everything cannot tell that two matters are of the same citizen (case P12)."""

from shared.kernel.messages.envelope import Actor
from shared.language.codes.proof import commitment
from shared.language.contracts import intake
from shared.language.contracts.envelope import Role
from tests.support.platform import Stand, running_platform
from tests.support.stream import known_again, not_one_thing

CITIZEN = Actor("citizen:openid-oABC", Role.CITIZEN)
OFFICE = Actor("office-1", Role.OFFICE)
SECRETS = ("222-222-222-222", "333-333-333-333")


async def test_two_matters_of_one_citizen_have_two_names_in_public(in_process: Stand) -> None:
    async with running_platform(in_process, "intake") as platform:
        ids = []
        for secret in SECRETS:
            submit = intake.SubmitSubmission(text="路灯不亮。", channel="online", proof=commitment(secret))
            raised = await platform.tell(submit, CITIZEN)
            ids.append(raised.subject or "")
        await platform.tell(intake.RejectSubmission(submission_id=ids[0], reason_code="promotion"), OFFICE)
        await platform.tell(intake.TellRaiser(submission_id=ids[0], proof=SECRETS[0]), CITIZEN)
        support = intake.SupportSubmission(submission_id=ids[1], person="other")
        assert (await platform.tell(support, CITIZEN)).data["submission"]["supporters"] == 1
        await platform.tell(intake.WithdrawSubmission(submission_id=ids[1], proof=SECRETS[1]), CITIZEN)
        told = [event for event in platform.events if event.actorrole == Role.CITIZEN]

        assert {event.subject for event in told} == set(ids)
        assert len({event.actorid for event in told}) == len(ids)
        assert list(known_again(platform.events, {CITIZEN.id})) == []
        assert list(not_one_thing(platform.events)) == []


async def test_who_acts_by_an_office_is_named_as_ever(in_process: Stand) -> None:
    async with running_platform(in_process, "intake") as platform:
        submit = intake.SubmitSubmission(text="村口的路灯不亮。", channel="station")
        assert (await platform.tell(submit, OFFICE)).actorid == OFFICE.id
