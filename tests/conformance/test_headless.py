from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest

from tests.conformance.cases import CASES
from tests.conformance.stage import Case, Stage, check_done, check_shown, put_on_stage


@pytest.fixture(params=CASES, ids=str)
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    stage = put_on_stage(request.param, "headless")
    yield stage
    stage.handle.close()


def test_a_case(stage: Stage) -> None:
    case: Case = stage.case
    check_shown(stage)
    told = "\n".join(text for node in stage.inside() for text in texts_of(node))
    if case.component != "HiddenView":
        assert [text for text in case.shows if text not in told] == []
    if case.does is not None:
        with nullcontext() if case.fails is None else pytest.raises(Exception, match=case.fails):
            stage.handle[case.path].event(case.does.event, **case.does.params)
    check_done(stage)


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from texts_of(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from texts_of(each)
    elif value is not None:
        yield str(value)
