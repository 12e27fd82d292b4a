"""Which FiftyOne version we behave as, and whether a plugin asks for that."""

from __future__ import annotations

import re

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

COMPATIBLE_VERSION = "1.22.1"


def is_compatible(spec: str, version: str = COMPATIBLE_VERSION) -> bool:
    """Whether a `fiftyone.version` specifier (`*`, `>=0.22`, `>=1.19,<2`, `^1.2`) accepts a version.

    Raises:
        ValueError: not a version specifier.
    """
    text = spec.strip()
    if text in ("", "*"):
        return True
    try:
        clauses = [_clause(part) for part in re.split(r"\s*,\s*|(?<=[\w.*])\s+(?=[<>=!~^])", text)]
        return SpecifierSet(",".join(clauses)).contains(version, prereleases=True)
    except (InvalidSpecifier, InvalidVersion) as error:
        raise ValueError(
            f"{spec!r} is not a version specifier such as '*', '>=0.22' or '>=1.0,<2'"
        ) from error


def _clause(text: str) -> str:
    """One clause in packaging's syntax: npm's carets, tildes and bare versions translated."""
    if re.match(r"\d", text):
        return f"=={text}"
    match = re.fullmatch(r"(\^|~)\s*([\w.]+)", text)
    if not match:
        return text
    release = Version(match[2]).release
    if match[1] == "~":
        keep = min(len(release), 2)
    else:  # a caret keeps everything up to the first number that is not 0
        keep = next((i + 1 for i, n in enumerate(release) if n), len(release))
    upper = [*release[: keep - 1], release[keep - 1] + 1]
    return f">={match[2]},<{'.'.join(map(str, upper))}"
