from __future__ import annotations

import copy
import json
import logging
import pickle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fo_widgets.operators.secrets import PluginSecrets, redact, redact_json, resolve_secret

SECRET = 'hunter2-"quoted"\tvälue'


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> PluginSecrets:
    monkeypatch.setenv("DEMO_KEY", SECRET)
    monkeypatch.delenv("DEMO_UNSET", raising=False)
    monkeypatch.setenv("DEMO_OTHER", "not declared by the plugin")
    return PluginSecrets(["DEMO_KEY", "DEMO_UNSET"])


def test_a_declared_key_is_read_from_the_environment(secrets: PluginSecrets) -> None:
    assert secrets["DEMO_KEY"] == secrets.get("DEMO_KEY") == SECRET
    assert list(secrets) == ["DEMO_KEY", "DEMO_UNSET"]
    assert len(secrets) == 2


def test_the_value_is_the_one_at_the_time_of_the_call(
    secrets: PluginSecrets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEMO_KEY", "rotated-value")
    assert secrets["DEMO_KEY"] == "rotated-value"


def test_what_is_not_declared_or_not_set_is_not_given(secrets: PluginSecrets) -> None:
    assert secrets["DEMO_OTHER"] is None
    assert secrets.get("DEMO_OTHER", "fallback") == "fallback"
    assert secrets["DEMO_UNSET"] == ""
    assert "DEMO_OTHER" not in secrets


def test_no_form_of_output_shows_a_value(secrets: PluginSecrets, caplog: pytest.LogCaptureFixture) -> None:
    assert secrets["DEMO_KEY"] == SECRET
    for shown in (repr(secrets), str(secrets), f"{secrets}", repr(vars(type(secrets)))):
        assert SECRET not in shown
    with caplog.at_level(logging.INFO):
        logging.getLogger("x").info("%s %r", secrets, secrets)
    assert SECRET not in caplog.text
    with pytest.raises(TypeError, match="not JSON serializable"):
        json.dumps(secrets)
    for dump in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="not pickled or copied"):
            dump(secrets)


def test_redact_hides_every_spelling_of_a_value(secrets: PluginSecrets) -> None:
    text = f"plain {SECRET} repr {SECRET!r} json {json.dumps(SECRET)} url hunter2-%22quoted%22%09v%C3%A4lue"
    hidden = redact(text)
    assert "hunter2" not in hidden
    assert hidden.count("<secret DEMO_KEY>") == 4


def test_redact_still_hides_a_value_that_has_been_rotated(
    secrets: PluginSecrets, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert resolve_secret("DEMO_KEY") == SECRET
    monkeypatch.setenv("DEMO_KEY", "the-newer-value")
    assert redact(f"{SECRET} the-newer-value") == "<secret DEMO_KEY> <secret DEMO_KEY>"


def test_redact_hides_the_lines_of_a_key_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "DEMO_PEM", "-----BEGIN KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAAS\n-----END KEY-----\n"
    )
    PluginSecrets(["DEMO_PEM"])
    assert "MIIEvQIBADANBgkq" not in redact("parse error near 'MIIEvQIBADANBgkq'")


def test_a_longer_value_is_hidden_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_SHORTER", "abcdef")
    monkeypatch.setenv("DEMO_LONGER", "abcdefghij")
    PluginSecrets(["DEMO_SHORTER", "DEMO_LONGER"])
    assert redact("x abcdefghij y abcdef") == "x <secret DEMO_LONGER> y <secret DEMO_SHORTER>"


def test_a_value_too_short_to_hide_leaves_text_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_TINY", "e")
    PluginSecrets(["DEMO_TINY"])
    assert redact("the text") == "the text"


def test_json_is_redacted_all_through(secrets: PluginSecrets) -> None:
    value = {"a": [SECRET, {"b": (f"x{SECRET}", 3)}], SECRET: None}
    assert redact_json(value) == {
        "a": ["<secret DEMO_KEY>", {"b": ["x<secret DEMO_KEY>", 3]}],
        "<secret DEMO_KEY>": None,
    }


# a busy machine is no reason to fail
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=("Cs",)), min_size=4),
    st.text(),
)
def test_no_value_survives_redaction(value: str, around: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEMO_ANY", value)
        PluginSecrets(["DEMO_ANY"])
        hidden = redact(around + value + around)
    # the value may only be left as part of the mask itself
    assert value not in hidden.replace("<secret DEMO_ANY>", "\0")
