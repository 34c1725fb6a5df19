"""How a smoke test ends: one line and an exit code."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable

from deploy.smoke.stack import SmokeError, find_compose

MISSING = 2


def run_smoke(name: str, smoke: Callable[[], str]) -> int:
    """The exit code: 0 when everything was as it should be, 2 when there is no engine to try it on."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    try:
        find_compose()
    except SmokeError as error:
        print(error, file=sys.stderr)
        return MISSING
    begun = time.monotonic()
    try:
        said = smoke()
    except (SmokeError, subprocess.SubprocessError) as error:
        print(f"{name}: {error}", file=sys.stderr)
        return 1
    print(f"{name}: passed; {said}; {time.monotonic() - begun:.0f} s")
    return 0
