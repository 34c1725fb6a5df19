import re
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.bus.access.partners import LOCAL, Partner, SpeaksFor, load_partners, with_the_house
from shared.kernel.bus.access.trust import Trust, everybody, in_the_name_of
from shared.kernel.bus.delivery.delivery import ATTEMPT_HEADER, PUBLISHER_HEADER, Delivery, believable
from shared.kernel.messages.base import Command
from shared.kernel.messages.errors import Unprocessable
from shared.language.contracts.envelope import Envelope, Role
from shared.language.contracts.registry import SERVICES, TYPES
from shared.language.house import HOUSE
from shared.language.topology import TOPOLOGY

HOTLINE = "partner-12345"
TRUST = Trust(TOPOLOGY.registry, with_the_house(HOUSE, load_partners(HOUSE), embedded=False))
COMMANDS = [type for type, cls in TYPES.items() if issubclass(cls, Command)]
EVENTS = [type for type, cls in TYPES.items() if not issubclass(cls, Command)]


def envelope(**said: Any) -> Envelope:
    """A call that the hotline hands in, with changes."""
    good: dict[str, Any] = {
        "id": "m-1",
        "source": "/county/hotline",
        "type": "intake.submission.submit.v1",
        "time": datetime(2026, 9, 1, tzinfo=UTC),
        "township": "330921201",
        "actorid": "citizen:7",
        "actorrole": "citizen",
        "data": {},
    }
    return Envelope.model_validate({**good, **said})


@pytest.mark.parametrize(
    ("user", "source", "whose"),
    [
        (HOTLINE, "/county/hotline", HOTLINE),
        (HOTLINE, "/partners/demo", HOTLINE),
        ("partner-demo", "/county/hotline", None),
        (None, "/county/hotline", HOTLINE),
        (LOCAL, "/county/hotline/desk-3", HOTLINE),
        ("youyue", "/county/hotline", HOTLINE),
        ("youyue", "/county/hotline-2", None),
        ("youyue", "/partners/demo", None),
        ("partner-demo", "/youyue/console", None),
        ("console", "/youyue/console", "partner-public"),
        ("intake", "/youyue/intake", None),
    ],
)
def test_a_quota_is_that_of_the_user_and_without_one_that_of_the_source(
    user: str | None, source: str, whose: str | None
) -> None:
    for publishers in (None, load_partners(HOUSE)):
        quota = Trust(TOPOLOGY.registry, publishers, load_partners(HOUSE)).quota_of(user, source)
        assert (quota.partner if quota else None) == whose


def test_of_two_partners_the_one_whose_entry_names_the_source_more_closely_is_counted() -> None:
    hotline = load_partners(HOUSE)[HOTLINE]
    desk = hotline.model_copy(update={"user": "partner-desk", "sources": ("/county/hotline/desk-3",)})
    for partners in ((hotline, desk), (desk, hotline)):
        trust = Trust(TOPOLOGY.registry, None, {partner.user: partner for partner in partners})
        near, far = (trust.quota_of(None, f"/county/hotline/{desk}") for desk in ("desk-3/a", "desk-4"))
        assert near
        assert near.partner == "partner-desk"
        assert far
        assert far.partner == HOTLINE


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"source": "/county/hotline/desk-3"},
        {"type": "intake.submission.withdraw.v1"},
        {"actorrole": "agent", "actorid": "hotline-12"},
    ],
)
def test_what_the_table_says_is_believed(said: dict[str, Any]) -> None:
    assert TRUST.refuses(HOTLINE, envelope(**said)) is None


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("type", {"type": "intake.topic.drop.v1"}),
        ("type", {"type": "handling.item.assign.v1"}),
        ("source", {"source": "/county/hotline-2"}),
        ("source", {"source": "/county/hotline/../liaison"}),
        ("source", {"source": "/county"}),
        ("source", {"source": "/youyue/intake"}),
        ("township", {"township": "330921202"}),
        ("actorrole", {"actorrole": "deputy"}),
        ("actorrole", {"actorrole": "system", "actorid": "system"}),
        ("actorrole", {"actorrole": "office", "actorid": "hotline-12"}),
        ("actorid", {"actorrole": "agent", "actorid": "office-1"}),
        ("actorid", {"actorrole": "agent", "actorid": "hotline-1.or.office-1"}),
        ("actorid", {"actorid": "deputy-01"}),
        ("actordepartment", {"actordepartment": "water"}),
    ],
)
def test_what_is_beyond_the_table_is_refused_by_its_attribute(field: str, said: dict[str, Any]) -> None:
    refusal = TRUST.refuses(HOTLINE, envelope(**said))
    assert refusal
    assert (refusal.code, refusal.field) == ("publisher_not_trusted", field)


def test_a_command_from_a_stranger_is_refused_and_one_from_nobody_parked() -> None:
    refusal = TRUST.refuses("guest", envelope())
    assert refusal
    assert refusal.code == "publisher_unknown"
    with pytest.raises(Unprocessable, match="publisher_unnamed"):
        TRUST.refuses(None, envelope())


def test_nobody_passes_for_the_embedded_door_on_a_broker() -> None:
    refusal = TRUST.refuses(LOCAL, envelope())
    assert refusal
    assert refusal.code == "publisher_unknown"
    assert (
        Trust(TOPOLOGY.registry, with_the_house(HOUSE, {}, embedded=True)).refuses(LOCAL, envelope()) is None
    )


@given(
    user=st.sampled_from([None, "guest", "console", "partner-demo", *SERVICES]), type=st.sampled_from(EVENTS)
)
def test_an_event_is_taken_from_its_owner_and_from_nobody_else(user: str | None, type: str) -> None:
    if user == TYPES[type].owner():
        assert TRUST.refuses(user, envelope(type=type)) is None
    else:
        with pytest.raises(Unprocessable, match="wrong_publisher"):
            TRUST.refuses(user, envelope(type=type))


def test_an_open_broker_believes_everybody() -> None:
    assert everybody(TOPOLOGY.registry).refuses(None, envelope()) is None
    assert (
        everybody(TOPOLOGY.registry).refuses("guest", envelope(type="intake.submission.received.v1")) is None
    )


words = st.text("abc-:1", min_size=1, max_size=6)
digits = st.text("0123456789", min_size=9, max_size=9)
parts = st.builds(
    SpeaksFor,
    role=st.sampled_from([role for role in Role if role is not Role.SYSTEM]),
    actors=st.sampled_from(["citizen:.+", "office-[0-9]+", "a+", ".+", "a|b"]),
    departments=st.lists(st.sampled_from(["water", "market", "*"]), max_size=2).map(tuple),
)
publishers = st.builds(
    Partner,
    user=st.just("partner-x"),
    sources=st.lists(st.sampled_from(["/a", "/a/b", "/"]), min_size=1, max_size=2).map(tuple),
    commands=st.lists(st.sampled_from(COMMANDS), max_size=5).map(tuple),
    hears=st.just(()),
    facts=st.just(()),
    tenants=st.lists(st.one_of(digits.map(lambda code: code[:6]), digits, st.just("*")), max_size=2).map(
        tuple
    ),
    speaks_for=st.lists(parts, max_size=3).map(tuple),
)
claims = st.builds(
    envelope,
    type=st.sampled_from(COMMANDS),
    source=st.sampled_from(["/a", "/ab", "/a/b", "/b", "/a/b/c"]),
    township=digits,
    actorrole=st.sampled_from(list(Role)),
    actorid=st.one_of(
        st.from_regex(r"[abc1][abc:1-]{0,5}", fullmatch=True),
        st.sampled_from(["citizen:1", "office-1", "ab"]),
    ),
    actordepartment=st.sampled_from([None, "water", "market", "police"]),
)


@given(publisher=publishers, said=claims)
def test_no_actor_outside_a_publishers_table_ever_gets_through(publisher: Partner, said: Envelope) -> None:
    believed = Trust(TOPOLOGY.registry, {publisher.user: publisher}).refuses(publisher.user, said) is None
    entries = [
        part
        for part in publisher.speaks_for
        if part.role == said.actorrole
        and re.fullmatch(part.actors, said.actorid)
        and (said.actordepartment is None or {said.actordepartment, "*"} & set(part.departments))
    ]
    within = (
        bool(entries)
        and said.type in publisher.commands
        and any(said.tenant[: len(prefix)] == prefix or prefix == "*" for prefix in publisher.tenants)
        and any(said.source == s or said.source.startswith(s.rstrip("/") + "/") for s in publisher.sources)
    )
    assert believed == within


headers = st.dictionaries(
    st.sampled_from([PUBLISHER_HEADER, ATTEMPT_HEADER, "x-youyue-queue", "x-youyue-other", "traceparent"]),
    words,
)


@given(headers=headers, user=st.sampled_from([None, "partner-demo", "handling", "guest"]))
def test_what_strangers_write_into_the_headers_of_the_house_is_never_read(
    headers: dict[str, str], user: str | None
) -> None:
    delivery = Delivery("intake.inbox.commands", b"", believable(headers, user, "intake"))
    assert (delivery.publisher, delivery.attempts) == (user, 0)
    assert delivery.headers.get("traceparent") == headers.get("traceparent")


@given(first=st.sampled_from([None, "partner-demo", "handling"]), times=st.integers(1, 4))
def test_a_service_s_own_copies_keep_the_first_publisher(first: str | None, times: int) -> None:
    kept = believable({PUBLISHER_HEADER: "forged"}, first, "intake")
    for _ in range(times):
        kept = believable(kept, "intake", "intake")
    assert Delivery("intake.inbox.commands", b"", kept).publisher == first


def test_a_refused_message_does_not_take_the_id_of_the_true_sender_s() -> None:
    assert in_the_name_of("partner-x") not in (envelope().source, in_the_name_of("partner-y"))
