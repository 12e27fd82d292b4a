"""Which component draws a property. The rules are those of FiftyOne's App (1.22.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ALIASES = {
    "Button": "ButtonView",
    "ButtonGroupView": "GridView",
    "Choices": "DropdownView",
    "Dropdown": "DropdownView",
    "Error": "AlertView",
    "HStackView": "GridView",
    "Header": "HeaderView",
    "IconButtonView": "ButtonView",
    "MenuView": "GridView",
    "Notice": "AlertView",
    "RadioGroup": "RadioView",
    "Success": "AlertView",
    "VStackView": "GridView",
    "Warning": "AlertView",
}

UNSUPPORTED = "UnsupportedView"

# Views that leave the choice to the type.
_INDIFFERENT = frozenset({"View", "PromptView", "DrawerView"})

_BY_TYPE = {
    "Object": "ObjectView",
    "Boolean": "CheckboxView",
    "String": "FieldView",
    "Number": "FieldView",
    "List": "ListView",
    "Enum": "DropdownView",
    "OneOf": "OneOfView",
    "Tuple": "TupleView",
    "Map": "MapView",
    "File": "FileExplorerView",
    "UploadedFile": "FileView",
    "ResolvableProperty": "ResolvablePropertyView",
}

_BY_TYPE_OUTPUT = {
    **_BY_TYPE,
    "Boolean": "LabelValueView",
    "String": "LabelValueView",
    "Number": "LabelValueView",
    "Map": UNSUPPORTED,
    "ResolvableProperty": UNSUPPORTED,
}

_PRIMITIVES = frozenset({"String", "Boolean", "Number"})

COMPOSITE = frozenset(
    {
        "InferredView",
        "ListView",
        "ObjectView",
        "OneOfView",
        "TupleView",
        "GridView",
        "DashboardView",
    }
)
"""Components that are made of their children; defaults are never written to their own path."""

DISPLAY_ONLY = frozenset(
    {
        "AlertView",
        "ArrowNavView",
        "ButtonView",
        "ErrorView",
        "GridView",
        "HeaderView",
        "HiddenView",
        "ImageView",
        "JSONView",
        "KeyValueView",
        "LabelValueView",
        "LinkView",
        "LoadingView",
        "MarkdownView",
        "MediaPlayerView",
        "ProgressView",
        "TableView",
        "TagsView",
        "TreeSelectionView",
        "StatusButtonView",
    }
)
"""Components that show a default without writing it into the data."""


def component_of(prop: Mapping[str, Any], output: bool = False) -> str:
    """The name of the component that draws a property.

    Args:
        prop: the property's JSON.
        output: whether it belongs to an output form, where plain values become labels.
    """
    view = prop.get("view") or {}
    chosen = view.get("component") or view.get("name") or "View"
    if chosen not in _INDIFFERENT:
        return ALIASES.get(chosen, chosen)
    if isinstance(view.get("choices"), list):
        return "DropdownView"
    kind = prop.get("type") or {}
    name = kind.get("name", "")
    if output and name == "List" and (kind.get("element_type") or {}).get("name") in _PRIMITIVES:
        return "TagsView"
    return (_BY_TYPE_OUTPUT if output else _BY_TYPE).get(name, UNSUPPORTED)
