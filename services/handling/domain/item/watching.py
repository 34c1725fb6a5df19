"""Watching: deputies, the presidium and the office speak of an item and give notices about it."""

from dataclasses import replace

from services.handling.domain.item.item import OPEN, WATCHED, Item
from services.handling.domain.item.lead import lead_asks, lead_is_awaited
from services.handling.domain.supervision.noticing import noticing
from services.handling.domain.supervision.speaking import speaking
from services.handling.domain.supervision.watched import Watch
from shared.language.behaviour import Clause
from shared.language.contracts import handling as said

_WATCH: Watch[Item] = Watch(
    states=WATCHED,
    unfinished=tuple(state for state in WATCHED if state in OPEN),
    department=lambda item: item.lead,
    awaited=lead_is_awaited,
    department_asks=lead_asks,
    heard=lambda item, at: replace(item, news_at=at),
    note=said.NoteItem,
    noted=said.ItemNoted,
    press=said.PressItem,
    pressed=said.ItemPressed,
    give_notice=said.GiveNotice,
    notice_given=said.ItemNoticeGiven,
    answer_notice=said.AnswerNotice,
    notice_answered=said.ItemNoticeAnswered,
    withdraw_notice=said.WithdrawNotice,
    notice_withdrawn=said.ItemNoticeWithdrawn,
)

WATCHING: tuple[Clause[Item], ...] = (*speaking(_WATCH), *noticing(_WATCH))
