"""How imports and exports tell how far they are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fo_widgets.data import Dataset, Group, Sample
from fo_widgets.storage import config


@pytest.mark.parametrize("kind", ["FiftyOneDataset", "MediaDirectory"])
def test_a_grouped_dataset_is_done_when_it_is_done(pictures: Path, tmp_path: Path, kind: str) -> None:
    grouped = Dataset("groups")
    grouped.add_group_field("group", default="left")
    one, two, three = sorted(pictures.glob("*/*"))
    group, other = Group(), Group()
    grouped.add_samples(
        [
            Sample(filepath=str(one), group=group.element("left")),
            Sample(filepath=str(two), group=group.element("right")),
            Sample(filepath=str(three), group=other.element("left")),
        ]
    )
    seen: list[tuple[Any, int]] = []
    grouped.export(tmp_path / "out", kind, progress=lambda bar: seen.append((bar.total, bar.iteration)))
    last = 3 if kind == "FiftyOneDataset" else 2
    assert seen == [(last, done) for done in range(last + 1)]


def test_a_bar_is_drawn_as_the_config_says(
    dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def drawn(shown: bool, progress: Any) -> bool:
        monkeypatch.setattr(config, "show_progress_bars", shown)
        dataset.export(tmp_path / f"{shown} {progress}", "ImageDirectory", progress=progress)
        return "100%" in capsys.readouterr().err

    assert [drawn(True, None), drawn(True, False), drawn(True, True)] == [True, False, True]
    assert [drawn(False, None), drawn(False, False), drawn(False, True)] == [False, False, True]


@pytest.mark.parametrize(("setting", "is_drawn"), [("false", False), ("true", True)])
def test_a_script_follows_the_environment(setting: str, is_drawn: bool, pictures: Path) -> None:
    code = f"import fo_widgets as fow; fow.Dataset().add_images_dir({str(pictures / 'a')!r})"
    environment = {"FIFTYONE_SHOW_PROGRESS_BARS": setting, "HOME": str(pictures)}
    root = Path(__file__).parents[2]
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=root, capture_output=True, text=True, check=True
    )
    assert ("100%" in ended.stderr) is is_drawn
