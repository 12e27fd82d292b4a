"""`@execution_cache`: results of functions that take a context, kept in memory and in execution stores."""

from __future__ import annotations

from fo_widgets.operators.cache.execution_cache import execution_cache
from fo_widgets.operators.cache.memory import clear_memory
from fo_widgets.operators.cache.serialization import auto_deserialize, auto_serialize

__all__ = ["auto_deserialize", "auto_serialize", "clear_memory", "execution_cache"]
