"""Tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

import ipywidgets
from fo_widgets.faces.ipywidgets.components.display import heading, value_html
from fo_widgets.faces.ipywidgets.element import Element
from fo_widgets.faces.ipywidgets.leaf import leaf
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

# more than that are drawn as they scroll into sight
_MOST_ROWS = 200


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
    """Rows and columns to read; a leaf where they listen, have actions, or are too many for a page."""
    found = table_of(node)
    listens = any(event.startswith("on_click_") for event in node["events"])
    if listens or items(node["view"].get("row_actions")) or len(found.rows) > _MOST_ROWS:
        return leaf(node, draw)
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
        for index, row in enumerate(found.rows)
    )
    shown = tag("table", f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>", "fwi-table")
    tall = height(node["view"].get("height")) or "420px"
    scrolled = tag("div", shown, style=f"overflow:auto;max-height:{tall}", role="region", tabindex="0")
    return Element(
        ipywidgets.HTML,
        {"value": heading(node) + scrolled + ("" if found.rows else tag("div", "No rows", "fwi-muted"))},
        layout=box(node["view"]),
    )


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
