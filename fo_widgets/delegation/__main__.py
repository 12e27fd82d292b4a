"""`python -m fo_widgets.delegation`: a worker process for a database that several processes share."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Sequence

from fo_widgets.delegation.service import DelegatedOperationService
from fo_widgets.plugins import load_plugins
from fo_widgets.storage import config, connect, is_in_memory

logger = logging.getLogger("fo_widgets.delegation")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs queued operations, the oldest first, until it is stopped; the exit status."""
    given = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    if given.database:
        config.database_uri = given.database
    if is_in_memory(connect()):
        logger.error(
            "a database in memory is nobody else's; give --database mongodb://… or FIFTYONE_DATABASE_URI"
        )
        return 2
    for report in load_plugins(given.plugins):
        (logger.info if report.ok else logger.error)("%s", report)
    service = DelegatedOperationService()
    logger.info("waiting for operations; stop with Ctrl-C")
    try:
        while True:
            ran = run_next(service, given.target)
            if not ran and given.once:
                return 0
            if not ran:
                time.sleep(given.interval)
    except KeyboardInterrupt:
        return 0


def run_next(service: DelegatedOperationService, target: str | None = None) -> bool:
    """Runs the operation that has waited longest; says whether there was one."""
    waiting = service.get_oldest_queued(target)
    if waiting is None:
        return False
    logger.info("%s (%s): %s", waiting.operator, waiting.id, waiting.label)
    result = service.execute_operation(waiting)
    if result is not None and result.error:
        logger.error("%s failed: %s", waiting.id, result.error.strip().splitlines()[-1])
    elif result is not None:
        logger.info("%s done", waiting.id)
    return True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m fo_widgets.delegation", description=__doc__)
    parser.add_argument("--database", help="mongodb://…; FIFTYONE_DATABASE_URI by default")
    parser.add_argument("--plugins", help="a folder of plugins; FIFTYONE_PLUGINS_DIR by default")
    parser.add_argument("--target", help="only operations with this delegation target")
    parser.add_argument("--interval", type=float, default=0.5, help="seconds between two looks")
    parser.add_argument("--once", action="store_true", help="end when nothing waits")
    return parser


if __name__ == "__main__":
    sys.exit(main())
