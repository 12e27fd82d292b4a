"""How many workers to use, and work off the event loop."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import Any, TypeVar

from fo_widgets.plugins.compat.config import config

T = TypeVar("T")


def get_cpu_count() -> int:
    """The processors that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def recommend_thread_pool_workers(
    num_workers: int | None = None, default_num_workers: int | None = None
) -> int:
    """The wanted number of threads, else a default, within `fo.config.max_thread_pool_workers`."""
    return _recommend(
        num_workers, default_num_workers, config.default_thread_pool_workers, config.max_thread_pool_workers
    )


def recommend_process_pool_workers(
    num_workers: int | None = None, default_num_workers: int | None = None
) -> int:
    """The wanted number of processes, else a default, within `fo.config.max_process_pool_workers`."""
    return _recommend(
        num_workers, default_num_workers, config.default_process_pool_workers, config.max_process_pool_workers
    )


def _recommend(wanted: int | None, default: int | None, configured: int | None, most: int | None) -> int:
    count = next((n for n in (wanted, default, configured) if n is not None), get_cpu_count())
    return count if most is None else min(count, most)


async def run_sync_task(func: Callable[..., T], *args: Any) -> T:
    """What a blocking function returns, without blocking the event loop."""
    return await asyncio.get_running_loop().run_in_executor(None, lambda: func(*args))
