"""Traces: one from a command to the last event that it causes, as OpenTelemetry has them.

The W3C ``traceparent`` in the envelope carries a trace from message to message; a sender's trace is
continued, and a message without one starts one. Handling is a consumer span; the events it decides name that
span as their cause; the relay's publish is a producer span, whose own ``traceparent`` goes into a header, so
that the next consumer hangs below it. A timer fires days or months later: it starts a trace of its own, with
a link to the one that set it.

Without an endpoint nothing here imports OpenTelemetry, and a ``traceparent`` is handed on as it came.
"""

import json
import re
import threading
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from shared.kernel.bus.delivery.delivery import Delivery, Done, Handle, Outcome, Wrap
from shared.kernel.messages.envelope import Envelope, Sealed
from shared.kernel.messages.wordless import in_brief

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter

TRACE_HEADER = "traceparent"
_W3C = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}")
_EXPORT_SECONDS = 2
_NO_HEADERS: Mapping[str, Any] = {}


def trace_id_of(traceparent: str | None) -> str | None:
    """The trace's id, 32 hexadecimal digits; None when that is no ``traceparent``."""
    found = _W3C.fullmatch(traceparent or "")
    return found[1] if found else None


@dataclass(slots=True)
class Handled:
    """A message while it is handled: its envelope names the span that handles it. ``outcome`` is set at the
    end."""

    envelope: Envelope
    outcome: str = ""


class Untraced:
    """Tracing is off."""

    @contextmanager
    def handling(self, envelope: Envelope, delivery: Delivery) -> Iterator[Handled]:
        """Around the handling of a message."""
        yield Handled(envelope)

    @contextmanager
    def sending(self, event: Sealed) -> Iterator[Mapping[str, Any]]:
        """Around the publishing of an event; yields the headers that it goes out with."""
        yield _NO_HEADERS

    def close(self) -> None:
        """Send the remaining spans; takes no longer than some seconds."""


class Traced(Untraced):
    """Tracing is on: spans of one service go to ``exporter``, ``ratio`` of the traces that begin here.

    ``timers``: types of messages that were set long before they are sent."""

    def __init__(
        self, service: str, exporter: "SpanExporter", ratio: float = 1.0, timers: Container[str] = ()
    ) -> None:
        from opentelemetry import trace
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
        from opentelemetry.sdk.trace.sampling import ParentBasedTraceIdRatio
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        self._trace = trace
        self._timers = timers
        self._propagator = TraceContextTextMapPropagator()
        self._provider = TracerProvider(
            resource=Resource.create({"service.name": f"youyue-{service}", "service.namespace": "youyue"}),
            sampler=ParentBasedTraceIdRatio(ratio),
            shutdown_on_exit=False,
        )
        self._provider.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=1000))
        self._tracer = self._provider.get_tracer("youyue")

    @contextmanager
    def handling(self, envelope: Envelope, delivery: Delivery) -> Iterator[Handled]:
        """A consumer span below the sender's, or at the top."""
        sender = delivery.headers.get(TRACE_HEADER)
        known = sender if isinstance(sender, str) and trace_id_of(sender) else None
        parent, links = self._origin(known or envelope.traceparent, envelope.type, sent_now=known is not None)
        attributes: dict[str, str | int] = {
            "messaging.system": "rabbitmq",
            "messaging.operation.type": "process",
            "messaging.destination.name": delivery.queue,
            "messaging.message.id": envelope.id,
            "messaging.message.conversation_id": envelope.correlation,
            f"youyue.{envelope.tenant_name}": envelope.tenant,
            "youyue.attempts": delivery.attempts,
        }
        with self._tracer.start_as_current_span(
            f"process {envelope.type}",
            context=parent,
            kind=self._trace.SpanKind.CONSUMER,
            attributes=attributes,
            links=links,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            handled = Handled(envelope.model_copy(update={TRACE_HEADER: self._carried()[TRACE_HEADER]}))
            try:
                yield handled
            except Exception as error:
                span.set_status(self._trace.Status(self._trace.StatusCode.ERROR, in_brief(error)))
                raise
            finally:
                span.set_attribute("youyue.outcome", handled.outcome or "failed")

    @contextmanager
    def sending(self, event: Sealed) -> Iterator[Mapping[str, Any]]:
        """A producer span below the one that decided the event."""
        cause = json.loads(event.body).get(TRACE_HEADER)
        parent, links = self._origin(cause, event.type, sent_now=False)
        attributes = {
            "messaging.system": "rabbitmq",
            "messaging.operation.type": "send",
            "messaging.destination.name": event.type,
            "messaging.message.id": event.id,
            "messaging.message.conversation_id": event.correlation,
        }
        with self._tracer.start_as_current_span(
            f"send {event.type}",
            context=parent,
            kind=self._trace.SpanKind.PRODUCER,
            attributes=attributes,
            links=links,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield self._carried()
            except Exception as error:
                span.set_status(self._trace.Status(self._trace.StatusCode.ERROR, in_brief(error)))
                raise

    def close(self) -> None:
        """Send the remaining spans, and give up after some seconds: nobody waits for traces."""
        closing = threading.Thread(target=self._provider.shutdown, daemon=True)
        closing.start()
        closing.join(_EXPORT_SECONDS)

    def _origin(self, traceparent: str | None, type: str, *, sent_now: bool) -> tuple[Any, list[Any]]:
        """(parent context, links): below ``traceparent``, but for a timer, which was set long ago."""
        from opentelemetry.context import Context

        if not trace_id_of(traceparent):
            return Context(), []
        context = self._propagator.extract({TRACE_HEADER: traceparent or ""}, Context())
        if sent_now or type not in self._timers:
            return context, []
        return Context(), [self._trace.Link(self._trace.get_current_span(context).get_span_context())]

    def _carried(self) -> dict[str, str]:
        carried: dict[str, str] = {}
        self._propagator.inject(carried)
        return carried


class Sender(Protocol):
    """Publishes events with headers: the broker's publisher, or the bus."""

    async def send_event(
        self, event: Sealed, headers: Mapping[str, Any] = ..., *, alone: bool = False
    ) -> None:
        """Return once the message is confirmed; ``alone``: where it can disturb no other."""
        ...


@dataclass(frozen=True, slots=True)
class TracedSender:
    """The relay's publisher: a span around each publish."""

    sender: Sender
    tracing: Untraced

    async def send_event(self, event: Sealed, *, alone: bool = False) -> None:
        """Publish in a span, which the header names."""
        with self.tracing.sending(event) as headers:
            await self.sender.send_event(event, headers, alone=alone)


def otlp_exporter(endpoint: str) -> "SpanExporter":
    """Sends to an OTLP receiver over HTTP; ``endpoint`` is its base address, ``http://jaeger:4318``."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return OTLPSpanExporter(f"{endpoint.rstrip('/')}/v1/traces", timeout=_EXPORT_SECONDS)


def open_tracing(service: str, endpoint: str | None, ratio: float, timers: Container[str] = ()) -> Untraced:
    """Tracing for one service; off without an endpoint. ``timers``: the types that were set long ago."""
    return Traced(service, otlp_exporter(endpoint), ratio, timers) if endpoint else Untraced()


def traced(tracing: Untraced) -> Wrap:
    """The concern: a span around the attempt; the decided events name it as their cause."""

    def wrap(handle: Handle) -> Handle:
        async def handle_traced(delivery: Delivery) -> Outcome:
            with tracing.handling(delivery.opened, delivery) as handled:
                if handled.envelope is not delivery.envelope:
                    delivery = delivery._replace(envelope=handled.envelope)
                outcome = await handle(delivery)
                handled.outcome = outcome.how if isinstance(outcome, Done) else ""
                return outcome

        return handle_traced

    return wrap
