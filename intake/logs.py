"""What a running service says on standard error: one JSON object a line, without names or anything from files.

A request has an id, which goes along with the run that it asked for: what a worker says of it bears the same id.
"""

import contextvars
import datetime as dt
import json
import logging
import re
import secrets

request_id: contextvars.ContextVar[str | None] = contextvars.ContextVar("request_id", default=None)
run_id: contextvars.ContextVar[str | None] = contextvars.ContextVar("run_id", default=None)
_GOOD = re.compile(r"[A-Za-z0-9._-]{8,64}")


class OneLine(logging.Formatter):
    """An event as JSON. `extra={"told": {…}}` adds members; of an error its kind and the place in the code are told."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        event: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id.get(),
            "run_id": run_id.get(),
            **getattr(record, "told", {}),
        }
        if record.exc_info and record.exc_info[0]:
            # The message of an error may hold what a file or a person said.
            event["error"] = record.exc_info[0].__name__
            trace, places = record.exc_info[2], []
            while trace:
                places.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
                trace = trace.tb_next
            event["trace"] = places[-8:]
        return json.dumps({name: value for name, value in event.items() if value is not None}, ensure_ascii=False)


def start_logging() -> None:
    """Log from INFO on; libraries only when something is wrong."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for library in ("alembic", "botocore", "boto3", "fontTools", "weasyprint", "httpx2"):
        logging.getLogger(library).setLevel(logging.WARNING)


def new_request_id(given: str | None) -> str:
    """The id that the client or its proxy gave, if it is one; or a new one."""
    return given if given and _GOOD.fullmatch(given) else secrets.token_hex(8)
