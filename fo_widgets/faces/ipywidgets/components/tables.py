"""Tables; with real buttons where rows have actions or cells listen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

import ipywidgets
from fo_widgets.faces.ipywidgets.components.buttons import icon_button, small_button
from fo_widgets.faces.ipywidgets.components.display import heading, value_html
from fo_widgets.faces.ipywidgets.element import Element, Gesture
from fo_widgets.faces.ipywidgets.icons import font_awesome
from fo_widgets.faces.ipywidgets.markup import html, tag
from fo_widgets.faces.ipywidgets.reading import (
    Json,
    box,
    display,
    height,
    items,
    length,
    mapping,
    text,
)
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.node import Node

# a table of text costs one widget; rows with buttons cost some each
_MOST_ROWS = 1000
_MOST_ROWS_WITH_BUTTONS = 100


@dataclass(frozen=True)
class Table:
    """A table's rows, and the keys and labels of its columns."""

    rows: list[Json]
    columns: list[tuple[str, str, str | None]]

    def is_numeric(self, key: str) -> bool:
        """Whether a column holds numbers."""
        sample = [row.get(key) for row in self.rows[:20] if row.get(key) is not None]
        return bool(sample) and all(isinstance(each, (int, float)) for each in sample)


@builder("TableView")
def table(node: Node, draw: Draw) -> Element:
    """Rows and columns."""
    found = table_of(node)
    actions = [each for each in items(node["view"].get("row_actions")) if isinstance(each, dict)]
    listens = any(event.startswith("on_click_") for event in node["events"])
    if actions or listens:
        return _with_buttons(node, found, actions, listens)
    numeric = {key: found.is_numeric(key) for key, _, _ in found.columns}
    tips = tooltips(node)
    head = "".join(
        tag(
            "th",
            html(name),
            "num" if numeric[key] else "",
            style=width and f"width:{width}",
            title=tips.get((-1, at)),
        )
        for at, (key, name, width) in enumerate(found.columns)
    )
    body = "".join(
        tag(
            "tr",
            "".join(
                tag(
                    "td", value_html(row.get(key)), "num" if numeric[key] else "", title=tips.get((index, at))
                )
                for at, (key, _, _) in enumerate(found.columns)
            ),
        )
        for index, row in enumerate(found.rows[:_MOST_ROWS])
    )
    shown = tag("table", f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>", "fow-table")
    tall = height(node["view"].get("height")) or "420px"
    scrolled = tag("div", shown, style=f"overflow:auto;max-height:{tall}", role="region", tabindex="0")
    return Element(
        ipywidgets.HTML,
        {"value": heading(node) + scrolled + more_html(len(found.rows), _MOST_ROWS)},
        layout=box(node["view"]),
    )


def _with_buttons(node: Node, found: Table, actions: list[Json], listens: bool) -> Element:
    tips = tooltips(node)
    count = max(1, len(found.columns))
    tracks = " ".join(width or "minmax(0, 1fr)" for _, _, width in found.columns) or "1fr"
    cells: list[Element] = []
    in_header = "on_click_column" in node["events"]
    if in_header:
        cells += [_cell(name, -1, at, tips) for at, (_, name, _) in enumerate(found.columns)]
    else:
        cells.append(_row_html([(tag("b", html(name)), None) for _, name, _ in found.columns], tracks, count))
    if actions:
        told = text(node["view"].get("actions_label")) or "Actions"
        cells.append(Element(ipywidgets.HTML, {"value": tag("b", html(told))}))
    for index, row in enumerate(found.rows[:_MOST_ROWS_WITH_BUTTONS]):
        if listens:
            cells += [
                _cell(display(row.get(key)), index, at, tips) for at, (key, _, _) in enumerate(found.columns)
            ]
        else:
            shown = [
                (value_html(row.get(key)), tips.get((index, at)))
                for at, (key, _, _) in enumerate(found.columns)
            ]
            cells.append(_row_html(shown, tracks, count))
        if actions:
            cells.append(Element(ipywidgets.HBox, children=tuple(_actions(actions, index))))
    body = Element(
        ipywidgets.GridBox,
        children=tuple(cells),
        layout={
            "grid_template_columns": f"{tracks}{' max-content' if actions else ''}",
            "grid_gap": "2px 8px",
            "align_items": "center",
        },
        is_control=True,
    )
    inner = [Element(ipywidgets.HTML, {"value": told})] if (told := heading(node)) else []
    inner.append(body)
    if told := more_html(len(found.rows), _MOST_ROWS_WITH_BUTTONS):
        inner.append(Element(ipywidgets.HTML, {"value": told}))
    return Element(ipywidgets.VBox, children=tuple(inner), layout=box(node["view"]))


def _cell(told: str, row: int, column: int, tips: dict[tuple[int, int], str]) -> Element:
    gesture = Gesture("cell", {"row": row, "column": column})
    return small_button(told, gesture, tooltip=tips.get((row, column)))


def _row_html(cells: list[tuple[str, str | None]], tracks: str, count: int) -> Element:
    shown = "".join(tag("span", content, title=tip) for content, tip in cells)
    row = tag("div", shown, "fow-row", style=f"grid-template-columns:{tracks}")
    return Element(ipywidgets.HTML, {"value": row}, layout={"grid_column": f"span {count}"})


def _actions(actions: list[Json], row: int) -> list[Element]:
    buttons = []
    for action in actions:
        allowed = action.get("rows")
        if isinstance(allowed, list) and row < len(allowed) and allowed[row] is False:
            continue
        name = text(action.get("name")) or ""
        told = text(action.get("label")) or name
        gesture = Gesture("action", {"action": name, "row": row})
        icon = font_awesome(text(action.get("icon")))
        tip = text(action.get("tooltip"))
        buttons.append(
            icon_button(icon, tip or told, gesture) if icon else small_button(told, gesture, tooltip=tip)
        )
    return buttons


def table_of(node: Node) -> Table:
    """The rows and columns of a list of dicts, or of a dict of columns."""
    rows = rows_of(node["value"])
    given = [mapping(each) for each in items(node["view"].get("columns"))]
    columns = [
        (key, text(each.get("label")) or key, length(each.get("width")))
        for each in given
        if (key := text(each.get("key"))) is not None
    ]
    if not columns:
        columns = [
            (str(key), str(key), None) for key in dict.fromkeys(key for row in rows[:50] for key in row)
        ]
    return Table(rows, columns)


def rows_of(value: Any) -> list[Json]:
    """Rows as dicts, whatever they were given as."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, list):
        return [
            row
            if isinstance(row, dict)
            else {str(at): cell for at, cell in enumerate(row)}
            if isinstance(row, list)
            else {"value": row}
            for row in value
        ]
    columns = {
        key: items(cells)
        for key, cells in mapping(value).items()
        if isinstance(cells, (list, tuple, np.ndarray))
    }
    count = max(map(len, columns.values()), default=0)
    return [
        {key: cells[at] if at < len(cells) else None for key, cells in columns.items()} for at in range(count)
    ]


def tooltips(node: Node) -> dict[tuple[int, int], str]:
    """The texts over cells, by row and column; row -1 is the header."""
    found = [mapping(each) for each in items(node["view"].get("tooltips"))]
    return {
        (each["row"], each["column"]): display(each.get("value"))
        for each in found
        if isinstance(each.get("row"), int) and isinstance(each.get("column"), int)
    }


def more_html(count: int, most: int) -> str:
    """How many rows are not shown, or that there are none."""
    if count > most:
        return tag("div", f"showing {most} of {count:,} rows", "fow-muted")
    return "" if count else tag("div", "No rows", "fow-muted")
