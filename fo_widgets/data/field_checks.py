"""Questions to fields and schemas: what `fiftyone.core.fields` has beside the field types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .fields import EmbeddedDocumentField, Field, ListField
from .schema import Schema, flatten, is_of_type
from .schema import filter_schema as _filter


def flatten_schema(
    schema: Mapping[str, Field],
    ftype: Any = None,
    embedded_doc_type: Any = None,
    subfield: Any = None,
    unwind: bool = True,
    read_only: bool | None = None,
    info_keys: Any = None,
    created_after: Any = None,
    include_private: bool = False,
) -> Schema:
    """The fields by path, those below documents included, that satisfy every criterion given.

    Args:
        unwind: also the fields below lists
    """
    wanted = {"read_only": read_only, "info_keys": info_keys, "created_after": created_after}
    paths = flatten(dict(schema))
    if not unwind:
        lists = tuple(f"{path}." for path, field in paths.items() if isinstance(field, ListField))
        paths = {path: field for path, field in paths.items() if not path.startswith(lists)}
    return _filter(paths, ftype, subfield, embedded_doc_type, include_private=include_private, **wanted)


def filter_schema(
    schema: Mapping[str, Field],
    ftype: Any = None,
    embedded_doc_type: Any = None,
    subfield: Any = None,
    read_only: bool | None = None,
    info_keys: Any = None,
    created_after: Any = None,
    include_private: bool = False,
    flat: bool = False,
    unwind: bool = True,
    mode: str | None = None,
) -> Schema:
    """The fields by name that satisfy every criterion given; if `flat`, with those below them, by path."""
    wanted = {"read_only": read_only, "info_keys": info_keys, "created_after": created_after}
    found = _filter(
        dict(schema), ftype, subfield, embedded_doc_type, include_private=include_private, **wanted
    )
    return flatten_schema(found, unwind=unwind, include_private=include_private) if flat else found


def validate_constraints(
    ftype: Any = None,
    embedded_doc_type: Any = None,
    subfield: Any = None,
    read_only: bool | None = None,
    info_keys: Any = None,
    created_after: Any = None,
) -> bool:
    """Whether any criterion is given.

    Raises:
        ValueError: if one makes no sense: a type that is no field's, or documents of fields that hold none
    """
    for given in (ftype, subfield):
        for kind in _several(given):
            if not (isinstance(kind, type) and issubclass(kind, Field)):
                raise ValueError(f"{kind} is no type of fields; see fiftyone.core.fields")
    if embedded_doc_type is not None:
        kinds = _several(ftype)
        if kinds and not any(issubclass(k, EmbeddedDocumentField) for k in kinds):
            raise ValueError("embedded_doc_type is of EmbeddedDocumentField only; leave ftype out")
    given_any = (ftype, embedded_doc_type, subfield, read_only, info_keys, created_after)
    return any(given is not None for given in given_any)


def matches_constraints(
    field: Field,
    ftype: Any = None,
    embedded_doc_type: Any = None,
    subfield: Any = None,
    read_only: bool | None = None,
    info_keys: Any = None,
    created_after: Any = None,
) -> bool:
    """Whether a field satisfies every criterion given."""
    wanted = {"read_only": read_only, "info_keys": info_keys, "created_after": created_after}
    is_one = is_of_type(field, ftype, subfield, embedded_doc_type)
    return is_one and bool(_filter({field.name: field}, include_private=True, **wanted))


def validate_field(
    field: Field,
    path: str | None = None,
    ftype: Any = None,
    embedded_doc_type: Any = None,
    subfield: Any = None,
    read_only: bool | None = None,
) -> None:
    """Refuses a field that does not satisfy every criterion given.

    Raises:
        ValueError: if it does not, or a criterion makes no sense
    """
    validate_constraints(ftype, embedded_doc_type, subfield, read_only)
    if not matches_constraints(field, ftype, embedded_doc_type, subfield, read_only):
        given = {"ftype": ftype, "embedded_doc_type": embedded_doc_type, "subfield": subfield}
        wanted = {k: v for k, v in {**given, "read_only": read_only}.items() if v is not None}
        raise ValueError(f"Field '{path or field.name}' is {field}, which does not satisfy {wanted}")


def get_field_metadata(field: Field) -> dict[str, Any]:
    """What is said about a field: description, info and whether it is read-only."""
    said = {"description": field.description, "info": field.info, "read_only": field.read_only}
    return {name: value for name, value in said.items() if value is not None}


def _several(given: Any) -> tuple[Any, ...]:
    if given is None:
        return ()
    return tuple(given) if isinstance(given, (list, tuple, set)) else (given,)
