"""Stand-ins for what exists in FiftyOne and not here: they import, and say so when used."""

from __future__ import annotations

from typing import Any, NoReturn


class FeatureUnavailable(NotImplementedError):
    """A part of FiftyOne that fo_widgets does not have was used."""


class _AbsentMeta(type):
    """Lets a plugin derive from, or annotate with, a class that cannot be instantiated here."""

    _absent_reason: str

    def __call__(cls, *args: Any, **kwargs: Any) -> NoReturn:
        raise FeatureUnavailable(cls._absent_reason)

    def __getattr__(cls, name: str) -> Any:
        # AttributeError for the interpreter's own probes, an explanation for everything else
        if name.startswith("__"):
            raise AttributeError(name)
        raise FeatureUnavailable(cls._absent_reason)


class AbsentObject:
    """A function, constant or registry that is not there: any use raises."""

    def __init__(self, name: str, reason: str) -> None:
        object.__setattr__(self, "__name__", name.rpartition(".")[2])
        object.__setattr__(self, "__qualname__", name)
        object.__setattr__(self, "_reason", reason)

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise FeatureUnavailable(object.__getattribute__(self, "_reason"))

    __call__ = __getitem__ = __setitem__ = __iter__ = __len__ = __contains__ = __enter__ = __bool__ = _refuse
    __setattr__ = _refuse

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self._refuse()

    def __repr__(self) -> str:
        return f"<not available in fo_widgets: {object.__getattribute__(self, '__qualname__')}>"


def make_absent(qualified: str, mend: str) -> Any:
    """The stand-in for `fiftyone.x.Name`: a class if the name looks like one, else an object.

    An error of that name is an exception that nothing here raises, so that `except` clauses may name it.

    Args:
        qualified: the full dotted name.
        mend: what the user can do instead.
    """
    reason = f"{qualified} is not available in fo_widgets: {mend}"
    name = qualified.rpartition(".")[2]
    bare = name.lstrip("_")
    if bare.endswith(("Error", "Errors", "Exception")):
        return type(name, (Exception,), {"__module__": qualified.rpartition(".")[0], "__doc__": reason})
    if bare[:1].isupper() and not bare.isupper():
        body = {"__module__": qualified.rpartition(".")[0], "__doc__": reason, "_absent_reason": reason}
        return _AbsentMeta(name, (), body)
    return AbsentObject(qualified, reason)
