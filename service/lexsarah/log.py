"""Logging: one JSON object a line on standard error, ids only, never document text, names or search text."""

import logging
import sys
from pathlib import Path
from typing import Any

LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


def configure(level: str) -> None:
    """Set up structlog for the process; ``level`` is one of ``LEVELS``."""
    import structlog  # noqa: PLC0415  (--help stays light)

    logging.basicConfig(level=max(LEVELS[level], logging.WARNING), handlers=[_OfLibraries()], force=True)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS[level]),
        # Looked up at each line: whoever replaces standard error later is followed.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


class _OfLibraries(logging.Handler):
    """What libraries log, in our shape: the wording without its values, and an error's type without its message.

    A traceback's message may quote the document, and so may a value.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Log one record."""
        error = record.exc_info[1] if record.exc_info else None
        raised = {"error": type(error).__name__, "at": place_of(error)} if error else {}
        get_logger().log(record.levelno, str(record.msg).strip(), logger=record.name, **raised)


def get_logger() -> Any:  # noqa: ANN401  (structlog's lazy proxy has no one type)
    """Return the logger; bind ids to it, never text."""
    import structlog  # noqa: PLC0415  (--help stays light)

    return structlog.get_logger()


def place_of(error: BaseException) -> str:
    """Name the module and line that raised, without any value: a traceback's message may quote the document."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
