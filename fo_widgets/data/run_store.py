"""Where the runs of a dataset are kept: a document each, its id in the dataset's, its results in a blob."""

from __future__ import annotations

import json
import logging
from typing import Any

from bson import ObjectId, json_util

from fo_widgets.storage import open_blobs

from .dataset_document import VERSION
from .fields import now
from .runs import RunConfig, RunInfo, RunResults, results_from_bytes, results_to_bytes

logger = logging.getLogger(__name__)

COLLECTION = "runs"
NOUNS = {
    "runs": "run",
    "brain_methods": "brain method",
    "evaluations": "evaluation",
    "annotation_runs": "annotation run",
}


class RunStore:
    """The runs of one kind of a dataset."""

    def __init__(self, dataset: Any, attribute: str) -> None:
        """Of a dataset; `attribute` is `runs`, `brain_methods`, `evaluations` or `annotation_runs`."""
        self._dataset, self._attribute = dataset, attribute
        self._noun = NOUNS[attribute]
        self._collection = dataset._database[COLLECTION]

    @property
    def _ids(self) -> dict[str, ObjectId]:
        found: dict[str, ObjectId] = getattr(self._dataset._doc, self._attribute)
        return found

    def check_key(self, key: Any, overwrite: bool) -> None:
        """Refuses a key that is no name, or is taken.

        Raises:
            ValueError: if so
        """
        if not isinstance(key, str) or not key.isidentifier():
            raise ValueError(f"Invalid {self._noun} key '{key}'. Keys must be valid variable names")
        if key in self._ids and not overwrite:
            raise ValueError(f"The {self._noun} key '{key}' is taken; pass overwrite=True to replace it")

    def document(self, key: str) -> dict[str, Any]:
        """The document of a run.

        Raises:
            ValueError: if there is none of that key
        """
        id = self._ids.get(key)
        found: dict[str, Any] | None = self._collection.find_one({"_id": id}) if id is not None else None
        if found is None:
            raise ValueError(f"Dataset has no {self._noun} key '{key}'")
        return found

    def has(self, key: str) -> bool:
        """Whether there is a run of that key."""
        return key in self._ids

    def register(self, key: str, config: RunConfig, samples: Any, overwrite: bool = False) -> None:
        """Puts down a run on a collection.

        Raises:
            ValueError: if the key is no name, or is taken
        """
        self.check_key(key, overwrite)
        if key in self._ids:
            self.delete(key)
        document = {
            "_id": ObjectId(),
            "_dataset_id": self._dataset._id,
            "key": key,
            "version": VERSION,
            "timestamp": now(),
            "config": json.loads(json_util.dumps(config.serialize()), object_hook=json_util.object_hook),
            "results_meta": {},
        }
        stages = samples._serialize(include_uuids=False)
        if stages:
            document["view_stages"] = [json_util.dumps(s) for s in stages]
        self._collection.insert_one(document)
        self._dataset._doc.change("$set", f"{self._attribute}.{key}", document["_id"])

    def list_keys(self, **wanted: Any) -> list[str]:
        """The keys of the runs whose settings have some values, sorted."""
        wanted = {k: v for k, v in wanted.items() if v is not None}
        if not wanted:
            return sorted(self._ids)
        return [k for k in sorted(self._ids) if self._fits(k, wanted)]

    def _fits(self, key: str, wanted: dict[str, Any]) -> bool:
        try:
            config = self.document(key)["config"]
        except ValueError:
            logger.warning("the document of %s '%s' is missing", self._noun, key)
            return False
        return all(_has(config, k, v) for k, v in wanted.items())

    def info(self, key: str) -> RunInfo:
        """Key, time and settings of a run.

        Raises:
            ValueError: if there is none
        """
        document = self.document(key)
        config = RunConfig.from_dict(document["config"])
        return RunInfo(key, document.get("version"), document.get("timestamp"), config)

    def update_config(self, key: str, config: RunConfig) -> None:
        """Replaces the settings of a run."""
        document = self.document(key)
        self._collection.update_one({"_id": document["_id"]}, {"$set": {"config": config.serialize()}})
        self._dataset._doc.touch()

    def rename(self, key: str, new_key: str) -> None:
        """Gives a run another key.

        Raises:
            ValueError: if there is none, or the new key is no name or is taken
        """
        document = self.document(key)
        self.check_key(new_key, overwrite=False)
        self._collection.update_one({"_id": document["_id"]}, {"$set": {"key": new_key}})
        self._dataset._doc.change("$unset", f"{self._attribute}.{key}", "")
        self._dataset._doc.change("$set", f"{self._attribute}.{new_key}", document["_id"])
        results = self._dataset._run_results.pop((self._attribute, key), None)
        if results is not None:
            results._key = new_key
            self._dataset._run_results[self._attribute, new_key] = results

    def delete(self, key: str) -> None:
        """Removes a run with its results.

        Raises:
            ValueError: if there is none
        """
        document = self.document(key)
        self._dataset._doc.change("$unset", f"{self._attribute}.{key}", "")
        self.drop(document)
        self._dataset._run_results.pop((self._attribute, key), None)

    def drop(self, document: dict[str, Any]) -> None:
        """Removes the document of a run, and its results."""
        if document.get("results") is not None:
            open_blobs(self._dataset._database).delete(document["results"])
        self._collection.delete_one({"_id": document["_id"]})

    def save_results(self, key: str, results: RunResults, overwrite: bool = True, cache: bool = True) -> None:
        """Saves what came out of a run.

        Raises:
            ValueError: if there is no such run, or there are results that must not be replaced
        """
        document = self.document(key)
        old = document.get("results")
        if old is not None and not overwrite:
            raise ValueError(
                f"The {self._noun} '{key}' already has results; pass overwrite=True to replace them"
            )
        blobs = open_blobs(self._dataset._database)
        new = blobs.put(results_to_bytes(results), contentType="application/json")
        self._collection.update_one({"_id": document["_id"]}, {"$set": {"results": new}})
        if old is not None:
            blobs.delete(old)
        self._dataset._doc.touch()
        if cache:
            self._dataset._run_results[self._attribute, key] = results

    def load_results(self, key: str, samples: Any, cache: bool = True) -> RunResults | None:
        """What came out of a run; None if nothing is saved.

        Raises:
            ValueError: if there is no such run
        """
        document = self.document(key)
        found: RunResults | None = self._dataset._run_results.get((self._attribute, key)) if cache else None
        if found is None and document.get("results") is not None:
            data = open_blobs(self._dataset._database).get(document["results"]).read()
            found = results_from_bytes(data, samples, RunConfig.from_dict(document["config"]), key)
            if cache:
                self._dataset._run_results[self._attribute, key] = found
        return found

    def load_view(self, key: str) -> Any:
        """The view that a run was on; the dataset, if on all of it.

        Raises:
            ValueError: if there is no such run
        """
        stages = self.document(key).get("view_stages") or []
        if not stages:
            return self._dataset
        loaded = [json_util.loads(s) if isinstance(s, str) else s for s in stages]
        return self._dataset._build(self._dataset, loaded)


def _has(config: dict[str, Any], name: str, value: Any) -> bool:
    if name == "type" and isinstance(value, type):
        value = getattr(value, "type", None) or value.__name__.lower()
    found = config.get(name)
    return found in value if isinstance(value, (list, tuple, set)) else found == value
