"""Objects with a `serialize`d form as text and files, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class Serializable:
    """What settings, facts and results of runs have in common."""

    def serialize(self, **_options: Any) -> dict[str, Any]:
        """The stored form; with its class as `_CLS` if `reflective`."""
        raise NotImplementedError(f"{type(self).__name__} has no stored form")

    @classmethod
    def from_dict(cls, d: Mapping[str, Any]) -> Any:
        """The object of a stored form."""
        raise NotImplementedError(f"{cls.__name__} is not made of a stored form alone")

    def to_dict(self) -> dict[str, Any]:
        """The stored form."""
        return self.serialize()

    def to_str(self, pretty_print: bool = True) -> str:
        """The stored form as JSON."""
        return json.dumps(self.serialize(), indent=4 if pretty_print else None, default=str)

    def write_json(self, path: str, pretty_print: bool = False) -> None:
        """Writes the stored form to a file, whose folder is made if need be."""
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(self.to_str(pretty_print), encoding="utf-8")

    @classmethod
    def from_str(cls, s: str) -> Any:
        """The object of what `to_str` gives."""
        return cls.from_dict(json.loads(s))

    @classmethod
    def from_json(cls, path: str) -> Any:
        """The object that a file of `write_json` holds."""
        return cls.from_str(Path(path).read_text(encoding="utf-8"))

    @classmethod
    def get_class_name(cls) -> str:
        """The name of the class, under which FiftyOne has it if it has."""
        return str(getattr(cls, "_CLS", None) or f"{cls.__module__}.{cls.__name__}")

    def attributes(self) -> list[str]:
        """The names of what is stored."""
        return list(self.serialize())

    def custom_attributes(self, dynamic: bool = False, private: bool = False) -> list[str]:
        """The names of the object's own attributes."""
        return [name for name in vars(self) if private or not name.startswith("_")]
