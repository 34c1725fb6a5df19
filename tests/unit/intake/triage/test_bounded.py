"""No text costs much: what is done for it grows with its length and no faster (cases I14, I15)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.domain.triage.assess import examine
from services.intake.domain.triage.lexicon import Hit, Lexicon
from services.intake.domain.triage.model import TriageInput
from tests.support.effort import MOST, TIMES, growth, least
from tests.support.hostile_texts import hostile_texts
from tests.support.township import lists

LISTS = lists()
LENGTH = 10_000
PART, WHOLE = (hostile_texts(length) for length in (LENGTH // TIMES, LENGTH))
AT_MOST = 0.5
"""Seconds of processor time: ten times what is promised, for a machine that has other things to do."""


@pytest.mark.parametrize("name", WHOLE)
def test_four_times_the_text_takes_about_four_times_the_time(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("triage.evidence.LIMIT", "triage.features.READ", "wording.fingerprint.LIMIT"):
        monkeypatch.setattr(f"services.intake.domain.{limit}", LENGTH)
    part, whole = TriageInput(text=PART[name]), TriageInput(text=WHOLE[name])
    assert growth(lambda: examine(part, LISTS), lambda: examine(whole, LISTS)) <= MOST


@pytest.mark.parametrize("name", WHOLE)
def test_no_text_takes_long(name: str) -> None:
    asked = TriageInput(text=WHOLE[name])
    assert least(lambda: examine(asked, LISTS), AT_MOST) <= AT_MOST


def test_what_took_longest_before_is_found_where_it_stands() -> None:
    found = examine(TriageInput(text=WHOLE["I15 one character"]), LISTS).evidence.found
    assert [(one.hit.start, one.hit.end) for one in found] == [(at, at + 1) for at in range(2_000)]


def slowly(terms: list[str], hidden: list[str], text: str) -> list[Hit]:
    """Terms of one part, found by looking at every piece of the text."""
    pieces = [(s, e) for s in range(len(text)) for e in range(s + 1, len(text) + 1)]
    covers = [(s, e) for s, e in pieces if text[s:e] in hidden]
    hits = [
        Hit(text[s:e], s, e)
        for s, e in pieces
        if text[s:e] in terms and not any(a <= s and e <= b and (a, b) != (s, e) for a, b in covers)
    ]
    return sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.term))


WORDS = st.lists(st.text("水电停", min_size=1, max_size=3), max_size=6, unique=True)


@settings(deadline=None)
@given(terms=WORDS, hidden=WORDS, text=st.text("水电停坏", max_size=12))
def test_one_pass_finds_what_looking_at_every_piece_finds(
    terms: list[str], hidden: list[str], text: str
) -> None:
    assert Lexicon(terms, hidden).hits(text) == slowly(terms, hidden, text)


@settings(deadline=None)
@given(text=st.text("水电停坏。", max_size=24))
def test_a_chain_is_found_when_its_parts_follow_each_other_closely(text: str) -> None:
    hits = Lexicon(["水…坏/停"]).hits(text)
    ends = {hit.start: hit.end for hit in hits}
    for at, character in enumerate(text):
        after = text[at + 1 : at + 10].split("。", 1)[0] if character == "水" else ""
        first = min((after.find(part) for part in "坏停" if part in after), default=-1)
        assert ends.get(at) == (at + first + 2 if first >= 0 else None)
