"""XML files of others: parsed without document types, in which entities could grow without end or name other files."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from . import files
from .errors import FormatError


class _DocumentTypeError(Exception):
    """There is one."""


class _NoDocumentTypes(ElementTree.TreeBuilder):
    """Builds elements, and stops at a document type, which comes before all of them."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> NoReturn:
        raise _DocumentTypeError


def root_of(path: Path, what: str) -> Element:
    """The root element of a file.

    Raises:
        MissingFileError: if there is none
        FormatError: if it is no XML, or declares a document type
    """
    content = files.file(path, what).read_bytes()
    parser = ElementTree.XMLParser(target=_NoDocumentTypes())
    try:
        parser.feed(content)
        root: Element = parser.close()
    except _DocumentTypeError:
        raise FormatError(f"{path} declares a document type (<!DOCTYPE ...>); remove that line") from None
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise FormatError(f"{path} is no valid XML: {error}") from None
    return root


def number(element: Element, name: str, path: Any) -> float:
    """An attribute that is a number.

    Raises:
        FormatError: if it is missing or something else
    """
    try:
        return float(element.get(name, ""))
    except ValueError:
        raise FormatError(
            f"{path}: `{name}` of <{element.tag}> should be a number, not {element.get(name)!r}"
        ) from None


def value_of(text: str | None) -> Any:
    """A text as what it looks like: a whole number, a number, true or false, or a text; None for nothing."""
    stated = (text or "").strip()
    if stated.lower() in ("true", "false"):
        return stated.lower() == "true"
    for kind in (int, float):
        try:
            return kind(stated)
        except ValueError:
            pass
    return stated or None
