"""Times, colours, arrays, arguments and files, as `fiftyone.core.utils` has them; recorded with FiftyOne 1.22.1."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fo_widgets.plugins.compat.arguments import (
    extract_kwargs_for_class,
    extract_kwargs_for_function,
    handle_error,
    split_frame_fields,
)
from fo_widgets.plugins.compat.arrays import deserialize_numpy_array, serialize_numpy_array
from fo_widgets.plugins.compat.colors import validate_color, validate_hex_color
from fo_widgets.plugins.compat.filenames import find_files
from fo_widgets.plugins.compat.times import datetime_to_timestamp, timedelta_to_ms, timestamp_to_datetime

MOMENT = dt.datetime.fromisoformat("2020-01-02T03:04:05.678000")


def test_moments_are_milliseconds_of_utc() -> None:
    assert datetime_to_timestamp(MOMENT) == 1577934245678.0
    assert datetime_to_timestamp(dt.date(2020, 1, 2)) == 1577923200000.0
    east = dt.datetime(2020, 1, 2, 2, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    assert datetime_to_timestamp(east) == 1577923200000.0
    assert timestamp_to_datetime(1577934245678) == MOMENT
    assert timedelta_to_ms(dt.timedelta(days=1, seconds=2, microseconds=3500)) == 86402003.5


@pytest.mark.parametrize("color", ["#ff0000", "#f00"])
def test_colors_in_hexadecimal_pass(color: str) -> None:
    validate_color(color)
    validate_hex_color(color)


@pytest.mark.parametrize("color", ["#FF00", "rgb(1,2,3)", "nope", 3, "#gg0000", "#ff0000ff"])
def test_what_is_no_color_is_refused(color: Any) -> None:
    for check in (validate_color, validate_hex_color):
        with pytest.raises(ValueError, match="color"):
            check(color)


def test_names_of_colors_are_no_hexadecimal_ones() -> None:
    validate_color("rebeccapurple")
    with pytest.raises(ValueError, match="'red' is no color such as"):
        validate_hex_color("red")


@pytest.mark.parametrize("text", [False, True])
def test_arrays_come_back(text: bool) -> None:
    array = np.arange(6, dtype=np.float32).reshape(2, 3)
    stored = serialize_numpy_array(array, ascii=text)
    assert isinstance(stored, str if text else bytes)
    again = deserialize_numpy_array(stored, ascii=text)
    assert (again.dtype, again.tolist()) == (np.float32, array.tolist())


def test_arguments_are_sorted_by_who_takes_them() -> None:
    class Taker:
        def __init__(self, x: int, y: int = 1) -> None:
            """Takes two."""

    def take(x: int, y: int = 1, **others: Any) -> None:
        """Takes two by name."""

    given = {"x": 1, "y": 2, "z": 3}
    for found in (extract_kwargs_for_class(Taker, given), extract_kwargs_for_function(take, given)):
        assert found == ({"x": 1, "y": 2}, {"z": 3})


def test_errors_are_raised_logged_or_passed_over(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(KeyError, match="x"):
        handle_error(KeyError("x"), 0)
    handle_error(KeyError("logged"), 1)
    handle_error(KeyError("passed over"), 2)
    assert "logged" in caplog.text
    assert "passed over" not in caplog.text


def test_fields_of_frames_are_split_off() -> None:
    assert split_frame_fields(["a", "frames.b", "frames.c"]) == (["a"], ["b", "c"])
    assert split_frame_fields("frames.b") == ([], ["b"])
    assert split_frame_fields({"a": "x", "frames.b": "frames.y"}) == ({"a": "x"}, {"b": "y"})


def test_files_are_found_as_deep_as_asked(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("x.txt", "a/y.png", "a/b/z.txt"):
        (tmp_path / name).touch()

    def found(*args: Any) -> list[str]:
        return [str(Path(path).relative_to(tmp_path)) for path in find_files(str(tmp_path), *args)]

    assert found(["*.txt"]) == ["x.txt"]
    assert found(["*.png", "*.txt"], 2) == ["a/y.png", "x.txt"]
    assert found("*", 3) == ["a", "a/b", "a/b/z.txt", "a/y.png", "x.txt"]
