"""Metrics that plugins add to evaluations. They are operators, which this room does not know: somebody finds them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any

logger = logging.getLogger(__name__)

_finders: list[Callable[[str], Any]] = []


def find_metrics_with(find: Callable[[str], Any]) -> None:
    """Has metrics found by a function that gives the one of a URI, or raises."""
    _finders[:] = [find]


def compute_metrics(samples: Any, results: Any, wanted: Any) -> dict[str, Any]:
    """What metrics make of the results of an evaluation, by URI; one that fails is told in the log.

    Args:
        samples: the collection that was evaluated
        results: what came out
        wanted: URIs, or arguments by URI
    """
    out = {}
    for uri, arguments in _arguments(wanted).items():
        try:
            metric = _found(uri)
            value = metric.compute(samples, results, **arguments)
        except Exception as error:  # a plugin's code may raise anything, and the evaluation stands without it
            logger.warning("metric '%s' was not computed: %s", uri, error, exc_info=True)
            continue
        if value is not None:
            config = metric.config
            out[uri] = {
                "key": config.aggregate_key or config.name,
                "value": value,
                "label": config.label,
                "lower_is_better": config.lower_is_better,
            }
    return out


def rename_metrics(samples: Any, config: Any, key: str, new_key: str) -> None:
    """Has the metrics of an evaluation rename the fields they have written."""
    for metric in _known(config):
        metric.rename(samples, config, key, new_key)


def clean_metrics(samples: Any, config: Any, key: str) -> None:
    """Has the metrics of an evaluation delete the fields they have written."""
    for metric in _known(config):
        metric.cleanup(samples, config, key)


def _known(config: Any) -> Iterator[Any]:
    """The metrics of an evaluation that are still there."""
    for uri in _arguments(getattr(config, "custom_metrics", None)):
        try:
            yield _found(uri)
        except (LookupError, ValueError) as error:
            logger.warning("the fields of metric '%s' stay as they are: %s", uri, error)


def _arguments(wanted: Any) -> dict[str, dict[str, Any]]:
    given = wanted if isinstance(wanted, Mapping) else dict.fromkeys(wanted or ())
    return {uri: dict(arguments or {}) for uri, arguments in given.items()}


def _found(uri: str) -> Any:
    if not _finders:
        raise LookupError(f"no metric '{uri}': no plugin with metrics is loaded")
    metric = _finders[0](uri)
    if not callable(getattr(metric, "compute", None)):
        raise LookupError(f"'{uri}' is no evaluation metric")
    return metric
