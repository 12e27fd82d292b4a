"""What is logged while an operation runs, kept with the operation."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections import deque
from collections.abc import Iterator

from fo_widgets.delegation.service import DelegatedOperationService
from fo_widgets.operators.secrets import redact

_LINES = 100


class _Tail(logging.Handler):
    """The last lines that one thread has logged, and how many characters all had."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        self.lines: deque[str] = deque(maxlen=_LINES)
        self.size = 0
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            line = redact(self.format(record))
            self.lines.append(line)
            self.size += len(line) + 1


@contextlib.contextmanager
def kept_log(service: DelegatedOperationService, doc_id: object) -> Iterator[None]:
    """Keeps the end of what this thread logs meanwhile with an operation, as `log_tail`, and its size."""
    tail = _Tail()
    logging.getLogger().addHandler(tail)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(tail)
        if tail.size:
            service.set_log(doc_id, "\n".join(tail.lines), tail.size)
