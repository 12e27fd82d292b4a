"""Stages that make a view of another kind: one sample a patch, a frame, or a clip."""

from __future__ import annotations

from typing import Any, ClassVar

from .base import ViewStage


class _Generating(ViewStage):
    _FIELD: ClassVar[str | None] = None
    _VIEW: ClassVar[str]

    def __init__(self, config: dict[str, Any] | None = None, _state: Any = None, **kwargs: Any) -> None:
        first = {self._FIELD: kwargs.pop(self._FIELD)} if self._FIELD else {}
        super().__init__(**first, config={**(config or {}), **kwargs} or None, _state=_state)

    @property
    def config(self) -> dict[str, Any]:
        """The options of the view."""
        return self._params["config"] or {}

    @property
    def has_view(self) -> bool:
        """True."""
        return True

    def __eq__(self, other: object) -> bool:
        """Whether of the same type with the same options; the state is a cache."""
        return type(self) is type(other) and _without_state(self) == _without_state(other)

    __hash__ = None

    def load_view(self, sample_collection: Any, reload: bool = False) -> Any:
        """The view, on top of a collection.

        Raises:
            ValueError: if the collection has no such labels or frames
        """
        from fo_widgets.data import generated

        kind = getattr(generated, self._VIEW)
        return kind(sample_collection, self)


def _without_state(stage: ViewStage) -> list[list[Any]]:
    return [pair for pair in stage._kwargs() if pair[0] != "_state"]


class ToPatches(_Generating):
    """One sample for each label of a list."""

    _FIELD = "field"
    _VIEW = "PatchesView"

    def __init__(self, field: str, config: Any = None, _state: Any = None, **kwargs: Any) -> None:
        """Of a label field; `other_fields` are those of the sample to take along."""
        super().__init__(config=config, _state=_state, field=field, **kwargs)


class ToEvaluationPatches(_Generating):
    """One sample for each true positive, false positive and false negative of an evaluation."""

    _FIELD = "eval_key"
    _VIEW = "EvaluationPatchesView"

    def __init__(self, eval_key: str, config: Any = None, _state: Any = None, **kwargs: Any) -> None:
        """Of an evaluation of detections; `other_fields` are those of the sample to take along."""
        super().__init__(config=config, _state=_state, eval_key=eval_key, **kwargs)


class ToFrames(_Generating):
    """One sample for each frame of videos."""

    _VIEW = "FramesView"

    def __init__(self, config: Any = None, _state: Any = None, **kwargs: Any) -> None:
        """Of all frames that there are."""
        super().__init__(config=config, _state=_state, **kwargs)


class ToClips(_Generating):
    """One sample for each clip of videos."""

    _FIELD = "field_or_expr"
    _VIEW = "ClipsView"

    def __init__(self, field_or_expr: Any, config: Any = None, _state: Any = None, **kwargs: Any) -> None:
        """By a field of events or ranges, a frame field, an expression about frames, or lists of ranges."""
        if hasattr(field_or_expr, "to_mongo"):
            field_or_expr = field_or_expr.to_mongo()
        super().__init__(config=config, _state=_state, field_or_expr=field_or_expr, **kwargs)


class ToTrajectories(_Generating):
    """One sample for each object that is followed through the frames of a video."""

    _FIELD = "field"
    _VIEW = "TrajectoriesView"

    def __init__(self, field: str, config: Any = None, _state: Any = None, **kwargs: Any) -> None:
        """Of a frame field whose labels have an `index`."""
        super().__init__(config=config, _state=_state, field=field, **kwargs)
