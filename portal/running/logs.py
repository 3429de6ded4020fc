"""How lines of the log look: readable where a person watches, JSON where a machine collects them."""

import logging
from collections.abc import MutableMapping
from typing import Any

import structlog

from . import requestids


def with_request_id(_logger: Any, _name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if number := requestids.current():
        line["request_id"] = number
    return line


def formatter(kind: str) -> logging.Formatter:
    """For every logger there is, those of libraries too: "json", or "text"."""
    as_json = kind == "json"
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.stdlib.ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=as_json),
            with_request_id,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *([structlog.processors.format_exc_info] if as_json else []),
            structlog.processors.JSONRenderer(ensure_ascii=False)
            if as_json
            else structlog.dev.ConsoleRenderer(
                colors=False,
                pad_event_to=0,
                exception_formatter=structlog.dev.plain_traceback,  # others print every local variable, secrets too
            ),
        ],
    )
