"""Names for files and things: unique, safe, hashed."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

_SLUG_LENGTHS = range(1, 1552)


def to_slug(name: str) -> str:
    """A name in lower-case letters, digits and single hyphens.

    Raises:
        ValueError: nothing is left of it, or it is too long.
    """
    hyphenated = re.sub(r"[\s_+.\-]+", "-", name.lower())
    slug = re.sub(r"[^a-z0-9-]", "", hyphenated)
    slug = re.sub(r"-+", "-", slug).strip("-")
    if len(slug) not in _SLUG_LENGTHS:
        raise ValueError(f"{name[:80]!r} gives a slug of {len(slug)} characters; 1 to 1551 are allowed")
    return slug


def safe_relpath(path: str, start: str | None = None, default: str | None = None) -> str:
    """`path` relative to `start`; if it is not below it, `default`, else its last part."""
    relative = os.path.relpath(path, start)
    if not relative.startswith(".."):
        return relative
    return os.path.basename(path) if default is None else default


def find_files(root_dir: str, patt: str | Iterable[str], max_depth: int = 1) -> list[str]:
    """The paths of files and folders whose names match a glob pattern, sorted.

    Args:
        patt: one pattern, or several
        max_depth: how many levels below the folder to look at; 1 is the folder itself
    """
    patterns = [patt] if isinstance(patt, str) else list(patt)
    root = Path(root_dir)
    found: set[Path] = set()
    for depth in range(max_depth):
        for pattern in patterns:
            found.update(root.glob("*/" * depth + pattern))
    return sorted(str(path) for path in found)


def get_module_name(path: str, start: str | None = None) -> str:
    """The dotted name of a module file, seen from a folder: `b.c` for `/a/b/c.py` from `/a`."""
    return os.path.splitext(os.path.relpath(path, start))[0].replace(os.sep, ".")


def compute_filehash(filepath: str, method: str | None = None, chunk_size: int | None = None) -> int | str:
    """The hash of a file's bytes.

    Args:
        filepath: the file.
        method: name of a `hashlib` method, whose hex digest is given; None gives a signed 64-bit number
            that is stable between runs.
        chunk_size: bytes read at a time.
    """
    digest = hashlib.blake2b(digest_size=8) if method is None else hashlib.new(method)
    with Path(filepath).open("rb") as file:
        while chunk := file.read(chunk_size or 2**16):
            digest.update(chunk)
    if method is None:
        return int.from_bytes(digest.digest(), "big", signed=True)
    return digest.hexdigest()


class UniqueFilenameMaker:
    """Gives out file names of which no two are equal.

    Args:
        output_dir: the folder the names are for; existing files in it are not reused.
        rel_dir: input paths keep their subfolders below this one.
        alt_dir: for `get_alt_path`.
        chunk_size: how many names go to a numbered subfolder, None for no subfolders.
        default_ext: extension, with dot, of generated names.
        ignore_exts: `a.jpg` and `a.png` then clash.
        ignore_existing: overwrite existing files.
        idempotent: the same input path always gets the same name.
    """

    def __init__(
        self,
        output_dir: str | None = None,
        rel_dir: str | None = None,
        alt_dir: str | None = None,
        chunk_size: int | None = None,
        default_ext: str | None = None,
        ignore_exts: bool = False,
        ignore_existing: bool = False,
        idempotent: bool = True,
    ) -> None:
        self.output_dir = output_dir
        self.rel_dir = os.path.abspath(rel_dir) if rel_dir else None
        self.alt_dir = alt_dir
        self.chunk_size = chunk_size
        self.default_ext = default_ext or ""
        self.ignore_exts = ignore_exts
        self.ignore_existing = ignore_existing
        self.idempotent = idempotent
        self._given: dict[str, str] = {}
        self._taken: set[str] = set()
        self._count = 0
        if output_dir:
            os.makedirs(output_dir, exist_ok=True)
            if not ignore_existing:
                files = (p for p in Path(output_dir).rglob("*") if p.is_file())
                self._taken.update(self._key(os.path.relpath(p, output_dir)) for p in files)

    def seen_input_path(self, input_path: str) -> bool:
        """Whether a name was given out for this input."""
        return self._normal(input_path) in self._given

    def get_output_path(self, input_path: str | None = None, output_ext: str | None = None) -> str:
        """A unique path in the output folder.

        Args:
            input_path: whose name is kept where possible; None for a numbered name.
            output_ext: extension, with dot, in place of the input's.
        """
        known = self._normal(input_path) if input_path else None
        if known and self.idempotent and known in self._given:
            return self._given[known]
        self._count += 1
        if known is None:
            stem, ext = f"{self._count:06d}", self.default_ext if output_ext is None else output_ext
        else:
            stem, ext = os.path.splitext(self._relative(known))
            ext = ext if output_ext is None else output_ext
        if self.chunk_size:
            stem = os.path.join(f"data_{(self._count - 1) // self.chunk_size}", stem)
        name, number = stem + ext, 1
        while self._key(name) in self._taken:
            number += 1
            name = f"{stem}-{number}{ext}"
        self._taken.add(self._key(name))
        path = os.path.join(self.output_dir, name) if self.output_dir else name
        if known:
            self._given[known] = path
        return path

    def get_alt_path(self, output_path: str, alt_dir: str | None = None) -> str:
        """The same name in another folder."""
        return os.path.join(alt_dir or self.alt_dir or "", os.path.relpath(output_path, self.output_dir))

    def _normal(self, path: str) -> str:
        return os.path.abspath(path)

    def _relative(self, path: str) -> str:
        return os.path.basename(path) if self.rel_dir is None else safe_relpath(path, self.rel_dir)

    def _key(self, name: str) -> str:
        return os.path.splitext(name)[0] if self.ignore_exts else name
