"""A folder for each class with the media in it.

`ImageClassificationDirectoryTree` and `VideoClassificationDirectoryTree`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fo_widgets.data import media
from fo_widgets.data.labels import Classification
from fo_widgets.data.sample import Sample

from . import files
from .errors import FormatError
from .source import Imported, Source
from .target import Target

UNLABELED = "_unlabeled"


def read(
    source: Source,
    compute_metadata: bool = False,
    classes: Any = None,
    unlabeled: str = UNLABELED,
) -> Imported:
    """The images below the folders, labelled by the first one's name.

    Args:
        classes: only these folders
        unlabeled: the folder whose images get no label

    Raises:
        FormatError: if there is no folder in it, or a class has none
    """
    return _read(source, media.IMAGE, compute_metadata, classes, unlabeled)


def read_videos(
    source: Source,
    compute_metadata: bool = False,
    classes: Any = None,
    unlabeled: str = UNLABELED,
) -> Imported:
    """The videos below the folders, labelled by the first one's name; as `read`."""
    return _read(source, media.VIDEO, compute_metadata, classes, unlabeled)


def _read(source: Source, kind: str, compute_metadata: bool, classes: Any, unlabeled: str) -> Imported:
    root = source.root()
    folders = {p.name: p for p in sorted(root.iterdir()) if p.is_dir() and not p.name.startswith(".")}
    if not folders:
        raise FormatError(
            f"{root} has no folders; this format wants one for each class, with its media in it"
        )
    if classes is not None:
        chosen = [classes] if isinstance(classes, str) else list(classes)
        missing = [c for c in chosen if c not in folders]
        if missing:
            raise FormatError(f"{root} has no folder for {missing}; there are {list(folders)}")
        folders = {c: folders[c] for c in chosen}
    entries = [(n, p) for n, f in folders.items() for p in files.media_below(f, kind)]

    def sample(entry: tuple[str, Path]) -> Sample:
        name, path = entry
        label = None if name == unlabeled else Classification(label=name)
        return source.make(path, label, files.facts(path, kind) if compute_metadata else None)

    return Imported(entries, sample, [name for name in folders if name != unlabeled])


def write(samples: Any, target: Target) -> None:
    """Puts each media file into the folder of its class.

    Raises:
        FormatError: if a label cannot be the name of a folder
    """
    name = target.label_field_of(samples, (Classification,))
    target.use_folder(".")
    paths, labels = samples.values(["filepath", f"{name}.label"])
    for path, label in target.track(list(zip(paths, labels, strict=True))):
        folder = UNLABELED if label is None else label
        if folder in ("", ".", "..") or any(c in folder for c in "/\\\0"):
            raise FormatError(
                f"label '{label}' of {path} cannot be the name of a folder; rename it with map_labels"
            )
        target.add_media(path, folder)
