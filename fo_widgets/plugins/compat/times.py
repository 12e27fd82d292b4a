"""Moments as milliseconds since 1970, and back; without a time zone they are of UTC."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

__all__ = ["datetime_to_timestamp", "timedelta_to_ms", "timestamp_to_datetime"]

_START = datetime(1970, 1, 1)  # noqa: DTZ001 (a moment without a time zone, as datasets give them)
_MILLISECOND = timedelta(milliseconds=1)


def datetime_to_timestamp(dt: date) -> float:
    """The milliseconds of a moment, or of the beginning of a day."""
    if not isinstance(dt, datetime):
        dt = datetime(dt.year, dt.month, dt.day)  # noqa: DTZ001
    if dt.tzinfo is not None:
        dt = dt.astimezone(timezone.utc).replace(tzinfo=None)
    return (dt - _START) / _MILLISECOND


def timestamp_to_datetime(ts: float) -> datetime:
    """The moment of milliseconds, without a time zone."""
    return _START + timedelta(milliseconds=ts)


def timedelta_to_ms(td: timedelta) -> float:
    """A span in milliseconds."""
    return td / _MILLISECOND
