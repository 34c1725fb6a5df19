"""A partner's life on the running platform: taken in, tried out by itself, given a new password, let go."""

from deploy.smoke.stack import SmokeError, Stack, phase

_USER = "partner-smoke"
_ENTRY = """
sources = ["/county/smoke"]
commands = ["intake.submission.submit.v1", "intake.submission.withdraw.v1"]
hears = ["intake.submission.received.v1"]
townships = ["330921201"]
speaks_for = [{ role = "agent", actors = "hotline-[0-9]+" }]
"""
_TRIAL = ("--township=330921201", "--source=/county/smoke", "--actor=hotline-1:agent")
_REFUSED = 2


def partner_comes_and_goes(stack: Stack) -> None:
    """By the operators' page; nothing is restarted meanwhile. Raises SmokeError."""
    with phase("a partner is taken in, tries itself out, gets a new password, and is let go"):
        first = _last_line(_partner(stack, "add", _USER, "-", typed=_ENTRY))
        tried = _last_line(_test(stack, first))
        second = _last_line(_partner(stack, "rotate", _USER))
        _test(stack, first, code=_REFUSED)
        _test(stack, second)
        for queue in ("answers", "rejects", "events"):
            if f"{_USER}.{queue}: " not in _partner(stack, "show", _USER):
                raise SmokeError(f"{_USER} has no queue {queue}")
        _partner(stack, "remove", _USER)
        _test(stack, second, code=_REFUSED)
        if _USER in _partner(stack, "show"):
            raise SmokeError(f"{_USER} is still there")
    print(f"  {tried}")


def _partner(stack: Stack, *words: str, code: int = 0, typed: str = "") -> str:
    return stack.run("run", "--rm", "-T", "admin", "partner", *words, code=code, typed=typed)


def _test(stack: Stack, password: str, *, code: int = 0) -> str:
    url = f"--broker-url=amqp://{_USER}:{password}@rabbitmq:5672/"
    return _partner(stack, "test", url, *_TRIAL, code=code)


def _last_line(said: str) -> str:
    return said.strip().splitlines()[-1]
