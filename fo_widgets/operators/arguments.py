"""What `execute_operator` takes, as the request that a context is made of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bson import json_util

from fo_widgets.operators.context import ExecutionContext

Json = dict[str, Any]


def request_of(ctx: Mapping[str, Any] | ExecutionContext | None, **given: Any) -> tuple[Json, Any, Any]:
    """Request params, dataset and view from what `execute_operator` takes.

    Args:
        ctx: `dataset` (or its name), `view`, `params` and request params as a dict, or another context.
        given: likewise; they win.
    """
    known: Json = dict(ctx.request_params) if isinstance(ctx, ExecutionContext) else dict(ctx or {})
    request = {**known, **given}
    dataset: Any = request.pop("dataset", None)
    view: Any = request.get("view")
    if isinstance(ctx, ExecutionContext) and dataset is None:
        dataset = ctx.dataset
    if hasattr(view, "_serialize"):
        dataset = dataset if dataset is not None else view._dataset
        request["view"] = json.loads(json_util.dumps(view._serialize()))
    else:
        view = None
    if isinstance(dataset, str):
        request["dataset_name"], dataset = dataset, None
    elif dataset is not None:
        request["dataset_name"], request["dataset_id"] = dataset.name, str(dataset._id)
    if "dataset_name" not in known:
        # unless these are a face's own request params: a dataset is seen whole if no view is given
        request.setdefault("dataset_name", None)
        request.setdefault("view", None if request["dataset_name"] is None else [])
    request["params"] = dict(request.get("params") or {})
    return request, dataset, view
