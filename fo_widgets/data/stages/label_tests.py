"""Tests of single labels: by id, instance, tag or expression."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from bson import ObjectId

from fo_widgets.data.expressions import ViewField

THIS = "$$this"
# what a label is called in the serialized form of `match_labels`
FIELD = "$$FIELD"


def renamed(tree: Any, old: str, new: str) -> Any:
    """A Mongo expression with one variable (or path) put for another."""
    if isinstance(tree, str):
        if tree == old:
            return new
        return new + tree[len(old) :] if tree.startswith(old + ".") else tree
    if isinstance(tree, Mapping):
        return {k: renamed(v, old, new) for k, v in tree.items()}
    if isinstance(tree, (list, tuple)):
        return [renamed(v, old, new) for v in tree]
    return tree


def label_ids_by_field(labels: Any) -> dict[str, list[str]]:
    """Label ids by field, of dicts with `field` and `label_id`."""
    out: dict[str, list[str]] = {}
    for label in labels:
        field = label["field"]
        if label.get("frame_number") is not None and not field.startswith("frames."):
            field = "frames." + field
        out.setdefault(field, []).append(label["label_id"])
    return out


def sample_ids_of_labels(labels: Any) -> list[ObjectId]:
    """The ids of the samples that labels lie in, each once, of dicts with `sample_id` and `field`.

    Raises:
        KeyError: if a label lacks one of them
    """
    label_ids_by_field(labels)
    return [ObjectId(i) for i in dict.fromkeys(label["sample_id"] for label in labels)]


@dataclass
class LabelTests:
    """What a label must satisfy; all that is given."""

    ids: list[Any] | None = None
    instance_ids: list[Any] | None = None
    tags: list[str] | None = None
    filter: Any = None

    def __post_init__(self) -> None:
        """Refuses malformed ids.

        Raises:
            InvalidId: if one is
        """
        if self.ids is not None:
            self.ids = [ObjectId(i) for i in self.ids]
        if self.instance_ids is not None:
            self.instance_ids = [ObjectId(i) for i in self.instance_ids]

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> LabelTests:
        """The tests among a stage's parameters."""
        return cls(params["ids"], params["instance_ids"], params["tags"], params.get("filter"))

    def __bool__(self) -> bool:
        """Whether there is any."""
        given = (self.ids, self.instance_ids, self.tags, self.filter)
        return any(x is not None for x in given)

    def of_label(self, label: str = THIS, excludes: bool = False) -> Any:
        """The condition on a label, given as a reference: that it passes all tests, or fails each."""
        tests: list[Any] = []
        if self.ids is not None:
            tests.append(ViewField("_id").is_in(self.ids))
        if self.instance_ids is not None:
            tests.append(ViewField("instance._id").is_in(self.instance_ids))
        if excludes:
            tests = [~test for test in tests]
        if self.tags is not None:
            found = ViewField("tags").contains(self.tags[0] if len(self.tags) == 1 else self.tags)
            tests.append(ViewField("tags").exists().if_else(~found if excludes else found, False))
        tests = [test.to_mongo(label) for test in tests]
        if self.filter is not None:
            tests.append(renamed(renamed(self.filter, FIELD, THIS), THIS, label))
        return reduce(lambda a, b: {"$and": [a, b]}, tests)


def any_in(view: Any, path: str, condition: Any) -> Any:
    """Whether a condition holds for any value at a path, through the lists on the way.

    Args:
        condition: of a reference to the value
    """
    lists = view._list_prefixes(path)
    if view._is_list_path(path):
        lists = [*lists, path]
    return _any_below("", "$", path, lists, condition)


def _any_below(base: str, ref: str, path: str, lists: list[str], condition: Any) -> Any:
    if not lists:
        value = ref + path[len(base) :].lstrip(".") if ref == "$" else ref + path[len(base) :]
        return {"$and": [{"$gt": [value, None]}, condition(value)]} if path != base else condition(value)
    here = lists[0]
    rest = here[len(base) :].lstrip(".")
    source = f"${rest}" if ref == "$" else f"{ref}.{rest}"
    inner = _any_below(here, THIS, path, lists[1:], condition)
    return {"$gt": [{"$size": {"$filter": {"input": {"$ifNull": [source, []]}, "cond": inner}}}, 0]}
