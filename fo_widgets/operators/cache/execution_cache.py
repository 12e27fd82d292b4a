"""The decorator `@execution_cache`."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bson import ObjectId

from fo_widgets.operators.cache.memory import MemoryCache, memory_cache
from fo_widgets.operators.cache.serialization import auto_deserialize, auto_serialize, cache_key
from fo_widgets.operators.context import ExecutionContext
from fo_widgets.storage import ExecutionStore, KeyPolicy, config

RESIDENCIES = ["transient", "ephemeral", "hybrid"]

Function = Callable[..., Any]


def execution_cache(
    _func: Function | None = None,
    *,
    residency: str = "hybrid",
    ttl: int | None = None,
    max_size: int | None = None,
    link_to_dataset: bool = True,
    key_fn: Function | None = None,
    store_name: str | None = None,
    version: int | str | None = None,
    operator_scoped: bool = False,
    user_scoped: bool = False,
    prompt_scoped: bool = False,
    jwt_scoped: bool = False,
    collection_name: str | None = None,
    serialize: Function | None = None,
    deserialize: Function | None = None,
) -> Any:
    """A decorator: keeps what a function returned for the same arguments.

    The function is `f(ctx, …)`, or a method `f(self, ctx, …)`. Positional and keyword arguments make
    the key. A result of None is not kept.

    Args:
        residency: "transient" keeps results in an execution store, "ephemeral" in this process,
            "hybrid" in both.
        ttl: seconds that the store keeps them.
        max_size: how many this process keeps, 1,024 by default.
        link_to_dataset: whether results belong to `ctx.dataset`, and are deleted with it.
        key_fn: called with the arguments, it returns what makes the key, as a list or tuple.
        store_name: the store's name; the function's full name by default.
        version: another version does not see the results of this one.
        operator_scoped: each operator has results of its own.
        user_scoped: each user; nothing is kept where there are no users, as in notebooks.
        prompt_scoped: each form that is open.
        jwt_scoped: each login; likewise.
        collection_name: a collection of its own in the database.
        serialize: makes a JSON form of a result.
        deserialize: and a result of that.

    Raises:
        ValueError: for an unknown residency, a `max_size` without memory, or a second decoration.
    """
    if residency not in RESIDENCIES:
        raise ValueError(f"Invalid residency option '{residency}'. Valid options are: {RESIDENCIES}")
    if max_size is not None and residency == "transient":
        raise ValueError("max_size is only valid for ephemeral and hybrid residency.")

    def decorate(function: Function) -> Function:
        if hasattr(function, "exec_cache_version"):
            raise ValueError(
                f"Function {function.__name__} is already decorated with @execution_cache and cannot be "
                "decorated again."
            )
        full_name = f"{function.__module__}.{function.__qualname__}"
        name = (store_name or full_name) + ("" if version is None else f"#v{version}")
        cache = _Cache(
            function=function,
            name=name,
            memory=None if residency == "transient" else memory_cache(full_name, max_size),
            is_stored=residency != "ephemeral",
            ttl=ttl,
            is_linked=link_to_dataset,
            key_fn=key_fn,
            scopes=(operator_scoped, prompt_scoped, jwt_scoped, user_scoped),
            collection_name=collection_name,
            serialize=serialize or auto_serialize,
            deserialize=deserialize or (auto_deserialize if serialize is None else lambda value: value),
        )
        return cache.wrapper(version)

    return decorate if _func is None else decorate(_func)


@dataclass
class _Cache:
    function: Function
    name: str
    memory: MemoryCache | None
    is_stored: bool
    ttl: int | None
    is_linked: bool
    key_fn: Function | None
    scopes: tuple[bool, bool, bool, bool]
    collection_name: str | None
    serialize: Function
    deserialize: Function

    def wrapper(self, version: Any) -> Function:
        function = self.function

        @functools.wraps(function)
        def cached(*args: Any, **kwargs: Any) -> Any:
            ctx, key = self.locate(args, kwargs)
            if key is None:
                return function(*args, **kwargs)
            found = self.get(ctx, key)
            if found is None:
                found = function(*args, **kwargs)
                self.set(ctx, key, found)
            return found

        def set_cache(*args: Any, **kwargs: Any) -> None:
            # the value comes after the function's own arguments
            args, value = (args, kwargs.pop("value")) if "value" in kwargs else (args[:-1], args[-1])
            ctx, key = self.locate(args, kwargs)
            if key is not None:
                self.set(ctx, key, value)

        def clear_cache(*args: Any, **kwargs: Any) -> None:
            ctx, key = self.locate(args, kwargs)
            if key is not None:
                self.delete(ctx, key)

        told = {
            "exec_cache_version": version,
            "link_to_dataset": self.is_linked,
            "store_name": self.name,
        }
        helpers = {
            "uncached": function,
            "set_cache": set_cache,
            "clear_cache": clear_cache,
            "clear_all_caches": self.clear_all,
        }
        vars(function).update(told)
        vars(cached).update({**told, **helpers})
        return cached

    def locate(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[ExecutionContext, str | None]:
        """The context and the key of a call; no key if nothing is to be kept."""
        place = next((i for i, arg in enumerate(args[:2]) if isinstance(arg, ExecutionContext)), None)
        if place is None:
            raise ValueError("execution_cache requires the first argument to be an ExecutionContext")
        ctx: ExecutionContext = args[place]
        if not config.execution_cache_enabled:
            return ctx, None
        parts = self._parts(args[place + 1 :], kwargs)
        by_operator, by_prompt, by_token, by_user = self.scopes
        if (by_user and not ctx.user_id) or (by_token and not ctx.user_request_token):
            return ctx, None
        if by_operator and ctx.operator_uri:
            parts.append(ctx.operator_uri)
        if by_prompt and ctx.prompt_id:
            parts.append(ctx.prompt_id)
        if by_token:
            parts.append(ctx.user_request_token)
        if by_user:
            parts.append(ctx.user_id)
        return ctx, cache_key(parts)

    def _parts(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Any]:
        if self.key_fn is None:
            return [*args, *([kwargs] if kwargs else [])]
        try:
            parts = self.key_fn(*args, **kwargs)
            if not isinstance(parts, (list, tuple)):
                raise ValueError("Custom key function must return a tuple or list.")
        except Exception as error:
            raise ValueError(f"Failed to create custom cache key: {error}") from error
        return list(parts)

    def get(self, ctx: ExecutionContext, key: str) -> Any:
        found = None if self.memory is None else self.memory.get(self._memory_key(ctx, key))
        if found is None and self.is_stored:
            stored = self._store(ctx).get(key)
            found = None if stored is None else self.deserialize(stored)
            if found is not None and self.memory is not None:
                self.memory.set(self._memory_key(ctx, key), found)
        return found

    def set(self, ctx: ExecutionContext, key: str, value: Any) -> None:
        if value is None:
            return
        if self.is_stored:
            self._store(ctx).set(key, self.serialize(value), ttl=self.ttl, policy=KeyPolicy.EVICT)
        if self.memory is not None:
            self.memory.set(self._memory_key(ctx, key), value)

    def delete(self, ctx: ExecutionContext, key: str) -> None:
        if self.memory is not None:
            self.memory.delete(self._memory_key(ctx, key))
        if self.is_stored:
            self._store(ctx).delete(key)

    def clear_all(self, dataset_id: ObjectId | None = None) -> None:
        """Forgets every result; of linked caches, those of one dataset."""
        if self.is_linked and dataset_id is None:
            raise ValueError("dataset_id is required when link_to_dataset is True")
        if self.memory is not None:
            self.memory.clear()
        if self.is_stored:
            self._open(dataset_id if self.is_linked else None).clear()

    def _memory_key(self, ctx: ExecutionContext, key: str) -> str:
        # results of one dataset are none of another's, in memory as in the store
        return f"{self._dataset_id(ctx)}:{key}"

    def _dataset_id(self, ctx: ExecutionContext) -> ObjectId | None:
        return ctx.dataset._id if self.is_linked and ctx.dataset is not None else None

    def _store(self, ctx: ExecutionContext) -> ExecutionStore:
        return self._open(self._dataset_id(ctx))

    def _open(self, dataset_id: ObjectId | None) -> ExecutionStore:
        return ExecutionStore.create(self.name, dataset_id=dataset_id, collection_name=self.collection_name)
