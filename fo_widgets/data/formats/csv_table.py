"""A CSV file with a row for each sample (`CSVDataset`). Values are text; columns become fields as `columns` says."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from fo_widgets.data.sample import Sample

from . import files
from .columns import Columns
from .errors import FormatError, MissingFileError
from .source import Imported, MediaIndex, Source
from .target import Target

Row = dict[str, Any]


def read(
    source: Source,
    media_field: str = "filepath",
    fields: Any = None,
    skip_missing_media: bool = False,
    include_all_data: bool = False,
) -> Imported:
    """The rows of the file; empty cells are no values.

    Args:
        media_field: the column of paths
        fields: only these columns; a dict says how each is parsed, `{"age": int, "name": None}`
        skip_missing_media: leave out rows whose media file is not there
        include_all_data: also media files without a row

    Raises:
        FormatError: if a column is not there, or a value cannot be parsed
        MissingFileError: if a media file is not there
    """
    path = source.labels("labels.csv")
    index = source.media(required=False)
    header, rows = _table(path)
    parsers = _parsers(fields)
    chosen = [n for n in header if parsers is None or n in parsers or n == media_field]
    if unknown := [n for n in parsers or {} if n not in header]:
        raise FormatError(f"{path} has no columns {unknown}; it has: {', '.join(header)}")
    columns = Columns(chosen, media_field, str(path))
    entries: list[tuple[int, Row | Path]] = []
    seen = set()
    for number, row in rows:
        found = _media(index, row.get(media_field) or "", path)
        if found is None and skip_missing_media:
            continue
        seen.add(found)
        entries.append((number, row))
    if include_all_data:
        entries += [(0, p) for p in index.paths.values() if p not in seen]

    def sample(entry: tuple[int, Row | Path]) -> Sample:
        number, row = entry
        if isinstance(row, Path):
            return source.make(row)
        name = row.get(media_field) or ""
        found = _media(index, name, path)
        if found is None:
            raise MissingFileError(
                f"{path}, line {number}: the media file '{name}' is not in {index.place}; add it there, "
                "say where media are with `data_path`, or pass skip_missing_media=True"
            )
        values = {
            n: _parsed(row.get(n), (parsers or {}).get(n), f"{path}, line {number}, {n}") for n in chosen
        }
        return columns.sample(values, os.fspath(found))

    return Imported(entries, sample)


def _table(path: Path) -> tuple[list[str], list[tuple[int, Row]]]:
    text = files.text(files.file(path, "rows"))
    reader = csv.DictReader(text.splitlines(keepends=True))
    header = [str(n) for n in reader.fieldnames or ()]
    if not header:
        raise FormatError(f"{path} is empty; its first line should name the columns")
    rows = []
    for row in reader:
        if None in row or None in row.values():
            raise FormatError(
                f"{path}, line {reader.line_num}: there should be {len(header)} cells, as in the header"
            )
        rows.append((reader.line_num, dict(row)))
    return header, rows


def _parsers(fields: Any) -> dict[str, Callable[[str], Any] | None] | None:
    if fields is None:
        return None
    if isinstance(fields, Mapping):
        return dict(fields)
    return dict.fromkeys([fields] if isinstance(fields, str) else fields)


def _media(index: MediaIndex, name: str, path: Path) -> Path | None:
    if not name:
        return None
    found = index.find(name)
    if found is not None:
        return found
    beside = path.parent / Path(name).expanduser()
    return beside if beside.is_file() else None


def _parsed(value: str | None, parser: Callable[[str], Any] | None, where: str) -> Any:
    if value is None or value == "":
        return None
    if parser is None:
        return value
    if not callable(parser):
        raise FormatError(
            f"`fields` should say how {where.rpartition(', ')[2]} is parsed: a function, not {parser!r}"
        )
    try:
        return parser(value)
    except (TypeError, ValueError) as error:
        raise FormatError(f"{where}: '{value}' cannot be parsed: {error}") from None


def write(
    samples: Any,
    target: Target,
    fields: Any = None,
    media_field: str = "filepath",
    abs_paths: bool = False,
) -> None:
    """Writes paths and fields.

    Args:
        fields: paths of fields, or a dict of column names by them; by default only the path of the media file
        media_field: the field of media that are exported
        abs_paths: write whole paths
    """
    named = dict(fields) if isinstance(fields, Mapping) else None
    if named is None:
        given = [media_field] if fields is None else [fields] if isinstance(fields, str) else list(fields)
        named = {n: n for n in given}
    path = target.labels("labels.csv")
    target.use_folder()
    media, *values = samples.values([media_field, *named])
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(named.values())
        for place, *cells in target.track(list(zip(media, *values, strict=True))):
            exported = target.add_media(place)
            own = place if abs_paths else exported
            writer.writerow(own if n == media_field else _cell(c) for n, c in zip(named, cells, strict=True))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)) or hasattr(value, "tolist"):
        return ",".join(_cell(v) for v in (value.tolist() if hasattr(value, "tolist") else value))
    return str(value)
