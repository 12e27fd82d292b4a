"""Operators over objects."""

from __future__ import annotations

from typing import Any

from .bson_values import MISSING, type_name
from .failure import failure
from .interpreter import Env, Evaluator, arguments, compile_expression, operator
from .operators_arrays import array_of, is_absent


@operator("$mergeObjects")
def _merge_objects(tree: Any) -> Evaluator:
    parts = arguments(tree, 0, None, "$mergeObjects")

    def evaluate(doc: Any, env: Env) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for f in parts:
            value = f(doc, env)
            if is_absent(value):
                continue
            if not isinstance(value, dict):
                raise failure(
                    f"$mergeObjects requires object inputs, but input is of type {type_name(value)}", 40400
                )
            out.update(value)
        return out

    return evaluate


@operator("$objectToArray")
def _object_to_array(tree: Any) -> Evaluator:
    (inner,) = arguments(tree, 1, 1, "$objectToArray")

    def evaluate(doc: Any, env: Env) -> Any:
        value = inner(doc, env)
        if is_absent(value):
            return None
        if not isinstance(value, dict):
            raise failure(f"$objectToArray requires a document input, found: {type_name(value)}", 40390)
        return [{"k": k, "v": v} for k, v in value.items()]

    return evaluate


@operator("$arrayToObject")
def _array_to_object(tree: Any) -> Evaluator:
    (inner,) = arguments(tree, 1, 1, "$arrayToObject")

    def evaluate(doc: Any, env: Env) -> Any:
        value = inner(doc, env)
        if is_absent(value):
            return None
        pairs = array_of(value, "$arrayToObject")
        return {p["k"]: p["v"] for p in pairs} if pairs and isinstance(pairs[0], dict) else dict(pairs)

    return evaluate


@operator("$getField")
def _get_field(tree: Any) -> Evaluator:
    spec = tree if isinstance(tree, dict) else {"field": tree, "input": "$$CURRENT"}
    name, source = spec["field"], compile_expression(spec["input"])

    def evaluate(doc: Any, env: Env) -> Any:
        value = source(doc, env)
        return value.get(name, MISSING) if isinstance(value, dict) else MISSING

    return evaluate
