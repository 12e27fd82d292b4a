"""`fiftyone.core.models`: the base classes that plugins derive their models from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class Model:
    """Something that predicts labels; a subclass says at least `media_type` and `predict`.

    A model is a context manager, so that it may hold resources while it is used.
    """

    def __enter__(self) -> Model:
        return self

    def __exit__(self, *args: Any) -> None:
        """Nothing to release."""

    @property
    def media_type(self) -> str:
        """`"image"` or `"video"`."""
        raise NotImplementedError(f"{type(self).__name__} must say its media_type")

    @property
    def has_logits(self) -> bool:
        return False

    @property
    def has_embeddings(self) -> bool:
        return False

    @property
    def can_embed_prompts(self) -> bool:
        return False

    @property
    def ragged_batches(self) -> bool:
        """Whether `transforms` may give tensors of different sizes."""
        return True

    @property
    def transforms(self) -> Any:
        """What is applied to an image before `predict` when `preprocess` is true."""
        return None

    @property
    def preprocess(self) -> bool:
        return False

    @preprocess.setter
    def preprocess(self, value: bool) -> None:
        if value:
            raise ValueError(f"{type(self).__name__} has no transforms to apply")

    def predict(self, arg: Any) -> Any:
        """The label of an image (array, height x width x channels) or a video reader."""
        raise NotImplementedError(f"{type(self).__name__} must define predict()")

    def predict_all(self, args: Sequence[Any]) -> list[Any]:
        """The labels of several."""
        return [self.predict(arg) for arg in args]


class LogitsMixin:
    """A model that can keep logits in its labels."""

    _store_logits = False

    @property
    def store_logits(self) -> bool:
        return self._store_logits

    @store_logits.setter
    def store_logits(self, value: bool) -> None:
        if value and not self.has_logits:
            raise ValueError(f"{type(self).__name__} has no logits")
        self._store_logits = value

    @property
    def has_logits(self) -> bool:
        return False


class EmbeddingsMixin:
    """A model that turns what it sees into vectors."""

    @property
    def has_embeddings(self) -> bool:
        return True

    def get_embeddings(self) -> Any:
        """The vectors (array, batch x dimensions) of the last prediction."""
        raise NotImplementedError(f"{type(self).__name__} must define get_embeddings()")

    def embed(self, arg: Any) -> Any:
        """The vector of an image or video."""
        raise NotImplementedError(f"{type(self).__name__} must define embed()")

    def embed_all(self, args: Sequence[Any]) -> Any:
        """The vectors of several."""
        return [self.embed(arg) for arg in args]


class PromptMixin:
    """A model that turns texts into vectors of the same space as images."""

    @property
    def can_embed_prompts(self) -> bool:
        return True

    def embed_prompt(self, arg: Any) -> Any:
        """The vector of a prompt."""
        raise NotImplementedError(f"{type(self).__name__} must define embed_prompt()")

    def embed_prompts(self, args: Sequence[Any]) -> Any:
        """The vectors of several."""
        return [self.embed_prompt(arg) for arg in args]


class SamplesMixin:
    """A model whose `predict` also gets the sample; `needs_fields` maps its inputs to fields."""

    _fields: dict[str, str] | None = None

    @property
    def needs_fields(self) -> dict[str, str]:
        return self._fields or {}

    @needs_fields.setter
    def needs_fields(self, fields: dict[str, str]) -> None:
        self._fields = fields

    def predict(self, arg: Any, sample: Any = None) -> Any:
        """The label of a sample's media."""
        raise NotImplementedError(f"{type(self).__name__} must define predict()")

    def predict_all(self, args: Sequence[Any], samples: Sequence[Any] | None = None) -> list[Any]:
        """The labels of several samples."""
        pairs = zip(args, samples or [None] * len(args), strict=True)
        return [self.predict(arg, sample=sample) for arg, sample in pairs]


class TorchModelMixin:
    """A model that loads through a PyTorch data loader with a collate function of its own."""

    @property
    def has_collate_fn(self) -> bool:
        return False

    @staticmethod
    def collate_fn(batch: Any) -> Any:
        """A batch put together."""
        return batch


class SupportsGetItem:
    """A model that says how a dataset item is made for it."""

    @property
    def required_keys(self) -> list[str]:
        raise NotImplementedError(f"{type(self).__name__} must say its required_keys")

    def build_get_item(self, field_mapping: dict[str, str] | None = None) -> Any:
        """The item getter."""
        raise NotImplementedError(f"{type(self).__name__} must define build_get_item()")
