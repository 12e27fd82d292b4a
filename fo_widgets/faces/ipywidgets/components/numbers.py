"""Numbers to enter and to slide; yes and no."""

from __future__ import annotations

import math
from typing import Any

import traitlets

import ipywidgets
from fo_widgets.faces.ipywidgets.element import Element
from fo_widgets.faces.ipywidgets.fields import described, edited, field, is_disabled, placeholder
from fo_widgets.faces.ipywidgets.reading import display, number, parse_number, part
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.node import Node

_INT_LIMIT = 2**53
_FLOAT_LIMIT = 1e300


class NumberText(ipywidgets.Text):  # type: ignore[misc]
    """A field for a number that may also be empty, which `IntText` and `FloatText` cannot be."""

    value = traitlets.CUnicode(help="the text; a number given from Python is written out").tag(sync=True)


def number_field(node: Node, draw: Draw) -> Element:
    """A number: with a stepper once it has a value, within bounds where it has some."""
    rules, value = node["rules"], node["value"]
    traits = {"disabled": is_disabled(node, draw), **described(node, draw)}
    is_int = bool(rules.get("int"))
    held = value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
    # a field that was empty stays the same widget, or its first digit would take the focus away
    if held is None or not math.isfinite(held) or draw.control_of(node) is NumberText:
        shown = {"value": display(value), "placeholder": placeholder(node, draw, "number"), **traits}
        return field(node, draw, Element(NumberText, shown, edits=edited(node), read=parse_number))
    if is_int and float(held).is_integer():
        kinds, shown_value = (ipywidgets.IntText, ipywidgets.BoundedIntText), int(held)
    else:
        is_int = False
        kinds, shown_value = (ipywidgets.FloatText, ipywidgets.BoundedFloatText), float(held)  # type: ignore[assignment]
    low, high = number(rules.get("min")), number(rules.get("max"))
    step = number(node["view"].get("step"))
    if step is not None:
        traits["step"] = max(1, round(step)) if is_int else float(step)
    # a bounded field would show the nearest allowed number in place of the wrong one
    bounded = (low, high) != (None, None) and (low is None or held >= low) and (high is None or held <= high)
    if bounded:
        limit = _INT_LIMIT if is_int else _FLOAT_LIMIT
        low, high = -limit if low is None else low, limit if high is None else high
        traits["min"], traits["max"] = (math.ceil(low), math.floor(high)) if is_int else (low, high)
    traits["value"] = shown_value
    return field(
        node, draw, Element(kinds[bounded], traits, edits=edited(node), read=whole(bool(rules.get("float"))))
    )


def whole(is_float: bool) -> Any:
    """From a widget's number to the schema's: `5.0` is 5 unless the type says float."""

    def read(value: float) -> float | int:
        return int(value) if not is_float and float(value).is_integer() else value

    return read


@builder("SliderView")
def slider(node: Node, draw: Draw) -> Element:
    """One number or a range, by dragging."""
    view, value = node["view"], node["value"]
    low, high, step = bounds(node)
    is_range = node["type"] == "List" or isinstance(value, list)
    is_int = all(float(each).is_integer() for each in (low, high, step)) and not node["rules"].get("float")
    traits: dict[str, Any] = {
        **({} if view.get("bare") or view.get("variant") == "bare" else described(node, draw)),
        "disabled": is_disabled(node, draw),
        "readout": view.get("value_label_display") != "off",
        "readout_format": "d" if is_int else f".{digits(node, step)}f",
    }
    kind = int if is_int else float

    def held(raw: Any, default: float) -> Any:
        found = number(raw)
        return kind(min(max(default if found is None else found, low), high))

    if is_range:
        pair = value if isinstance(value, list) and len(value) == 2 else [low, high]
        traits["value"] = (held(pair[0], low), held(pair[1], high))
        widget = ipywidgets.IntRangeSlider if is_int else ipywidgets.FloatRangeSlider
        element = Element(widget, _bounded(traits, low, high, step, kind), edits=edited(node), read=list)
    else:
        traits["value"] = held(value if value is not None else view.get("data"), low)
        widget = ipywidgets.IntSlider if is_int else ipywidgets.FloatSlider
        read = whole(bool(node["rules"].get("float")))
        element = Element(widget, _bounded(traits, low, high, step, kind), edits=edited(node), read=read)
    return field(node, draw, element)


def bounds(node: Node) -> tuple[float, float, float]:
    """Least, most and step of a slider: its own, its view's or its type's; a fitting step if none is given."""
    own, view, rules = part(node, "slider"), node["view"], node["rules"]

    def pick(*names: str) -> float | None:
        found = (number(where.get(name)) for name in names for where in (own, view, rules))
        return next((each for each in found if each is not None), None)

    is_float = bool(rules.get("float"))
    low = pick("min")
    low = 0 if low is None else low
    high = pick("max")
    high = max(low + 1, 1 if low == 0 and is_float else 100) if high is None else max(high, low)
    step = pick("step", "multipleOf", "multiple_of")
    if step is None or step <= 0:
        is_whole = float(low).is_integer() and float(high).is_integer() and high - low > 2 and not is_float
        step = 1 if rules.get("int") or is_whole else 0.01 if high - low <= 20 else 0.1
    return low, high, step


def digits(node: Node, step: float) -> int:
    """How many decimals a slider writes."""
    given = number(node["view"].get("value_precision"))
    return int(given) if given is not None else min(6, max(0, -math.floor(math.log10(step) + 1e-9)))


def _bounded(traits: dict[str, Any], low: float, high: float, step: float, kind: type) -> dict[str, Any]:
    return {"min": kind(low), "max": kind(high), "step": kind(step), **traits}


@builder("CheckboxView")
def checkbox(node: Node, draw: Draw) -> Element:
    """A yes or no."""
    traits = {
        "value": bool(node["value"]),
        "indent": False,
        "disabled": is_disabled(node, draw),
        **described(node, draw),
    }
    return field(node, draw, Element(ipywidgets.Checkbox, traits, edits=edited(node)), wide=False)


@builder("SwitchView")
def switch(node: Node, draw: Draw) -> Element:
    """A yes or no, as a button that stays down."""
    value = bool(node["value"])
    traits = {
        "value": value,
        "icon": "toggle-on" if value else "toggle-off",
        "disabled": is_disabled(node, draw),
        **described(node, draw),
    }
    return field(node, draw, Element(ipywidgets.ToggleButton, traits, edits=edited(node)), wide=False)
