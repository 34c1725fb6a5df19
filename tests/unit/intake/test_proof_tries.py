"""Who guesses proofs waits; the raiser of the code at which others guess does not."""

import pytest

from services.intake.proof_tries import AT_A_CODE, THEN_EACH, ProofTries, Wait
from shared.kernel.service.http.guesses import AT_MOST, WITHIN

HERE, CODE = "198.51.100.7", "K7M2QX9FA"


@pytest.fixture
def tries() -> ProofTries:
    return ProofTries(lambda: 1000.0)


def tried(tries: ProofTries, address: str, count: int) -> None:
    for number in range(count):
        tries.was_wrong(address, CODE, f"{number}")


def tried_by_many(tries: ProofTries) -> None:
    for number in range(AT_A_CODE // 10):
        tried(tries, f"10.0.0.{number}", 10)


def test_who_is_wrong_too_often_waits_and_the_raiser_elsewhere_does_not(tries: ProofTries) -> None:
    tried(tries, HERE, AT_MOST)
    assert tries.wait(HERE, CODE) == Wait(WITHIN, "mine.too_many_guesses")
    assert tries.wait(HERE, "ANOTHER") == Wait(WITHIN, "mine.too_many_guesses")
    assert tries.wait("198.51.100.8", CODE) is None


def test_of_a_code_at_which_many_guess_each_address_has_a_few_tries(tries: ProofTries) -> None:
    tried_by_many(tries)
    assert tries.wait("10.0.0.1", CODE) == Wait(WITHIN, "mine.guessed_by_many")
    tried(tries, HERE, THEN_EACH - 1)
    assert tries.wait(HERE, CODE) is None
    tried(tries, HERE, THEN_EACH)
    assert tries.wait(HERE, CODE) == Wait(WITHIN, "mine.guessed_by_many")
    assert tries.wait(HERE, "ANOTHER") is None


def test_one_proof_fewer_leaves_the_code_as_it_was() -> None:
    tries = ProofTries(lambda: 1000.0)
    for number in range(AT_A_CODE // 10 - 1):
        tried(tries, f"10.0.0.{number}", 10)
    tried(tries, HERE, 9)
    assert tries.wait("10.0.0.1", CODE) is None
