"""An item is watched over: what may be said of it in which state, and what an answer to a notice is."""

from services.handling.domain.item.item import OPEN, WATCHED
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from tests.support.people import somebody
from tests.unit.chapters import Example
from tests.unit.handling.examples import SOON, acknowledged
from tests.unit.handling.world import DEPUTY, OFFICE, clerk

PRESIDIUM = somebody(Role.PRESIDIUM)

EXAMPLES = (
    Example(said.NoteItem(item_id="I1", text="请先通排水沟"), DEPUTY, WATCHED),
    Example(
        said.PressItem(item_id="I1", text="请抓紧"), DEPUTY, tuple(one for one in WATCHED if one in OPEN)
    ),
    Example(said.GiveNotice(item_id="I1", colour="warn", text="两次走访未见施工"), PRESIDIUM, WATCHED),
    Example(said.AnswerNotice(item_id="I1", notice_id="N1", text="已进场"), clerk("transport"), WATCHED),
    Example(said.WithdrawNotice(item_id="I1", notice_id="N1", reason="发错事项"), OFFICE, WATCHED),
)


def test_the_answer_to_a_notice_is_news_of_the_item_and_the_notice_is_none() -> None:
    world, id = acknowledged()
    world.must("2026-09-30 10:00", OFFICE, said.GiveNotice(item_id=id, colour="warn", text="未见施工"))
    item = world.item(id)
    assert item.news_at == SOON
    told = said.AnswerNotice(item_id=id, notice_id=item.notices[0].notice_id, text="已进场")
    world.must("2026-10-09 10:00", clerk("transport"), told)
    assert world.item(id).news_at > SOON
