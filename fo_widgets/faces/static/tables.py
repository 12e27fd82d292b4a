"""Tables, as far as a snapshot should carry them."""

from __future__ import annotations

from typing import Any

from fo_widgets.faces.node import Node

from .snapshot import drawn_by, labelled, text

_MOST_ROWS = 50


@drawn_by("TableView")
def _table(node: Node, inner: str) -> str:
    rows = [row for row in node["value"] if isinstance(row, dict)] if isinstance(node["value"], list) else []
    columns = node["view"].get("columns") or [{"key": key} for key in (rows[0] if rows else {})]
    keys = [str(column.get("key")) for column in columns]
    head = "".join(f"<th>{text(column.get('label') or column.get('key'))}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(_cell(row.get(key)) for key in keys)}</tr>" for row in rows[:_MOST_ROWS])
    told = "no rows" if not rows else f"showing {_MOST_ROWS} of {len(rows):,} rows"
    more = f'<div class="help">{told}</div>' if not rows or len(rows) > _MOST_ROWS else ""
    return labelled(node, f"<table><tr>{head}</tr>{body}</table>{more}")


def _cell(value: Any) -> str:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return f"<td{' class=number' if is_number else ''}>{text(value)}</td>"
