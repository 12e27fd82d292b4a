from __future__ import annotations

import gc

import pytest

from fo_widgets.data.engine.garbage import many_objects


def test_the_usual_thresholds_come_back() -> None:
    usual = gc.get_threshold()
    with many_objects():
        assert gc.get_threshold() != usual
        with pytest.raises(KeyError), many_objects():
            raise KeyError
        assert gc.get_threshold() != usual
    assert gc.get_threshold() == usual
