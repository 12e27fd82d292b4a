"""Stages that order, count off, append, or run a pipeline as it is."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from typing import Any

from fo_widgets.data.expressions import ViewField
from fo_widgets.data.expressions.core import ExpressionBase

from .base import Pipeline, ViewStage, ViewStageError, serialize, to_list

NOTHING: Pipeline = [{"$match": {"_id": None}}]


def positive(value: Any, name: str) -> Any:
    """A number, if it is positive; otherwise None. Whether it is a whole one is looked at where it is used.

    Raises:
        TypeError: if it is no number
    """
    if not isinstance(value, (int, float)):
        raise TypeError(f"{name} must be a whole number, not {value!r}")
    return value if value > 0 else None


class Limit(ViewStage):
    """At most some number of samples."""

    def __init__(self, limit: int) -> None:
        """The first `limit`; none if it is not positive."""
        super().__init__(limit=limit)

    def to_mongo(self, view: Any) -> Pipeline:
        """One `$limit`."""
        n = positive(self._params["limit"], "limit")
        return [{"$limit": n}] if n is not None else list(NOTHING)


class Skip(ViewStage):
    """All samples but the first few."""

    def __init__(self, skip: int) -> None:
        """From number `skip` on; all if it is not positive."""
        super().__init__(skip=skip)

    def to_mongo(self, view: Any) -> Pipeline:
        """One `$skip`."""
        n = positive(self._params["skip"], "skip")
        return [{"$skip": n}] if n is not None else []


def random_key(seed: int | None) -> int:
    """The number by which `_rand` is taken modulo, for an order that a seed repeats."""
    return random.Random(seed).randint(10**7, 10**10)


def shuffled(name: str, key: int, limit: Pipeline) -> Pipeline:
    """A pipeline that sorts in the random order of a key, held in a field of some name for as long."""
    return [
        {"$addFields": {name: {"$mod": [key, "$_rand"]}}},
        {"$sort": {name: 1}},
        *limit,
        {"$project": {name: False}},
    ]


class Shuffle(ViewStage):
    """Samples in random order."""

    def __init__(self, seed: int | None = None, _randint: int | None = None) -> None:
        """In the order of a seed, or a new one."""
        super().__init__(seed=seed, _randint=random_key(seed) if _randint is None else _randint)

    def to_mongo(self, view: Any) -> Pipeline:
        """A sort by a hidden key."""
        return shuffled("_rand_shuffle", self._params["_randint"], [])


class Take(ViewStage):
    """Some samples at random."""

    def __init__(self, size: int, seed: int | None = None, _randint: int | None = None) -> None:
        """At most `size`, by a seed or anew."""
        super().__init__(size=size, seed=seed, _randint=random_key(seed) if _randint is None else _randint)

    def to_mongo(self, view: Any) -> Pipeline:
        """A sort by a hidden key, and a limit."""
        n = positive(self._params["size"], "size")
        if n is None:
            return list(NOTHING)
        return shuffled("_rand_take", self._params["_randint"], [{"$limit": n}])


def sort_criterion(value: Any) -> Any:
    """What to sort by: a path, or a Mongo expression."""
    if isinstance(value, ViewField) and not value._is_absolute:
        return value._expr
    return value.to_mongo() if isinstance(value, ExpressionBase) else value


class SortBy(ViewStage):
    """Samples sorted by fields or expressions."""

    def __init__(self, field_or_expr: Any, reverse: bool = False, create_index: bool = False) -> None:
        """By one path or expression, or by a list of them with orders 1 or -1."""
        if isinstance(field_or_expr, (list, tuple)):
            spec: Any = [(sort_criterion(by), _order(order)) for by, order in field_or_expr]
        else:
            spec = sort_criterion(field_or_expr)
        super().__init__(field_or_expr=spec, reverse=reverse, create_index=create_index)

    def to_mongo(self, view: Any) -> Pipeline:
        """A `$sort`, with the values of expressions set before and unset after."""
        spec = self._params["field_or_expr"]
        pairs = spec if isinstance(spec, list) else [(spec, 1)]
        return sorted_by(view, pairs, -1 if self._params["reverse"] else 1)

    def validate(self, view: Any) -> None:
        """Creates an index if asked to."""
        spec = self._params["field_or_expr"]
        if self._params["create_index"] and isinstance(spec, str) and view.has_field(spec):
            view.create_index(spec)


def sorted_by(view: Any, pairs: Iterable[tuple[Any, int]], sign: int = 1) -> Pipeline:
    """A pipeline that sorts by paths and Mongo expressions, each with an order."""
    computed, keys = {}, {}
    for i, (by, order) in enumerate(pairs, 1):
        if isinstance(by, str) and not by.startswith("$"):
            keys[view._db_path(by)] = order * sign
        else:
            name = f"_sort_field{i}"
            computed[name], keys[name] = by, order * sign
    if not computed:
        return [{"$sort": keys}]
    return [{"$addFields": computed}, {"$sort": keys}, {"$project": dict.fromkeys(computed, False)}]


def _order(given: Any) -> int:
    if given == 1 or str(given).startswith("a"):
        return 1
    if given == -1 or str(given).startswith("d"):
        return -1
    raise ValueError(f"invalid sort order {given!r}; give 1 (or 'ascending') or -1 (or 'descending')")


class Concat(ViewStage):
    """Samples followed by those of another collection of the same dataset."""

    def __init__(self, samples: Any) -> None:
        """By a collection, or its serialized form.

        Raises:
            ValueError: if it is neither
        """
        if not isinstance(samples, Mapping) and not hasattr(samples, "_stages"):
            raise ValueError(
                f"can concatenate with a collection or the serialized form of one, not {samples!r}"
            )
        if isinstance(samples, Mapping):
            form = {"dataset_id": samples["dataset_id"], "stages": samples["stages"]}
        else:
            stages = [
                s._serialize(include_uuid=False) for s in getattr(samples, "_all_stages", samples._stages)
            ]
            form = {"dataset_id": str(samples._root_dataset._id), "stages": stages}
        super().__init__(samples=form)
        self._other = None if isinstance(samples, Mapping) else samples

    def validate(self, view: Any) -> None:
        """Refuses a collection of another dataset.

        Raises:
            ValueError: if so
        """
        form = self._params["samples"]
        if form["dataset_id"] != str(view._root_dataset._id):
            raise ValueError("only collections of the same dataset can be concatenated")
        if self._other is None:
            self._other = view._build(view._root_dataset, form["stages"])

    def to_mongo(self, view: Any) -> Pipeline:
        """One `$unionWith`."""
        self.validate(view)
        assert self._other is not None
        pipeline = self._other._pipeline(attach_frames=view._needs_frames())
        return [{"$unionWith": {"coll": view._root_dataset._store.name, "pipeline": pipeline}}]


class Mongo(ViewStage):
    """What a pipeline of MongoDB gives."""

    def __init__(self, pipeline: Any, _needs_frames: bool | None = None, _group_slices: Any = None) -> None:
        """By pipeline stages."""
        stages = serialize_stage(pipeline)
        super().__init__(pipeline=stages, _needs_frames=_needs_frames, _group_slices=_group_slices)
        self._frames = _needs_frames

    def to_mongo(self, view: Any) -> Pipeline:
        """The pipeline."""
        return list(self._params["pipeline"])

    def edited_fields(self, view: Any) -> list[str]:
        """The fields that the pipeline sets."""
        steps = [s for s in to_list(self._params["pipeline"]) if isinstance(s, Mapping)]
        sets = [s.get("$set", s.get("$addFields")) for s in steps]
        paths = [path for found in sets if isinstance(found, Mapping) for path in found]
        return [p for p in paths if view._field_at(p) is not None]

    def needs_frames(self, view: Any) -> bool:
        """Whether the pipeline reads frames: as told, or if it names them."""
        return super().needs_frames(view) if self._frames is None else self._frames


def serialize_stage(stage: Any) -> Any:
    """A pipeline stage with its expressions in Mongo's form; ids stay."""
    if isinstance(stage, ExpressionBase):
        return stage.to_mongo()
    if isinstance(stage, Mapping):
        return {k: serialize_stage(v) for k, v in stage.items()}
    return [serialize_stage(v) for v in stage] if isinstance(stage, (list, tuple)) else stage


class SortBySimilarity(ViewStage):
    """Samples in order of similarity to a query, by a brain run's results."""

    def __init__(
        self,
        query: Any,
        k: int | None = None,
        reverse: bool = False,
        dist_field: str | None = None,
        brain_key: str | None = None,
        _state: Any = None,
    ) -> None:
        """By a query (ids, vector or text) and the key of a similarity index."""
        plain = serialize(query.tolist() if hasattr(query, "tolist") else query)
        super().__init__(
            query=plain, k=k, reverse=reverse, dist_field=dist_field, brain_key=brain_key, _state=_state
        )

    def validate(self, view: Any) -> None:
        """Asks the index for the order, once.

        Raises:
            ViewStageError: if there is no such index, or it cannot answer
        """
        if self._params["_state"] is not None:
            return
        results = self._index(view)
        with_view = getattr(results, "use_view", None)
        if with_view is not None:
            results = with_view(view)
        p = self._params
        found = results.sort_by_similarity(
            p["query"], k=p["k"], reverse=p["reverse"], dist_field=p["dist_field"], _mongo=False
        )
        self._params["_state"] = {"sample_ids": [str(i) for i in found.values("id")]}

    def _index(self, view: Any) -> Any:
        key = self._params["brain_key"]
        if key is None:
            keys = view.list_brain_runs(type="similarity")
            if len(keys) != 1:
                raise ViewStageError(f"there are {len(keys)} similarity indexes ({keys}); give `brain_key`")
            key = keys[0]
        results = view.load_brain_results(key)
        if not hasattr(results, "sort_by_similarity"):
            raise ViewStageError(f"brain run '{key}' has no similarity index that can be queried here")
        return results

    def to_mongo(self, view: Any) -> Pipeline:
        """The samples found, in order."""
        from .matching import Select

        self.validate(view)
        return Select(self._params["_state"]["sample_ids"], ordered=True).to_mongo(view)
