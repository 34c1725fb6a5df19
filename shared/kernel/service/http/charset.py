"""In which writing a form may come: one alone.

The reader of forms takes any decoder that the sender names, for each part and on the event loop. One of them
(punycode) needs the square of the time, others raise what nobody expects, or make halves of characters.
"""

from email.message import Message

from starlette.requests import Request

_OURS = ("", "utf-8", "utf8")


def is_in_utf8(request: Request) -> bool:
    """Whether the form says so, or says nothing."""
    said = Message()
    said["content-type"] = request.headers.get("content-type", "")
    return str(said.get_param("charset", "")).strip().casefold() in _OURS
