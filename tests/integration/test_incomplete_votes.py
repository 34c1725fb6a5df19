"""What is wrong with a vote tells nobody how somebody votes, and not even its sender more than that it is
incomplete (case I17)."""

import pytest

from shared.language.contracts import evaluation as e
from tests.integration.test_evaluation_storage import evaluation
from tests.support.platform import Stand
from tests.unit.evaluation.builders import deputy


async def test_a_vote_without_its_reason_is_refused_to_its_sender_alone_in_the_words_for_any_incomplete_one(
    in_process: Stand, capsys: pytest.CaptureFixture[str]
) -> None:
    async with evaluation(in_process) as service:
        ballot, told = await service.opened(), len(service.platform.events)
        refused = []
        for process, result in (("basically", "dissatisfied"), ("satisfied", "no-such")):
            vote = e.CastVote(ballot_id=ballot, process=process, result=result)
            answer = await service.platform.tell(vote, deputy("deputy-01"))
            refused.append({name: answer.data[name] for name in ("code", "field", "reason", "allowed")})
        await service.platform.settle()
        kept = await service.platform.scalar(
            "evaluation", "SELECT (SELECT count(*) FROM parked_messages) + (SELECT count(*) FROM votes)"
        )
        heard = service.platform.events[told:]
    assert refused[0] == refused[1]
    assert refused[0]["code"] == "vote_incomplete"
    assert (heard, kept) == ([], 0)
    assert "dissatisfied" not in "".join(capsys.readouterr())
