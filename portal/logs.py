"""Logs for machines, one JSON object a line, without personal data.

A request is logged by the name of its route: an address can hold a search, a person's number or a secret link. An
error is logged by its kind and its place in the code: its message can quote a row.
"""

import json
import logging
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

log = logging.getLogger("portal.requests")
# Their messages quote addresses, hosts and query texts.
QUOTING = ("django.request", "django.security", "django.server", "django.db")
# Theirs do only when something went wrong.
QUOTING_TROUBLE = ("gunicorn", "celery")
FIELDS = ("method", "route", "status", "milliseconds", "partnership", "task")


class JsonFormatter(logging.Formatter):
    """Writes a record as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line: time, level, logger, message, the fields we set, and the place of an error."""
        quoting = record.name.startswith(QUOTING if record.levelno < logging.WARNING else QUOTING + QUOTING_TROUBLE)
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": "See the line of the request or task." if quoting else record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if isinstance(record.args, dict) and "name" in record.args:
            line["task"] = record.args["name"]  # how Celery says which task it is about
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            line["error"] = kind.__name__
            line["at"] = [f"{place.filename}:{place.lineno} {place.name}" for place in traceback.extract_tb(trace)[-8:]]
        return json.dumps(line, ensure_ascii=False, default=str)


class RequestLog:
    """Logs each request by method, route, status, time and partnership."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then log how it went."""
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        log.info(
            "request",
            extra={
                "method": request.method,
                "route": match.route if match else "",
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - began) * 1000, 1),
                "partnership": getattr(getattr(request, "partnership", None), "pk", None),
            },
        )
        return response


SETTINGS: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "portal.logs.JsonFormatter"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}},
    "root": {"handlers": ["stdout"], "level": "INFO"},
    # Django's own handlers would print, or mail, what these lines leave out.
    "loggers": {name: {"handlers": [], "propagate": True} for name in ("django", "django.server")}
    | {"fontTools": {"level": "WARNING"}, "weasyprint": {"level": "ERROR"}},
}
