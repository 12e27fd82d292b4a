"""The kinds of values: what a property may hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from fo_widgets.schema.types.wire import Json


class BaseType:
    """Base of all types. Its JSON is `{"name": <class name>, …}`."""

    def to_json(self) -> Json:
        """The wire form."""
        return {"name": type(self).__name__}


class Void(BaseType):
    """No value: for properties that are only a view, such as buttons."""


class Boolean(BaseType):
    """True or False."""


class String(BaseType):
    """A text.

    Args:
        allow_empty: whether "" satisfies a required property.
    """

    def __init__(self, allow_empty: bool = False) -> None:
        self.allow_empty = allow_empty

    def to_json(self) -> Json:
        """The wire form."""
        return {**super().to_json(), "allow_empty": self.allow_empty}


class SampleID(String):
    """The id of a sample. Like FiftyOne's (1.22.1) it cannot be serialised; use `String`."""

    def __init__(self) -> None:
        pass


class Number(BaseType):
    """A number.

    Args:
        min: the smallest value, inclusive.
        max: the largest value, inclusive.
        int: whether the form offers whole numbers.
        float: whether the form offers decimals.
    """

    def __init__(
        self,
        min: float | None = None,
        max: float | None = None,
        int: bool = False,
        float: bool = False,
    ) -> None:
        self.min = min
        self.max = max
        self.int = int
        self.float = float

    def to_json(self) -> Json:
        """The wire form."""
        own = {"min": self.min, "max": self.max, "int": self.int, "float": self.float}
        return {**super().to_json(), **own}


class List(BaseType):
    """A list of one kind of element.

    Args:
        element_type: the kind of every element.
        min_items: the fewest elements.
        max_items: the most elements.
    """

    def __init__(
        self, element_type: BaseType, min_items: int | None = None, max_items: int | None = None
    ) -> None:
        self.element_type = element_type
        self.min_items = min_items
        self.max_items = max_items

    def to_json(self) -> Json:
        """The wire form."""
        return {
            **super().to_json(),
            "element_type": self.element_type.to_json(),
            "min_items": self.min_items,
            "max_items": self.max_items,
        }


class Enum(BaseType):
    """One of a fixed set of values."""

    def __init__(self, values: Sequence[Any]) -> None:
        self.values = values

    def to_json(self) -> Json:
        """The wire form."""
        return {**super().to_json(), "values": self.values}


class OneOf(BaseType):
    """A value of one of several types."""

    def __init__(self, types: Iterable[BaseType]) -> None:
        self.types = types

    def to_json(self) -> Json:
        """The wire form."""
        return {**super().to_json(), "types": [kind.to_json() for kind in self.types]}


class Tuple(BaseType):
    """A fixed number of elements, each of its own type."""

    def __init__(self, *items: BaseType) -> None:
        self.items = items

    def to_json(self) -> Json:
        """The wire form."""
        return {**super().to_json(), "items": [item.to_json() for item in self.items]}


class Tree(Tuple):
    """A tree; the App (1.22.1) draws none, see `TreeSelectionView`."""


class Map(BaseType):
    """A dict with keys of one type and values of another."""

    def __init__(self, key_type: BaseType, value_type: BaseType) -> None:
        self.key_type = key_type
        self.value_type = value_type

    def to_json(self) -> Json:
        """The wire form."""
        return {
            **super().to_json(),
            "key_type": self.key_type.to_json(),
            "value_type": self.value_type.to_json(),
        }


class ResolvableProperty(BaseType):
    """A part of a form that an operator resolves while the person fills in the rest.

    Args:
        resolver: URI of the operator, or `panel_uri#method`, that returns the property.
        auto_update: resolve again when the params change.
        dependencies: paths whose change resolves it again; all if None.
        debounce: wait until changes pause.
        throttle: resolve at most every `wait` milliseconds.
        wait: milliseconds.
        leading: resolve at the first change.
        trailing: resolve after the last change.
        params: further params for the resolver.
        validate: block submission until resolved.
        _: ignored, as in FiftyOne.

    Raises:
        ValueError: without a resolver.
    """

    def __init__(
        self,
        resolver: str,
        *,
        auto_update: bool = True,
        dependencies: Sequence[str] | None = None,
        debounce: bool | None = None,
        throttle: bool | None = None,
        wait: int | None = None,
        leading: bool = False,
        trailing: bool = True,
        params: Json | None = None,
        validate: bool = False,
        **_: Any,
    ) -> None:
        if not isinstance(resolver, str) or not resolver:
            raise ValueError("a ResolvableProperty needs the URI of its resolver as a non-empty text")
        self.resolver = resolver
        self.auto_update = auto_update
        self.dependencies = dependencies
        self.debounce = debounce
        self.throttle = throttle
        self.wait = wait
        self.leading = leading
        self.trailing = trailing
        self.params = params
        self.validate = validate

    def to_json(self) -> Json:
        """The wire form."""
        return {**super().to_json(), **vars(self)}
