"""The raiser's proof: a secret that is kept by the raiser alone."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from shared.language.codes.proof import PROOF_CODE, Commitment, commitment, new_secret, proves

SECRET = "K7M-2QX-9FA-3BD"


def test_a_fresh_secret_is_shown_in_four_groups_and_has_its_check_symbol() -> None:
    secret = new_secret()
    assert [len(group) for group in secret.split("-")] == [3, 3, 3, 3]
    assert PROOF_CODE.is_valid(secret)
    assert new_secret() != secret


@pytest.mark.parametrize("typed", [SECRET, SECRET.lower(), "k7m2qx9fa3bd", " Ｋ７Ｍ ２ＱＸ ９ＦＡ ３ＢＤ "])
def test_the_secret_proves_however_it_is_typed(typed: str) -> None:
    assert proves(typed, commitment(SECRET))


@settings(max_examples=20)
@given(st.text(max_size=20))
def test_no_other_words_prove(words: str) -> None:
    assert not proves(f"{words}Z", commitment(SECRET))


def test_two_commitments_to_one_secret_have_nothing_in_common() -> None:
    one, other = commitment(SECRET), commitment(SECRET)
    assert one.split("$")[2:] != other.split("$")[2:]


def test_a_commitment_is_what_the_contract_asks_for_and_is_made_as_it_says() -> None:
    salt = bytes(range(16))
    hashed = hashlib.pbkdf2_hmac("sha256", b"K7M2QX9FA3BD", salt, 10_000)
    assert commitment(SECRET, salt) == f"pbkdf2-sha256$10000${salt.hex()}${hashed.hex()}"
    TypeAdapter(Commitment).validate_python(commitment(SECRET))
