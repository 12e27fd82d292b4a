from __future__ import annotations

import pytest

from fo_widgets import operators as foo


class Follower(foo.SseOperator):
    @property
    def subscription_config(self):
        return foo.SseOperatorConfig("follow", "Follow", store_name="runs")


def test_a_subscription_is_described_by_its_own_property():
    registry = foo.OperatorRegistry()
    operator = registry.register_operator(Follower, plugin_name="@acme/demo")
    assert operator.uri == "@acme/demo/follow"
    assert operator.config.store_name == "runs"
    assert operator.config.unlisted


def test_one_without_a_description_says_which_property_is_missing():
    class Nothing(foo.SseOperator):
        pass

    with pytest.raises(NotImplementedError, match="Nothing must define subscription_config"):
        _ = Nothing().config
