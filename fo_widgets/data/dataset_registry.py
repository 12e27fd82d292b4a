"""Finding datasets by name or id: one `Dataset` object per dataset of a database."""

from __future__ import annotations

import fnmatch
import random
import string
import threading
import weakref
from collections.abc import Hashable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bson import ObjectId

from .database import get_db_conn, key_of
from .dataset_document import COLLECTION, DatasetDocument, slug_of
from .errors import DatasetNotFoundError
from .fields import now

if TYPE_CHECKING:
    from .dataset import Dataset

_datasets: weakref.WeakValueDictionary[tuple[Hashable, ObjectId], Dataset] = weakref.WeakValueDictionary()
_lock = threading.RLock()


def register(dataset: Dataset) -> None:
    """Makes a dataset the one object of its id."""
    with _lock:
        _datasets[key_of(dataset._database), dataset._id] = dataset


def forget(dataset: Dataset) -> None:
    """Called when a dataset is deleted."""
    with _lock:
        _datasets.pop((key_of(dataset._database), dataset._id), None)


def check_name(name: str, besides: ObjectId | None = None, database: Any = None) -> str:
    """The slug of a name that no other dataset has.

    Raises:
        ValueError: if the name, or its slug, is taken or empty
    """
    slug = slug_of(name)
    database = get_db_conn() if database is None else database
    for found in database[COLLECTION].find({"$or": [{"name": name}, {"slug": slug}]}, {"name": 1}):
        if found["_id"] == besides:
            continue
        if found["name"] == name:
            raise ValueError(f"Dataset name '{name}' is not available")
        raise ValueError(
            f"Dataset name '{name}' is not available: slug '{slug}' in use by dataset '{found['name']}'"
        )
    return slug


def default_name() -> str:
    """A name made of the time, that no dataset has."""
    while True:
        name = datetime.now().strftime("%Y.%m.%d.%H.%M.%S.%f")  # noqa: DTZ005  a name for people
        if not dataset_exists(name):
            return name


def get_default_dataset_name() -> str:
    """A name made of the time, that no dataset has."""
    return default_name()


def make_unique_dataset_name(root: str) -> str:
    """A name that no dataset has: the given one, with an ending if it is taken.

    Raises:
        ValueError: if it is empty, or no name
    """
    slug_of(root)
    name = root
    while dataset_exists(name):
        name = f"{root}_{''.join(random.choices(string.ascii_lowercase + string.digits, k=6))}"
    return name


def dataset_exists(name: str) -> bool:
    """Whether there is a dataset of that name."""
    return get_db_conn()[COLLECTION].find_one({"name": name}, {"_id": 1}) is not None


def list_datasets(glob_patt: str | None = None, tags: Any = None, info: bool = False) -> list[Any]:
    """The names of the datasets, sorted, or facts about each.

    Args:
        glob_patt: only names that match, such as "quick*"
        tags: only datasets with any of these tags
        info: give dicts of facts instead
    """
    wanted = {tags} if isinstance(tags, str) else set(tags or ())
    out = []
    for doc in get_db_conn()[COLLECTION].find({}):
        name = str(doc["name"])
        if _is_generated(doc) or (glob_patt and not fnmatch.fnmatch(name, glob_patt)):
            continue
        if wanted and wanted.isdisjoint(doc.get("tags") or ()):
            continue
        out.append(doc)
    out.sort(key=lambda d: str(d["name"]))
    return [_facts(d) for d in out] if info else [d["name"] for d in out]


def _is_generated(doc: dict[str, Any]) -> bool:
    """Whether a dataset is FiftyOne's cache of patches, frames or clips."""
    return str(doc.get("sample_collection_name", "")).split(".")[0] in ("patches", "frames", "clips")


def _facts(doc: dict[str, Any]) -> dict[str, Any]:
    names = [
        "name",
        "created_at",
        "last_modified_at",
        "last_loaded_at",
        "version",
        "persistent",
        "media_type",
        "tags",
    ]
    return {n: doc.get(n) for n in names}


def load_dataset(
    name: str | None = None, id: Any = None, create_if_necessary: bool = False, reload: bool = False
) -> Dataset:
    """The dataset of a name or id; one that ships with the package is made on first use.

    Raises:
        DatasetNotFoundError: if there is none
        TypeError: if neither or both are given
    """
    if (name is None) == (id is None):
        raise TypeError("give either the name or the id of a dataset")
    database = get_db_conn()
    query = {"name": name} if id is None else {"_id": ObjectId(id)}
    with _lock:
        stored = database[COLLECTION].find_one(query)
        if stored is not None:
            return _opened(database, stored, reload)
        if name is not None:
            from .zoo.catalog import names
            from .zoo.loading import load

            if name in names():
                return load(name)
            if create_if_necessary:
                from .dataset import Dataset

                return Dataset(name)
    raise DatasetNotFoundError(name if id is None else f"with id {id}")


def _opened(database: Any, stored: dict[str, Any], reload: bool) -> Dataset:
    from .dataset import Dataset

    dataset = _datasets.get((key_of(database), stored["_id"]))
    if dataset is None:
        dataset = Dataset._open(DatasetDocument(database, stored), database)
        dataset._doc.last_loaded_at = now()
        dataset._doc.save()
    else:
        dataset._take_over(stored)
        if reload:
            dataset.reload()
    return dataset


def delete_dataset(name: str, verbose: bool = False) -> None:
    """Deletes a dataset with its samples.

    Raises:
        DatasetNotFoundError: if there is none of that name
    """
    found = get_db_conn()[COLLECTION].find_one({"name": name}, {"_id": 1})
    if found is None:
        raise DatasetNotFoundError(name)
    load_dataset(name).delete()


def delete_datasets(glob_patt: str, verbose: bool = False) -> None:
    """Deletes the datasets whose names match a pattern, such as "test-*"."""
    _delete(list_datasets(glob_patt))


def delete_non_persistent_datasets(verbose: bool = False) -> None:
    """Deletes all datasets that are not to last."""
    _delete(d["name"] for d in get_db_conn()[COLLECTION].find({"persistent": False}, {"name": 1}))


def _delete(names: Iterable[str]) -> None:
    for name in list(names):
        delete_dataset(name)
