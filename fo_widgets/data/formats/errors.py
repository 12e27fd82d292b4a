"""What is wrong with a folder or file that was to be read or written."""

from __future__ import annotations


class FormatError(ValueError):
    """A folder or file is not what its format says; names the place and the mend."""


class MissingFileError(FormatError, FileNotFoundError):
    """A folder or file of the format is not there."""
