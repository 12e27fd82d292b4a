"""Which datasets ship with the package, and what their cards say."""

from __future__ import annotations

import difflib
from pathlib import Path

_FOLDER = Path(__file__).parent
_NAMES = ("quickstart", "digits", "photos", "stereo")


def names() -> list[str]:
    """The names of the datasets that ship with the package."""
    return list(_NAMES)


def card(name: str) -> str:
    """Markdown that tells what a dataset holds, where it comes from, and under which licence.

    Raises:
        ValueError: if no dataset of that name ships with the package.
    """
    check(name)
    text = (_FOLDER / "DATASETS.md").read_text(encoding="utf-8")
    _, _, section = text.partition(f"\n## {name}\n")
    return f"# {name}\n{section.partition(chr(10) + '## ')[0].rstrip()}\n"


def archive(name: str) -> Path:
    """The zip file of a dataset.

    Raises:
        ValueError: if no dataset of that name ships with the package.
    """
    check(name)
    return _FOLDER / f"{name}.zip"


def check(name: str) -> None:
    """Raises ValueError, with the nearest name, if no dataset ``name`` ships with the package."""
    if name in _NAMES:
        return
    near = difflib.get_close_matches(name, _NAMES, n=1)
    hint = f"did you mean '{near[0]}'? " if near else ""
    raise ValueError(f"no dataset '{name}' ships with fo_widgets; {hint}there are: {', '.join(_NAMES)}")
