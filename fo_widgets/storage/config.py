"""Settings of the process, each with a default and an environment variable."""

from __future__ import annotations

import dataclasses
import json
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_type_hints

logger = logging.getLogger(__name__)

_HOME = Path.home() / "fiftyone"


@dataclasses.dataclass
class Config:
    """The settings, by FiftyOne's names. `FIFTYONE_<NAME>` overrides a default when the process starts.

    Attributes:
        allow_legacy_orchestrators: whether forms offer "Schedule" without a named orchestrator.
        database_name: the name of the database on a MongoDB server.
        database_uri: `memory://[name]` or `mongodb://…`; None is `memory://`.
        default_dataset_dir: where media that datasets write themselves go.
        execution_cache_enabled: False makes every `@execution_cache` call its function.
        execution_store_poll_interval_seconds: how often changes that other processes made to an
            execution store are looked for; only on MongoDB, and only while somebody subscribes.
        operator_timeout: the most seconds that one immediate execution may take; 0 means no limit.
        plugins_dir: where plugins are looked for.
        show_progress_bars: whether long operations draw a bar where nobody said so.
    """

    allow_legacy_orchestrators: bool = False
    database_admin: bool = True
    database_name: str = "fiftyone"
    database_uri: str | None = None
    database_validation: bool = True
    dataset_zoo_dir: str = str(_HOME)
    default_app_address: str = "localhost"
    default_app_port: int = 5151
    default_batch_size: int | None = None
    default_batcher: str = "latency"
    default_dataset_dir: str = str(_HOME)
    default_image_ext: str = ".jpg"
    default_ml_backend: str | None = None
    default_process_pool_workers: int | None = None
    default_sequence_idx: str = "%06d"
    default_thread_pool_workers: int | None = None
    default_video_ext: str = ".mp4"
    do_not_track: bool = True
    execution_cache_enabled: bool = True
    execution_store_poll_interval_seconds: float = 5.0
    logging_level: str = "INFO"
    max_process_pool_workers: int | None = None
    max_thread_pool_workers: int | None = None
    model_zoo_dir: str = str(_HOME / "__models__")
    module_path: str | None = None
    operator_timeout: float = 600
    plugins_cache_enabled: bool = False
    plugins_dir: str = str(_HOME / "__plugins__")
    requirement_error_level: int = 0
    show_progress_bars: bool = True
    timezone: str | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Config:
        """The defaults, overridden by variables; one that cannot be read is named in a warning."""
        given = os.environ if environment is None else environment
        return cls(**dict(_overrides(given, get_type_hints(cls))))

    def __getattr__(self, name: str) -> Any:
        # only for names that nobody has set: plugins may add their own
        raise AttributeError(f"no setting {name!r}; there are: {', '.join(self.attributes())}")

    def attributes(self) -> list[str]:
        """The names of the settings."""
        return sorted(vars(self))

    def serialize(self) -> dict[str, Any]:
        """The settings as JSON."""
        return dict(vars(self))

    to_dict = serialize

    def copy(self) -> Config:
        """An independent copy."""
        other = Config()
        vars(other).update(vars(self))
        return other

    def __iter__(self) -> Iterator[str]:
        return iter(self.attributes())

    def __repr__(self) -> str:
        return json.dumps(self.serialize(), indent=4, default=str)


def _overrides(environment: Mapping[str, str], hints: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, hint in hints.items():
        variable = f"FIFTYONE_{name.upper()}"
        text = environment.get(variable)
        if text is None:
            continue
        parse = next(parse for kind, parse in _PARSERS.items() if kind in str(hint))
        try:
            yield name, parse(text)
        except ValueError:
            logger.warning("%s is %r, which is no %s; the default is used", variable, text, hint)


def _parse_bool(text: str) -> bool:
    known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if text.strip().lower() not in known:
        raise ValueError(text)
    return known[text.strip().lower()]


# in this order: the first whose name occurs in the annotation
_PARSERS: dict[str, Callable[[str], Any]] = {"bool": _parse_bool, "int": int, "float": float, "str": str}

config = Config.from_environment()
"""The settings of this process (`fiftyone.config` in plugins)."""
