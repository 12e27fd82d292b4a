"""Dates and times."""

from __future__ import annotations

import datetime as dt
from typing import Any

import ipywidgets
from fo_widgets.faces.ipywidgets.element import Element
from fo_widgets.faces.ipywidgets.fields import described, edited, field, is_disabled
from fo_widgets.faces.ipywidgets.reading import number
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.node import Node


@builder("DateTimeView")
def date_time(node: Node, draw: Draw) -> Element:
    """A date, or a date with a time of day; sent as ISO text without a zone, like a browser's input."""
    moment = to_datetime(node["value"])
    traits = {"disabled": is_disabled(node, draw), **described(node, draw)}
    if node["view"].get("date_only"):
        traits = {"value": None if moment is None else moment.date(), **traits}
        return field(node, draw, Element(ipywidgets.DatePicker, traits, edits=edited(node), read=date_text))
    traits = {"value": moment, **traits}
    element = Element(ipywidgets.NaiveDatetimePicker, traits, edits=edited(node), read=moment_text)
    return field(node, draw, element)


def to_datetime(value: Any) -> dt.datetime | None:
    """A stored value (ISO text, milliseconds since 1970, or `{"$date": …}`) as local time without a zone."""
    raw = value.get("$date") if isinstance(value, dict) else value
    moment: dt.datetime | None = None
    if isinstance(raw, dt.datetime):
        moment = raw
    elif (milliseconds := number(raw)) is not None:
        moment = dt.datetime.fromtimestamp(milliseconds / 1000, tz=dt.timezone.utc)
    elif isinstance(raw, str) and raw:
        try:
            # Python 3.10 does not know the Z
            moment = dt.datetime.fromisoformat(raw.replace("Z", "+00:00"))
        except ValueError:
            return None
    if moment is None or moment.tzinfo is None:
        return moment
    return moment.astimezone().replace(tzinfo=None)


def date_text(value: dt.date | None) -> str | None:
    """`2024-05-01`."""
    return None if value is None else value.isoformat()


def moment_text(value: dt.datetime | None) -> str | None:
    """`2024-05-01T12:30`, with seconds if there are any."""
    if value is None:
        return None
    exact = value.second or value.microsecond
    return value.replace(microsecond=0).isoformat(timespec="seconds" if exact else "minutes")
