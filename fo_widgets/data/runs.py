"""Runs: what was computed on a dataset, with which settings, and what came out."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

import numpy as np
from bson import json_util

from .fields import array_to_bytes, bytes_to_array, copied
from .serializable import Serializable

_NPY = b"\x93NUMPY"


class RunConfig(Serializable):
    """The settings of a run: any attributes."""

    type: Any = "run"
    method: Any = None
    _CLS: ClassVar[str] = "fiftyone.core.runs.RunConfig"

    def __init__(self, **kwargs: Any) -> None:
        """With any settings."""
        self._cls = kwargs.pop("cls", self._CLS)
        for name, value in kwargs.items():
            setattr(self, name, value)

    @property
    def cls(self) -> str:
        """The class that FiftyOne knows it by."""
        return str(self._cls)

    def serialize(self, reflective: bool = False, **_others: Any) -> dict[str, Any]:
        """The stored form; with its class as `_CLS`, too, if `reflective`."""
        own = {k: v for k, v in vars(self).items() if not k.startswith("_")}
        out = {"cls": self._cls, "type": self.type, "method": self.method, **copied(own)}
        return {"_CLS": self._cls, **out} if reflective else out

    @classmethod
    def from_dict(cls, d: Mapping[str, Any]) -> RunConfig:
        """The settings of a stored form."""
        return config_class(d.get("type"))(**copied(dict(d)))

    @property
    def run_cls(self) -> type[Run]:
        """The class of runs with such settings."""
        return Run

    def build(self) -> Run:
        """A run with these settings."""
        run: Run = self.run_cls(self)
        return run

    def copy(self) -> RunConfig:
        """An independent copy."""
        return self.from_dict(self.serialize())

    def __eq__(self, other: object) -> bool:
        """Whether the same settings."""
        return isinstance(other, RunConfig) and self.serialize() == other.serialize()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """The settings as JSON."""
        return json.dumps(self.serialize(), indent=4, default=str)


class Run:
    """A kind of run: something that computes by settings. Plugins derive their own."""

    def __init__(self, config: RunConfig) -> None:
        """With settings."""
        self.config = config

    def cleanup(self, samples: Any, key: str) -> None:
        """Does nothing; a class may say what to remove with a run."""


class BrainConfig(RunConfig):
    """The settings of a brain run."""

    type = "brain"
    patches_field: Any = None
    embeddings_field: Any = None
    model: Any = None
    _CLS = "fiftyone.core.brain.BrainMethodConfig"


class BrainMethod(Run):
    """A kind of brain run."""


class EvaluationConfig(RunConfig):
    """The settings of an evaluation."""

    type = "evaluation"
    pred_field: Any = None
    gt_field: Any = None
    _CLS = "fiftyone.core.evaluation.EvaluationMethodConfig"


class EvaluationMethod(Run):
    """A kind of evaluation."""


BRAIN_TYPES = {
    "visualization",
    "similarity",
    "uniqueness",
    "mistakenness",
    "hardness",
    "representativeness",
    "brain",
}
EVALUATION_TYPES = {"detection", "classification", "regression", "segmentation", "evaluation"}


def config_class(type: Any) -> type[RunConfig]:
    """The class of the settings of a type of run."""
    if type in EVALUATION_TYPES:
        return EvaluationConfig
    return BrainConfig if type in BRAIN_TYPES else RunConfig


class RunInfo(Serializable):
    """Key, time and settings of a run."""

    def __init__(self, key: str, version: str | None, timestamp: datetime | None, config: RunConfig) -> None:
        """Of a run."""
        self.key, self.version, self.timestamp, self.config = key, version, timestamp, config

    _CLS: ClassVar[str] = "fiftyone.core.runs.RunInfo"

    def copy(self) -> RunInfo:
        """An independent copy."""
        return type(self)(self.key, self.version, self.timestamp, self.config.copy())

    @classmethod
    def from_dict(cls, d: Mapping[str, Any]) -> RunInfo:
        """The facts of a stored form."""
        moment = d.get("timestamp")
        timestamp = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return cls(d["key"], d.get("version"), timestamp, RunConfig.from_dict(d["config"]))

    def serialize(self, reflective: bool = False, **_others: Any) -> dict[str, Any]:
        """As JSON."""
        moment = self.timestamp.isoformat() if self.timestamp else None
        return {
            "key": self.key,
            "version": self.version,
            "timestamp": moment,
            "config": self.config.serialize(),
        }

    def __repr__(self) -> str:
        """As JSON text."""
        return json.dumps(self.serialize(), indent=4, default=str)


class RunResults(Serializable):
    """What came out of a run: any attributes."""

    _CLS: ClassVar[str] = "fiftyone.core.runs.RunResults"
    _samples: Any
    _config: RunConfig
    _key: str

    def __init__(
        self, samples: Any = None, config: Any = None, key: Any = None, backend: Any = None, **kwargs: Any
    ) -> None:
        """Of a run on a collection."""
        self._samples, self._config, self._key, self._backend = samples, config, key, backend
        self._cls = kwargs.pop("cls", self._CLS)
        for name, value in kwargs.items():
            setattr(self, name, value)

    @property
    def cls(self) -> str:
        """The class that FiftyOne knows it by."""
        return str(self._cls)

    @property
    def samples(self) -> Any:
        """The collection that the run was on."""
        return self._samples

    @property
    def config(self) -> RunConfig:
        """The settings of the run."""
        return self._config

    @property
    def key(self) -> str:
        """The key of the run."""
        return self._key

    @property
    def backend(self) -> Any:
        """What computed it; None if it was loaded."""
        return self._backend

    def attributes(self) -> list[str]:
        """The names of what came out."""
        return ["cls", *(k for k in vars(self) if not k.startswith("_"))]

    @classmethod
    def from_dict(cls, d: Mapping[str, Any], samples: Any = None, config: Any = None, key: Any = None) -> Any:
        """The results of a stored form."""
        values = {k: _unpack(v) for k, v in d.items()}
        return results_class(config)(samples, config, key, **values)

    def copy(self) -> Any:
        """An independent copy."""
        return self.from_dict(self.serialize(), self._samples, self._config, self._key)

    def serialize(self, reflective: bool = False, **_others: Any) -> dict[str, Any]:
        """The stored form, arrays compressed."""
        own = {k: v for k, v in vars(self).items() if not k.startswith("_")}
        return {"cls": self._cls, **{k: _pack(v) for k, v in own.items()}}

    def save(self) -> None:
        """Saves it under its run."""
        self._samples.save_run_results(self._key, self, overwrite=True)

    def save_config(self) -> None:
        """Saves the settings of its run."""
        self._samples.update_run_config(self._key, self._config)

    def __repr__(self) -> str:
        """Class, key and names."""
        return f"<{type(self).__name__} '{self._key}': {self.attributes()[1:]}>"


class BrainResults(RunResults):
    """What came out of a brain run."""

    _CLS = "fiftyone.core.brain.BrainResults"


def results_class(config: RunConfig | None) -> type[RunResults]:
    """The class of what comes out of a run with some settings."""
    if config is None:
        return RunResults
    if config.type in ("visualization", "similarity"):
        from .brain import SimilarityResults, VisualizationResults

        return VisualizationResults if config.type == "visualization" else SimilarityResults
    if config.type in EVALUATION_TYPES:
        from .evaluation import RESULTS, EvaluationResults

        return RESULTS.get(config.type, EvaluationResults)
    return BrainResults if isinstance(config, BrainConfig) else RunResults


def results_to_bytes(results: RunResults) -> bytes:
    """What a results file holds."""
    return json_util.dumps(results.serialize()).encode()


def results_from_bytes(data: bytes, samples: Any, config: Any, key: str) -> RunResults:
    """The results that a file holds."""
    found: RunResults = RunResults.from_dict(json_util.loads(data.decode()), samples, config, key)
    return found


def _pack(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        if value.dtype == object:
            return _pack(value.tolist())
        return base64.b64encode(array_to_bytes(value)).decode()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Mapping):
        return {str(k): _pack(v) for k, v in value.items()}
    return [_pack(v) for v in value] if isinstance(value, (list, tuple)) else value


def _unpack(value: Any) -> Any:
    if isinstance(value, str) and value[:1] == "e" and len(value) > 60:
        try:
            data = base64.b64decode(value, validate=True)
            return bytes_to_array(data) if zlib.decompress(data).startswith(_NPY) else value
        except (ValueError, zlib.error):
            return value
    if isinstance(value, dict):
        return {k: _unpack(v) for k, v in value.items()}
    return [_unpack(v) for v in value] if isinstance(value, list) else value
