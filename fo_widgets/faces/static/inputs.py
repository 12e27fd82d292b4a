"""Components that a person would edit, as they stand."""

from __future__ import annotations

from typing import Any

from fo_widgets.faces.node import Node

from .snapshot import drawn_by, labelled, text


@drawn_by("FieldView", "TextFieldView", "LazyFieldView", "DateTimeView", "AutocompleteView")
def _field(node: Node, inner: str) -> str:
    value = node["value"]
    if isinstance(value, list):
        return labelled(node, f'<div class="field">{", ".join(text(each) for each in value)}</div>')
    empty = f'<span class="muted">{text(node["view"].get("placeholder"))}</span>'
    return labelled(node, f'<div class="field">{text(value) or empty}</div>')


@drawn_by("ColorView")
def _colour(node: Node, inner: str) -> str:
    return labelled(node, f'<div class="field">{text(node["value"])}</div>')


@drawn_by("DropdownView")
def _dropdown(node: Node, inner: str) -> str:
    chosen = node["value"] if isinstance(node["value"], list) else [node["value"]]
    told = ", ".join(text(_label_of(node, each)) for each in chosen if each is not None)
    return labelled(node, f'<div class="field">{told or "<span class=muted>-</span>"} ▾</div>')


@drawn_by("RadioView", "TabsView")
def _radio(node: Node, inner: str) -> str:
    kind = "row" if node["component"] == "TabsView" or node["view"].get("orientation") == "horizontal" else ""
    marks = "".join(
        f"<div>{'◉' if choice.get('value') == node['value'] else '○'} {text(_told(choice))}</div>"
        for choice in node["rules"].get("choices") or ()
    )
    return labelled(node, f'<div class="{kind}">{marks}</div>')


@drawn_by("CheckboxView", "SwitchView")
def _check(node: Node, inner: str) -> str:
    return f"<div>{'☑' if node['value'] else '☐'} {text(node['view'].get('label'))}</div>"


@drawn_by("SliderView")
def _slider(node: Node, inner: str) -> str:
    value, rules = node["value"], {**node["rules"], **node["view"]}
    low, high = (_number(rules.get(key), default) for key, default in (("min", 0.0), ("max", 100.0)))
    ends = [_number(each, low) for each in (value if isinstance(value, list) else [low, value])]
    start, end = ((min(max(each, low), high) - low) / ((high - low) or 1) for each in (ends[0], ends[-1]))
    told = " - ".join(text(each) for each in value) if isinstance(value, list) else text(value)
    bar = f'<div class="bar"><i style="margin-left:{start:.1%};width:{max(0.0, end - start):.1%}"></i></div>'
    return labelled(node, f'{bar}<div class="help">{told}</div>')


@drawn_by("FileView", "FileExplorerView")
def _file(node: Node, inner: str) -> str:
    value = node["value"]
    told = (value.get("name") or value.get("absolute_path")) if isinstance(value, dict) else value
    return labelled(node, f'<div class="field">{text(told) or "<span class=muted>no file</span>"}</div>')


@drawn_by("TreeSelectionView")
def _tree(node: Node, inner: str) -> str:
    chosen = node["value"] if isinstance(node["value"], list) else []
    return labelled(node, f"<div>{_branches(node['view'].get('data'), set(map(str, chosen)))}</div>")


@drawn_by("MapView")
def _map(node: Node, inner: str) -> str:
    pairs = node["value"].items() if isinstance(node["value"], dict) else ()
    rows = "".join(f"<tr><td>{text(str(key))}</td><td>{text(value)}</td></tr>" for key, value in pairs)
    return labelled(node, f"<table>{rows}</table>" if rows else '<div class="muted">no entries</div>')


def _branches(data: Any, chosen: set[str], depth: int = 0) -> str:
    out = ""
    for entry in data if isinstance(data, list) else ():
        name, below = entry if isinstance(entry, (list, tuple)) and len(entry) == 2 else (entry, None)
        mark = "" if below else ("☑ " if str(name) in chosen else "☐ ")
        out += f'<div style="padding-left:{depth * 16}px">{mark}{text(str(name))}</div>'
        out += _branches(below, chosen, depth + 1)
    return out


def _label_of(node: Node, value: Any) -> Any:
    for choice in node["rules"].get("choices") or ():
        if choice.get("value") == value:
            return _told(choice)
    return value


def _told(choice: dict[str, Any]) -> Any:
    label = choice.get("label")
    return choice.get("value") if label is None else label


def _number(value: Any, default: float) -> float:
    return float(value) if isinstance(value, (int, float)) else default
