"""Which errors of a connection no waiting mends."""

import ssl

import pytest

from shared.kernel.bus.rabbit.connection import raise_if_rejected
from shared.kernel.messages.errors import Rejected

URL = "amqp://intake:secret@broker:5672/"


def test_errors_that_lead_to_each_other_in_a_circle_are_looked_through_once() -> None:
    one, other = ConnectionError("one"), ConnectionError("other")
    one.__context__, other.__context__ = other, one
    raise_if_rejected(URL, one)


def test_a_certificate_that_does_not_convince_is_found_behind_other_errors() -> None:
    error, cause = ConnectionError("closed"), ssl.SSLCertVerificationError("untrusted")
    cause.verify_message = "self-signed"
    error.__cause__ = cause
    with pytest.raises(Rejected, match="self-signed"):
        raise_if_rejected(URL, error)
