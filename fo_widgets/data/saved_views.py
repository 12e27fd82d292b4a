"""Views of a dataset that are saved under a name."""

from __future__ import annotations

import re
from typing import Any

from bson import ObjectId, json_util

from .dataset_document import slug_of
from .errors import ValidationError
from .fields import now

COLLECTION = "views"
_EDITABLE = ("name", "description", "color")


def check_info(name: Any, description: Any = None, color: Any = None) -> None:
    """Refuses a name, description or colour of the wrong type.

    Raises:
        ValidationError: if so
    """
    for key, value in (("name", name), ("description", description), ("color", color)):
        if value is not None and not isinstance(value, str):
            raise ValidationError(f"StringField only accepts string values: ['{key}']")
    if color is not None and not _is_colour(color):
        raise ValidationError(f"'{color}' is no colour; use a CSS name in lower case or #RRGGBB")


def _is_colour(text: str) -> bool:
    # FiftyOne, which opens the same database, refuses every other text
    from PIL import ImageColor

    return text in ImageColor.colormap or bool(re.fullmatch(r"#([0-9a-fA-F]{3}){1,2}", text))


class NamedDocuments:
    """Documents of one collection that a dataset lists by id, each with a name and a slug of its own."""

    def __init__(self, dataset: Any, collection: str, attribute: str, noun: str) -> None:
        """Of a dataset."""
        self._dataset, self._collection = dataset, dataset._database[collection]
        self._attribute, self._noun = attribute, noun

    def all(self) -> list[dict[str, Any]]:
        """The documents, in the order in which they were saved."""
        ids = getattr(self._dataset._doc, self._attribute)
        found = {d["_id"]: d for d in self._collection.find({"_id": {"$in": list(ids)}})}
        return [found[i] for i in ids if i in found]

    def get(self, name: str) -> dict[str, Any]:
        """The document of a name.

        Raises:
            ValueError: if there is none
        """
        for document in self.all():
            if document["name"] == name:
                return document
        raise ValueError(f"Dataset has no {self._noun} '{name}'")

    def check_name(self, name: str, overwrite: bool = False, besides: Any = None) -> str:
        """The slug of a name that is free, or is overwritten.

        Raises:
            ValueError: if the name or its slug is taken
        """
        slug = slug_of(name)
        for document in self.all():
            if document["_id"] == besides or document["slug"] != slug:
                continue
            if overwrite:
                self.delete(document["name"])
            elif document["name"] == name:
                raise ValueError(f"{self._noun.capitalize()} '{name}' already exists")
            else:
                raise ValueError(
                    f"{self._noun.capitalize()} name '{name}' is not available: slug '{slug}' in use by "
                    f"{self._noun} '{document['name']}'"
                )
        return slug

    def add(self, name: str, overwrite: bool, values: dict[str, Any]) -> None:
        """Saves a document under a name.

        Raises:
            ValueError: if the name is taken
        """
        check_info(name, values.get("description"), values.get("color"))
        slug = self.check_name(name, overwrite)
        moment = now()
        document = {
            "_id": ObjectId(),
            "_dataset_id": self._dataset._id,
            "name": name,
            "slug": slug,
            **{k: v for k, v in values.items() if v is not None},
            "created_at": moment,
            "last_modified_at": moment,
            "last_loaded_at": None,
        }
        self._collection.insert_one(document)
        self._dataset._doc.change("$push", self._attribute, document["_id"])

    def update(self, name: str, changes: dict[str, Any]) -> None:
        """Changes facts about a document.

        Raises:
            ValueError: if there is none of that name, a key cannot be changed, or the new name is taken
        """
        document = self.get(name)
        unknown = set(changes) - set(_EDITABLE)
        if unknown:
            raise ValueError(f"Cannot edit {sorted(unknown)}; the editable keys are {list(_EDITABLE)}")
        check_info(changes.get("name"), changes.get("description"), changes.get("color"))
        new = {**changes, "last_modified_at": now()}
        if "name" in changes:
            new["slug"] = self.check_name(changes["name"], besides=document["_id"])
        self._collection.update_one({"_id": document["_id"]}, {"$set": new})
        self._dataset._doc.touch()

    def delete(self, name: str) -> None:
        """Removes a document.

        Raises:
            ValueError: if there is none of that name
        """
        document = self.get(name)
        self._dataset._doc.change("$pull", self._attribute, document["_id"])
        self._collection.delete_one({"_id": document["_id"]})

    def mark_loaded(self, document: dict[str, Any]) -> None:
        """Notes that a document was loaded just now."""
        self._collection.update_one({"_id": document["_id"]}, {"$set": {"last_loaded_at": now()}})

    def info(self, name: str) -> dict[str, Any]:
        """Name, description and colour of a document."""
        document = self.get(name)
        return {k: document.get(k) for k in _EDITABLE}


class SavedViews:
    """The saved views of a dataset."""

    _doc: Any

    @property
    def _views(self) -> NamedDocuments:
        return NamedDocuments(self, COLLECTION, "saved_views", "saved view")

    def list_saved_views(self, info: bool = False) -> list[Any]:
        """The names of the saved views, or facts about each."""
        names = [d["name"] for d in self._views.all()]
        return [self._views.info(n) for n in names] if info else names

    def has_saved_view(self, name: str) -> bool:
        """Whether there is a saved view of that name."""
        return name in self.list_saved_views()

    def save_view(
        self,
        name: str,
        view: Any,
        description: str | None = None,
        color: str | None = None,
        overwrite: bool = False,
    ) -> None:
        """Saves a view under a name.

        Raises:
            ValueError: if the view is of another dataset, or the name is taken
        """
        if view._root_dataset is not self:
            dataset: Any = self
            raise ValueError(
                f"Cannot save a view of dataset '{view._root_dataset.name}' to dataset '{dataset.name}'"
            )
        stages = [json_util.dumps(s) for s in view._serialize(include_uuids=False)]
        self._views.add(name, overwrite, {"description": description, "color": color, "view_stages": stages})
        if hasattr(view, "_set_name"):
            view._set_name(name)

    def load_saved_view(self, name: str) -> Any:
        """The saved view of a name.

        Raises:
            ValueError: if there is none
        """
        dataset: Any = self
        document = self._views.get(name)
        self._views.mark_loaded(document)
        view = dataset._build(self, [json_util.loads(s) for s in document["view_stages"]])
        view._set_name(name)
        return view

    def _get_saved_view_doc(self, name: str, slug: bool = False) -> Any:
        for document in self._views.all():
            if document["slug" if slug else "name"] == name:
                return document
        raise ValueError(f"Dataset has no saved view '{name}'")

    def get_saved_view_info(self, name: str) -> dict[str, Any]:
        """Name, description and colour of a saved view.

        Raises:
            ValueError: if there is none
        """
        return self._views.info(name)

    def update_saved_view_info(self, name: str, info: dict[str, Any]) -> None:
        """Changes the name, description or colour of a saved view.

        Raises:
            ValueError: if there is none, a key cannot be changed, or the new name is taken
        """
        self._views.update(name, info)

    def delete_saved_view(self, name: str) -> None:
        """Removes a saved view.

        Raises:
            ValueError: if there is none
        """
        self._views.delete(name)

    def delete_saved_views(self) -> None:
        """Removes all saved views."""
        for name in self.list_saved_views():
            self._views.delete(name)


__all__ = ["COLLECTION", "NamedDocuments", "SavedViews"]
