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
from shared.kernel.service.running import Running


def replay_route(services: Sequence[Running], bus: InProcessBus) -> Route:
    """Takes a ``Replay`` as JSON; answers with how many events were sent, once they are handled."""
    by_name = {running.service.name: running for running in services}

    async def replay(request: Request) -> Response:
        # No content type that a page of another origin could send without asking first.
        if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
            return JSONResponse({"problem": "application/json"}, 415)
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
                bus, wanted, sent_events(running.engine, running.service.journal, past)
            )
        except ReplayRefused as error:
            return JSONResponse({"problem": str(error)}, 400)
        return JSONResponse({"sent": sent, "batch": wanted.batch})

    return Route("/ops/replay", replay, methods=["POST"])
