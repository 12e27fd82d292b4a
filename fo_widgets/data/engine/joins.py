"""The stages that run pipelines within a pipeline: over the same documents, or those of other collections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .bson_values import MISSING, hashable
from .interpreter import NO_VARIABLES, compile_expression
from .paths import candidates, placed, split
from .pipelines import Catalog, Documents, run, stage


@stage("$facet")
def _facet(documents: Documents, spec: Any, catalog: Catalog) -> Documents:
    return [{name: run(documents, pipeline, catalog) for name, pipeline in spec.items()}]


@stage("$lookup")
def _lookup(documents: Documents, spec: Any, catalog: Catalog) -> Documents:
    foreign = list(catalog.documents(spec["from"]))
    pipeline, target = spec.get("pipeline", []), split(spec["as"])
    if "localField" not in spec:
        read = {name: compile_expression(tree) for name, tree in spec.get("let", {}).items()}
        out = []
        for doc in documents:
            known = {f"$${name}": compute(doc, NO_VARIABLES) for name, compute in read.items()}
            out.append(placed(doc, target, run(foreign, _with_variables(pipeline, known), catalog)))
        return out
    local, remote = split(spec["localField"]), split(spec["foreignField"])
    index: dict[Any, Documents] = {}
    for other in foreign:
        for value in candidates(other, remote):
            index.setdefault(hashable(None if value is MISSING else value), []).append(other)
    joined = []
    for doc in documents:
        found: Documents = []
        for value in candidates(doc, local):
            found += index.get(hashable(None if value is MISSING else value), [])
        found = run(found, pipeline, catalog)
        joined.append(placed(doc, target, found))
    return joined


def _with_variables(tree: Any, values: Mapping[str, Any]) -> Any:
    """A pipeline with the values of variables put in their places."""
    if isinstance(tree, str) and tree in values:
        value = values[tree]
        return {"$literal": None if value is MISSING else value}
    if isinstance(tree, Mapping):
        return {k: _with_variables(v, values) for k, v in tree.items()}
    return [_with_variables(v, values) for v in tree] if isinstance(tree, list) else tree


@stage("$unionWith")
def _union_with(documents: Documents, spec: Any, catalog: Catalog) -> Documents:
    options: dict[str, Any] = {"coll": spec} if isinstance(spec, str) else spec
    return documents + run(catalog.documents(options["coll"]), options.get("pipeline", []), catalog)
