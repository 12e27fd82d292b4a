"""Data frames of pandas and polars: made of samples, and read as the rows of `columns`."""

from __future__ import annotations

import importlib
import importlib.util
import os
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from fo_widgets.data import fields as ff
from fo_widgets.data.labels import Label
from fo_widgets.data.metadata import Metadata
from fo_widgets.data.schema import document_field, flatten

from .columns import Columns
from .errors import FormatError, MissingFileError
from .source import Imported

BACKENDS = ("pandas", "polars")
# What a label mainly consists of.
_PARTS = {"label", "value", "confidence", "bounding_box", "support", "points", "point", "line", "polygon"}


def frame_of(samples: Any, fields: Any, backend: str) -> Any:
    """A data frame of samples; see `WritesFolders.to_dataframe`."""
    if backend not in BACKENDS:
        raise FormatError(f"`backend` should be one of {list(BACKENDS)}, not {backend!r}")
    if backend == "pandas" and importlib.util.find_spec("pandas") is None:
        raise ImportError("a pandas data frame needs pandas: pip install pandas; or pass backend='polars'")
    chosen = (
        _default_paths(samples) if fields is None else [fields] if isinstance(fields, str) else list(fields)
    )
    for path in chosen:
        if not samples.has_field(path):
            raise FormatError(f"there is no field '{path}'; there are {list(samples.get_field_schema())}")
    found = samples.values(chosen)
    data = dict(zip(chosen, ([_cell(v) for v in values] for values in found), strict=True))
    if fields is None:
        kept = ("id", "filepath", "tags")
        data = {k: v for k, v in data.items() if k in kept or any(not _is_empty(x) for x in v)}
    if backend == "polars":
        polars = importlib.import_module("polars")
        return polars.DataFrame({k: _polars_column(polars, k, v) for k, v in data.items()})
    return importlib.import_module("pandas").DataFrame(data)


def _is_empty(value: Any) -> bool:
    """Whether there is no value, or a list of none."""
    return value is None or (isinstance(value, list) and all(_is_empty(v) for v in value))


def _default_paths(samples: Any) -> list[str]:
    out = []
    schema = samples.get_field_schema()
    for name, field in schema.items():
        document = document_field(field)
        if document is None:
            out.append(name)
            continue
        kind = document.document_type
        for path, inner in flatten({name: field}).items():
            last = path.rpartition(".")[2]
            if document_field(inner) is not None or isinstance(inner, (ff.ArrayField, ff.VectorField)):
                continue
            if (
                last in _PARTS
                if issubclass(kind, Label)
                else issubclass(kind, Metadata) or path.count(".") == 1
            ) and ".attributes." not in path:
                out.append(path)
    return out


def _cell(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (list, tuple)):
        return [_cell(v) for v in value]
    return value if not hasattr(value, "to_dict") or isinstance(value, type) else value.to_dict()


def _polars_column(polars: Any, name: str, values: list[Any]) -> Any:
    plain = [v.tolist() if hasattr(v, "tolist") else v for v in values]
    try:
        return polars.Series(name, plain, strict=False)
    except (TypeError, polars.exceptions.PolarsError):
        # Values of several kinds, such as free dicts, have no column type of their own.
        return polars.Series(name, plain, dtype=polars.Object)


def read(
    frame: Any, filepath: str = "filepath", image_root: Any = None, skip_missing_media: bool = False
) -> Imported:
    """The rows of a pandas or polars data frame as samples.

    Args:
        filepath: the column of paths
        image_root: the folder that relative paths are below
        skip_missing_media: leave out rows whose media file is not there

    Raises:
        FormatError: if it is no data frame, or a column or value does not fit
        MissingFileError: if a media file is not there
    """
    names, data = _columns(frame)
    columns = Columns(names, filepath, "the data frame")
    paths = [_path(p, i, image_root) for i, p in enumerate(data[filepath])]
    entries: list[int] = []
    for index, path in enumerate(paths):
        if "://" in path or Path(path).is_file():
            entries.append(index)
        elif not skip_missing_media:
            raise MissingFileError(
                f"the data frame, row {index}: the media file {path} is not there; mend its path, say where media are "
                "with `image_root`, or pass skip_missing_media=True"
            )

    def sample(index: int) -> Any:
        return columns.sample({n: data[n][index] for n in names}, paths[index])

    return Imported(entries, sample, dynamic=columns.is_dynamic)


def _path(value: Any, index: int, root: Any) -> str:
    if not isinstance(value, (str, os.PathLike)):
        raise FormatError(f"the data frame, row {index}: a path of media should be text, not {value!r}")
    text = os.fspath(value)
    return (
        text
        if root is None or "://" in text
        else os.path.join(os.path.abspath(os.path.expanduser(root)), text)
    )


def _columns(frame: Any) -> tuple[list[Any], dict[Any, Sequence[Any]]]:
    """The names of the columns, and their values as Python has them; None where there is none."""
    if hasattr(frame, "collect") and not hasattr(frame, "iter_rows"):
        frame = frame.collect()
    if hasattr(frame, "iter_rows"):
        return list(frame.columns), {n: [_plain(v) for v in frame[n].to_list()] for n in frame.columns}
    if hasattr(frame, "columns") and hasattr(frame, "itertuples"):
        names = list(frame.columns)
        if len(set(names)) < len(names):
            raise FormatError(f"the data frame has columns of the same name: {names}")
        return names, {n: [_plain(v, missing=True) for v in frame[n].tolist()] for n in names}
    raise FormatError(f"this should be a data frame of pandas or polars, not {type(frame).__name__}")


def _plain(value: Any, missing: bool = False) -> Any:
    """A value without pandas' types; its NaN, NaT and NA, which mean that there is none, become None."""
    if missing and (
        type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float) and value != value)
    ):
        return None
    if hasattr(value, "to_pydatetime"):
        value = value.to_pydatetime()
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(timezone.utc).replace(tzinfo=None)
    return value
