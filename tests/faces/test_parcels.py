"""Messages that come in parts."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from fo_widgets.faces.parcels import Parcels


def parts_of(
    message: Any, size: int, parcel: str = "parcel-1", page: str = "me"
) -> list[tuple[dict[str, Any], bytes]]:
    text = json.dumps(message).encode()
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    return [
        ({"type": "part", "page": page, "parcel": parcel, "index": i, "count": len(pieces)}, piece)
        for i, piece in enumerate(pieces)
    ]


def test_parts_make_the_message_and_each_is_answered() -> None:
    replies: list[dict[str, Any]] = []
    parcels = Parcels()
    message = {"type": "event", "params": {"value": "né" * 50}}
    given = [
        parcels.unpack(part, [memoryview(piece)], replies.append) for part, piece in parts_of(message, 64)
    ]
    assert given[:-1] == [None] * (len(given) - 1)
    assert given[-1] == message
    assert [reply["index"] for reply in replies] == list(range(len(given)))
    assert parcels._open == {}


def test_other_messages_pass() -> None:
    for message in ({"type": "event"}, None, 3, []):
        assert Parcels().unpack(message, [], lambda _: None) is message


def test_pages_do_not_mix_their_parts() -> None:
    parcels = Parcels()
    here, there = parts_of({"a": 1}, 4, page="here"), parts_of({"b": 2}, 4, page="there")
    found = [
        parcels.unpack(part, [piece], lambda _: None)
        for pair in zip(here, there, strict=True)
        for part, piece in pair
    ]
    assert [each for each in found if each is not None] == [{"a": 1}, {"b": 2}]


@pytest.mark.parametrize("wrong", [{"index": 5}, {"index": None}])
def test_a_part_out_of_order_is_ignored(wrong: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    replies: list[Any] = []
    (part, piece), *_ = parts_of({"a": "b" * 100}, 16)
    with caplog.at_level(logging.WARNING):
        assert Parcels().unpack({**part, **wrong}, [piece], replies.append) is None
        assert Parcels().unpack(part, [], replies.append) is None
    assert replies == []
    assert len(caplog.records) == 2


def test_what_pages_leave_behind_is_bounded() -> None:
    parcels = Parcels()
    for i in range(50):
        part, piece = parts_of({"a": "b" * 100}, 16, parcel=f"parcel-{i}")[0]
        parcels.unpack(part, [piece], lambda _: None)
    assert len(parcels._open) <= 4
