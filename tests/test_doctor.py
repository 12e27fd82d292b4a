from __future__ import annotations

from pathlib import Path

import pytest

import fo_widgets as fow
from fo_widgets import diagnosis
from fo_widgets.faces import assets


def finding(name: str) -> diagnosis.Finding:
    return next(found for found in fow.doctor() if found.name == name)


def test_a_healthy_place_is_all_right(monkeypatch):
    monkeypatch.delenv("FIFTYONE_PLUGINS_DIR", raising=False)
    found = fow.doctor()
    assert found.is_healthy, found
    assert [each.name for each in found] == ["packages", "assets", "kernel", "plugins", "database"]
    assert repr(found).startswith("ok   packages: fo_widgets ")
    assert found._repr_html_().startswith("<pre>ok ")


def test_assets_that_were_never_built_are_named_with_the_mend(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(assets, "_STATIC", tmp_path)
    for cached in (assets.loader, assets.hashes, assets._manifest):
        cached.cache_clear()
    try:
        found = finding("assets")
        assert not found.ok
        assert "is not built" in found.told
    finally:
        monkeypatch.undo()
        for cached in (assets.loader, assets.hashes, assets._manifest):
            cached.cache_clear()
    assert not fow.diagnosis.Diagnosis([found]).is_healthy
    assert repr(diagnosis.Diagnosis([found])).startswith("FAIL assets: ")


def test_a_plugins_folder_that_is_not_there(monkeypatch, tmp_path: Path):
    monkeypatch.setenv("FIFTYONE_PLUGINS_DIR", str(tmp_path / "nowhere"))
    assert finding("plugins").told.endswith("which is not a folder")
    monkeypatch.setenv("FIFTYONE_PLUGINS_DIR", str(tmp_path))
    assert finding("plugins") == diagnosis.Finding("plugins", True, str(tmp_path))


@pytest.mark.parametrize(
    ("uri", "ok", "told"),
    [
        ("memory://", True, "memory://"),
        ("ftp://user:hunter22@host", False, "is no database address"),
        (
            "mongodb://user:hunter22@127.0.0.1:9/?serverSelectionTimeoutMS=200",
            False,
            "no MongoDB server answers",
        ),
    ],
)
def test_the_database_without_its_password(monkeypatch, uri, ok, told):
    from fo_widgets.storage import config, connection

    monkeypatch.setattr(connection, "_WAIT_MS", 200)
    monkeypatch.setattr(config, "database_uri", uri)
    monkeypatch.setenv("FIFTYONE_DATABASE_URI", uri)
    found = finding("database")
    assert found.ok is ok
    assert told in found.told
    assert "hunter22" not in found.told


def test_outside_of_a_kernel_that_is_said():
    assert "no Jupyter kernel here" in finding("kernel").told
