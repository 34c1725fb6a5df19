"""The embedded mode's way to a replay: ``POST /ops/replay``, since its queues live in the running process
alone."""

from collections.abc import Sequence

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from shared.kernel.bus.delivery.reading import describe
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.bus.replay import Replay, ReplayRefused, replay_in_process
from shared.kernel.journal.history import sent_events
from shared.kernel.service.http.limits import JSON, Limits, RouteGroup
from shared.kernel.service.running import Running

_LIMITS = Limits(at_once=1, seconds=None, body=64_000, types=JSON)
"""One at a time, as long as it takes: every event is handled before the answer."""


def replay_group(services: Sequence[Running], bus: InProcessBus) -> RouteGroup:
    """Takes a ``Replay`` as JSON; answers with how many events were sent, once they are handled."""
    by_name = {running.service.name: running for running in services}

    async def replay(request: Request) -> Response:
        try:
            wanted = Replay.model_validate_json(await request.body())
            past = wanted.past(bus.topology)
        except ValidationError as error:
            return JSONResponse({"problem": describe(error)}, 400)
        except ReplayRefused as error:
            return JSONResponse({"problem": str(error)}, 400)
        running = by_name.get(wanted.service)
        if running is None:
            return JSONResponse({"problem": f"没有运行 not running here: {wanted.service}"}, 404)
        try:
            sent = await replay_in_process(
                bus, wanted, sent_events(running.web, running.service.journal, past)
            )
        except ReplayRefused as error:
            return JSONResponse({"problem": str(error)}, 400)
        return JSONResponse({"sent": sent, "batch": wanted.batch})

    return RouteGroup([Route("/ops/replay", replay, methods=["POST"])], _LIMITS, inside=True)
