"""New ids. Labels have one each, so that they are made by the hundred thousand."""

from __future__ import annotations

import os
import secrets
from itertools import count
from time import time

from bson import ObjectId

_process: int
_numbers: count[int]


def _begin() -> None:
    global _process, _numbers
    _process, _numbers = secrets.randbits(40) << 24, count(secrets.randbits(24))


_begin()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin)  # a child must not go on with its parent's numbers


def new_id() -> ObjectId:
    """What `ObjectId()` gives, in a third of the time: seconds, then 5 bytes of this process, then a number."""
    number = next(_numbers) & 0xFFFFFF
    return ObjectId((int(time()) << 64 | _process | number).to_bytes(12, "big"))
