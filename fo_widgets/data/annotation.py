"""Annotation, which is FiftyOne's: every way to it says so."""

from __future__ import annotations

from typing import Any, NoReturn


def _refuse(method: str) -> NoReturn:
    raise NotImplementedError(
        f"{method}(): annotation is not part of fo_widgets; open the dataset in FiftyOne to annotate it"
    )


class CollectionAnnotation:
    """What FiftyOne's collections do with annotation backends, and ours do not."""

    def generate_label_schemas(self, *_args: Any, **_kwargs: Any) -> Any:
        """Raises.

        Raises:
            NotImplementedError: always
        """
        _refuse("generate_label_schemas")

    def annotate(self, *_args: Any, **_kwargs: Any) -> Any:
        """Raises.

        Raises:
            NotImplementedError: always
        """
        _refuse("annotate")

    def load_annotations(self, *_args: Any, **_kwargs: Any) -> Any:
        """Raises.

        Raises:
            NotImplementedError: always
        """
        _refuse("load_annotations")
