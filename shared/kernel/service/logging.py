"""Logs: structlog, as JSON for machines or in colours for people."""

import logging
import sys

import structlog

from shared.kernel.messages.wordless import without_words
from shared.kernel.service.repetition import LIBRARIES, Unrepeated
from shared.kernel.settings.secrecy import redact


class _WithoutSecrets(structlog.stdlib.ProcessorFormatter):
    """Formats log lines without passwords; this holds for tracebacks and other libraries' lines as well."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it goes out."""
        return redact(super().format(record))


def configure_logging(level: str = "INFO", format: str = "json") -> None:
    """Set up logging for the process; standard-library loggers go the same way."""
    threshold = logging.getLevelNamesMapping()[level]
    people = format == "people"
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=not people),
    ]
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if people else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        _WithoutSecrets(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.ExceptionRenderer(without_words),
                renderer,
            ],
            foreign_pre_chain=shared,
        )
    )
    handler.addFilter(Unrepeated())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(threshold)
    for noisy in ("alembic", "uvicorn.access", "httpx", "httpcore", "asyncio"):
        logging.getLogger(noisy).setLevel(max(threshold, logging.WARNING))
    # What they warn of, each second, for every connection, the watch says in our own words.
    for repetitive in LIBRARIES:
        logging.getLogger(repetitive).setLevel(max(threshold, logging.ERROR))
