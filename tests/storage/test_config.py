from __future__ import annotations

import json

import pytest

from fo_widgets.storage import Config


def test_the_environment_overrides_defaults():
    config = Config.from_environment(
        {
            "FIFTYONE_DATABASE_URI": "memory://x",
            "FIFTYONE_SHOW_PROGRESS_BARS": "false",
            "FIFTYONE_OPERATOR_TIMEOUT": "2.5",
            "FIFTYONE_DEFAULT_BATCH_SIZE": "8",
            "UNRELATED": "1",
        }
    )
    assert (config.database_uri, config.show_progress_bars) == ("memory://x", False)
    assert (config.operator_timeout, config.default_batch_size) == (2.5, 8)
    assert Config().show_progress_bars is True


@pytest.mark.parametrize(
    ("variable", "text"),
    [("FIFTYONE_OPERATOR_TIMEOUT", "soon"), ("FIFTYONE_SHOW_PROGRESS_BARS", "maybe")],
)
def test_a_variable_that_cannot_be_read_is_named_and_the_default_stays(caplog, variable, text):
    config = Config.from_environment({variable: text})
    assert variable in caplog.text
    assert text in caplog.text
    assert config == Config()


def test_an_unknown_setting_names_those_there_are():
    with pytest.raises(AttributeError, match="no setting 'colour'; there are: allow_legacy_orchestrators"):
        Config().colour


def test_plugins_may_add_their_own_and_copies_are_independent():
    config = Config()
    config.my_plugin_key = 3
    copy = config.copy()
    copy.my_plugin_key = 4
    assert (config.my_plugin_key, copy.my_plugin_key) == (3, 4)
    assert "my_plugin_key" in list(config)
    assert json.loads(repr(config))["my_plugin_key"] == 3
