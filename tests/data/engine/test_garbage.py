from __future__ import annotations

import gc
import weakref

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


def test_lasting_objects_are_old_at_once() -> None:
    with many_objects(lasting=True):
        made = [[i] for i in range(10)]
    old = {id(o) for o in gc.get_objects(generation=2)}
    assert old.issuperset(map(id, made))
    assert not gc.get_freeze_count()


def test_garbage_from_before_does_not_grow_old_with_them() -> None:
    class Loop:
        pass

    loop = Loop()
    loop.self = loop  # type: ignore[attr-defined]
    seen = weakref.ref(loop)
    del loop
    with many_objects(lasting=True):
        pass
    assert seen() is None


def test_what_somebody_has_frozen_stays_frozen() -> None:
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with many_objects(lasting=True):
            pass
        assert gc.get_freeze_count() >= frozen - 100  # a few are freed
    finally:
        gc.unfreeze()
