"""``youyue listen`` where the console shows nothing: it says why, in the console's words."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from typer.testing import CliRunner

from cli.main import COMMAND_LINE

REFUSAL = json.dumps({"zh": "没有哪个事件叫这个。", "en": "No event is called so.\x1b[2J"}).encode()


@pytest.fixture(params=[(404, REFUSAL), (503, b"busy"), (500, b"[]")], ids=["refused", "no JSON", "a list"])
def console(request: pytest.FixtureRequest) -> Iterator[str]:
    status, body = request.param

    class Refusing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *values: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Refusing)
    serving = Thread(target=server.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    serving.join()
    server.server_close()


def test_why_nothing_is_shown_is_said_in_a_sentence(console: str) -> None:
    said = CliRunner().invoke(COMMAND_LINE, ["listen", "nope.#", "--console-url", console])
    assert said.exit_code == 2
    assert said.stderr.strip() in (
        "没有哪个事件叫这个。No event is called so.\\x1b[2J",
        "HTTP 503",
        "HTTP 500",
    )
