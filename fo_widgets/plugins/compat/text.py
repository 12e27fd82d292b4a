"""Text for people and from XML."""

from __future__ import annotations

import pprint as _pprint
import sys
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element

from fo_widgets.data.formats import xml_files


def pformat(obj: Any, indent: int = 4, width: int = 80, depth: int | None = None) -> str:
    """An object as readable text; dict keys keep their order."""
    return _pprint.pformat(obj, indent=indent, width=width, depth=depth, sort_dicts=False)


def pprint(
    obj: Any, stream: IO[str] | None = None, indent: int = 4, width: int = 80, depth: int | None = None
) -> None:
    """Writes `pformat(obj)` and a line break to a stream, standard output unless told otherwise."""
    (stream or sys.stdout).write(pformat(obj, indent, width, depth) + "\n")


def indent_lines(s: str, indent: int = 4, skip: int = 0) -> str:
    """Every line but the first `skip` ones indented."""
    lines = s.split("\n")
    return "\n".join(lines[:skip] + [" " * indent + line for line in lines[skip:]])


def load_xml_as_json_dict(xml_path: str) -> dict[str, Any]:
    """An XML file as dicts: attributes are `@name`, text beside them `#text`, repeated elements lists.

    Raises:
        FileNotFoundError: no such file.
        ValueError: no XML, or a document type in it; names the file.
    """
    root = xml_files.root_of(Path(xml_path), "an XML file")
    return {root.tag: _element(root)}


def _element(element: Element) -> Any:
    text = (element.text or "").strip()
    values: dict[str, Any] = {f"@{name}": value for name, value in element.attrib.items()}
    for child in element:
        value = _element(child)
        if child.tag not in values:
            values[child.tag] = value
        elif isinstance(values[child.tag], list):
            values[child.tag].append(value)
        else:
            values[child.tag] = [values[child.tag], value]
    if not values:
        return text or None
    if text:
        values["#text"] = text
    return values
