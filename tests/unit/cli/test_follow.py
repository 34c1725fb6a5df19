"""What ``youyue follow`` prints of matters that did not go the usual way: readable, and true."""

import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic_core import from_json, to_json
from rich.cells import cell_len
from rich.console import Console

from cli import follow
from cli.follow import _show
from services.console.views.facts import Facts
from services.console.views.step import Entry
from services.console.views.trace import Trace, trace_of
from shared.kernel.messages.base import Event
from shared.language.calendar import local_day
from shared.language.contracts import evaluation, handling, intake, scheduling
from shared.language.contracts.envelope import Role
from shared.language.directory.naming import Names
from shared.language.telling.every_event import TOLD
from tests.support.matter import START, Matter
from tests.support.township import TOWNSHIP, xiushan

MATTER = Matter(TOWNSHIP)
NAMES = Names.of(xiushan())


def entry(event: Event, days: int, subject: str, role: Role = Role.OFFICE) -> Entry:
    telling = TOLD[event.type]
    return Entry(
        at=START + timedelta(days=days),
        type=event.type,
        stage=telling.stage,
        kind=event.entity(),
        subject=subject,
        sequence=days + 1,
        actor_id=None,
        actor_role=role,
        actor_department=None,
        detail=from_json(to_json(telling.details(event))),
    )


def printed(facts: Facts, *entries: Entry, locale: str = "zh_CN", width: int = 200) -> str:
    out = io.StringIO()
    trace = trace_of(TOWNSHIP, facts, entries, date(2026, 9, 20), locale, NAMES)
    _show(Console(file=out, width=width, color_system=None), trace)
    return out.getvalue()


def submission(state: str, **fields: Any) -> intake.SubmissionSnapshot:
    return MATTER.submission(state, **fields)


def test_of_what_was_split_it_says_under_which_codes_its_matters_go_on() -> None:
    public = MATTER.submission("received").published
    assert public
    part = submission("received").model_copy(
        update={
            "trace_code": "S6S-GGF-B96",
            "published": public.model_copy(update={"title": "自来水发黄"}),
        }
    )
    assert "S6S-GGF-B96  自来水发黄" in printed(Facts(submission=submission("split"), others=(part,)))


def test_of_a_danger_it_says_first_whom_to_call_and_no_more_when_it_is_answered() -> None:
    facts = Facts(submission=submission("received").model_copy(update={"urgency": "danger"}))
    lines = printed(facts).split("\n")
    assert any("110" in line and "120" in line for line in lines[:5])
    assert "110" not in printed(Facts(submission=submission("received")))


def test_of_a_topic_that_was_carried_over_it_says_so_and_how_often_it_was_met_about() -> None:
    matter = submission("merged").model_copy(update={"topic_id": "t1"})
    topic = MATTER.topic("proposed").model_copy(update={"met_in": ("m0", "m1")})
    held = scheduling.MeetingHeld(meeting=MATTER.meeting("in_session"))
    said = printed(
        Facts(submission=matter, topic=topic),
        entry(held, 10, "m1"),
        entry(intake.TopicCarriedOver(topic=topic), 10, "t1", Role.SYSTEM),
    )
    assert "未有结果，转入下次约见（已约见2次）" in said
    assert "已提出，等待约见乡长" in said


def test_of_a_corrected_answer_it_says_that_it_was_corrected_and_whom_it_is_still_to_be_told() -> None:
    before = intake.SpokenAnswer(text="十月一日开通。", by="head-1", at=START)
    now = before.model_copy(update={"text": "十一月一日开通。"})
    matter = submission("answered").model_copy(update={"spoken_answer": now})
    first = matter.model_copy(update={"spoken_answer": before})
    correction = intake.ReplyCorrection(
        earlier=before.text, why="车辆采购推迟", by="office-1", at=START + timedelta(days=3)
    )
    second = matter.model_copy(update={"reply_corrections": (correction,)})
    said = printed(
        Facts(submission=second),
        entry(intake.SubmissionAnsweredThere(submission=first), 2, "s1"),
        entry(intake.SubmissionReplyCorrected(submission=second), 3, "s1"),
    )
    assert "更正" in said
    assert "待告知提出人" in said


def test_during_the_vote_it_says_until_which_day_and_by_which_id() -> None:
    closes = START + timedelta(days=20)
    item = MATTER.item("rating")
    ballot = evaluation.BallotSnapshot(
        ballot_id="b-7",
        item_id=item.item_id,
        item_title=item.title,
        round=1,
        state="open",
        entitled=("deputy-01",),
        opened_at=START,
        closes_at=closes,
    )
    matter = submission("answered").model_copy(update={"item_ids": (item.item_id,)})
    said = printed(Facts(submission=matter, items=(item,), ballots=(ballot,)))
    assert f"{local_day(closes)}  代表评到这一天24时截止。" in said
    assert "b-7" in said


def test_two_acts_with_the_same_words_are_two_entries_with_their_words() -> None:
    act = handling.Supervised(kind="note", at=START, by="deputy-01", text="请抓紧")
    item = MATTER.item("assigned").model_copy(update={"supervisions": (act,)})
    noted = handling.ItemNoted(item=item)
    facts = Facts(submission=submission("merged"), items=(item,))
    said = printed(facts, entry(noted, 1, item.item_id), entry(noted, 2, item.item_id))
    assert said.count("请抓紧") == 2


def test_on_a_terminal_of_80_columns_a_step_is_a_line_and_what_was_done_stands_below_it() -> None:
    matter = submission("merged").model_copy(update={"topic_id": "t1"})
    topic = MATTER.topic("proposed").model_copy(update={"met_in": ("m0", "m1")})
    held = scheduling.MeetingHeld(meeting=MATTER.meeting("in_session"))
    lines = printed(
        Facts(submission=matter, topic=topic),
        entry(held, 10, "m1"),
        entry(intake.TopicCarriedOver(topic=topic), 11, "t1", Role.SYSTEM),
        width=80,
    ).splitlines()
    assert max(map(cell_len, lines)) <= 80
    heads = [number for number, line in enumerate(lines) if re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d  ", line)]
    assert len(heads) == 2
    assert "未有结果" in lines[heads[0] + 1], "the newest first"
    assert all(lines[head + 1].startswith("    ") for head in heads)


@pytest.mark.parametrize(("lines", "paged"), [("4", True), ("200", False)])
def test_what_is_longer_than_the_screen_is_paged_and_all_of_it_is_put_together_once(
    lines: str, paged: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    held = entry(scheduling.MeetingHeld(meeting=MATTER.meeting("in_session")), 10, "m1")
    trace = trace_of(
        TOWNSHIP, Facts(submission=submission("merged")), (held,), date(2026, 9, 20), "zh_CN", NAMES
    )
    for name, value in {"FORCE_COLOR": "1", "LINES": lines, "COLUMNS": "80"}.items():
        monkeypatch.setenv(name, value)
    shown: list[str] = []
    monkeypatch.setattr("cli.follow.SystemPager.show", lambda _, text: shown.append(text))
    put: list[str | None] = []

    def show(console: Console, found: Trace) -> None:
        put.append(found.code)
        _show(console, found)

    monkeypatch.setattr(follow, "_show", show)
    follow._paged(trace)
    assert put == [MATTER.code]
    (page,) = shown if paged else [capsys.readouterr().out]
    assert "会议召开" in page
