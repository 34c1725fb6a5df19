"""One test's logging is no other test's: what a program under test sets up in this process ends with it."""

import logging

import pytest
import structlog

from shared.kernel.service.logging import configure_logging

log = structlog.get_logger(__name__)


@pytest.mark.parametrize("turn", [1, 2])
def test_a_quiet_program_leaves_the_next_test_every_line(turn: int) -> None:
    with structlog.testing.capture_logs() as lines:
        log.info("heard", turn=turn)
    assert lines == [{"event": "heard", "turn": turn, "log_level": "info"}]
    before = logging.getLogger().handlers[:]
    configure_logging("ERROR", "people")
    assert logging.getLogger().handlers != before
