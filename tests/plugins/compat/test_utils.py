"""Small helpers of `fiftyone.core.utils`; expected values were recorded from FiftyOne 1.22.1."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from pathlib import Path

import pytest

from fo_widgets.plugins.compat.attributes import LoggingLevel, SetAttributes, SuppressLogging
from fo_widgets.plugins.compat.batches import (
    DynamicBatcher,
    StaticBatcher,
    get_default_batcher,
    iter_batches,
    iter_slices,
)
from fo_widgets.plugins.compat.config import app_config, brain_config, config
from fo_widgets.plugins.compat.filenames import (
    UniqueFilenameMaker,
    compute_filehash,
    get_module_name,
    safe_relpath,
    to_slug,
)
from fo_widgets.plugins.compat.progress import ProgressBar
from fo_widgets.plugins.compat.text import indent_lines, load_xml_as_json_dict, pformat, pprint
from fo_widgets.plugins.compat.workers import (
    recommend_process_pool_workers,
    recommend_thread_pool_workers,
    run_sync_task,
)


def test_batches() -> None:
    assert list(iter_batches(range(5), 2)) == [(0, 1), (2, 3), (4,)]
    assert list(iter_batches(range(5), None)) == [(0, 1, 2, 3, 4)]
    assert list(iter_slices([1, 2, 3], 2)) == [[1, 2], [3]]
    assert list(iter_slices([1, 2, 3], None)) == [[1, 2, 3]]
    with StaticBatcher(range(5), 2) as batcher:
        assert list(batcher) == [[0, 1], [2, 3], [4]]
    assert list(StaticBatcher(range(3), 2, transform_fn=str)) == [["0", "1"], ["2"]]
    assert list(get_default_batcher(range(3), False)) == [[0, 1, 2]]
    assert list(get_default_batcher([1, 2], lambda items: iter([items]))) == [[1, 2]]


def test_a_dynamic_batcher_grows_while_work_is_quick_and_shrinks_when_it_is_slow() -> None:
    batcher = DynamicBatcher(
        range(100), target_latency=0.05, init_batch_size=2, max_batch_size=16, max_batch_beta=4
    )
    sizes, seen = [], []
    for batch in batcher:
        sizes.append(len(batch))
        seen += batch
        if len(batch) == 16:
            time.sleep(0.11)
    assert seen == list(range(100))
    assert sizes[:3] == [2, 8, 16]
    assert sizes[3] < 16


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Hello World! foo_bar  2.5 -- ä", "hello-world-foo-bar-2-5"), ("a", "a"), ("A+b", "a-b"), ("-x-", "x")],
)
def test_slugs(name: str, slug: str) -> None:
    assert to_slug(name) == slug


@pytest.mark.parametrize("name", ["", "---", "ä", "a" * 2000])
def test_names_without_a_slug_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="slug"):
        to_slug(name)


def test_unique_filenames(tmp_path: Path) -> None:
    out = str(tmp_path)
    maker = UniqueFilenameMaker(output_dir=out, default_ext=".png")
    given = [maker.get_output_path(p) for p in ("/a/b.jpg", "/c/b.jpg", "/a/b.jpg", None, "/q/z")]
    assert [path.removeprefix(out + "/") for path in given] == [
        "b.jpg",
        "b-2.jpg",
        "b.jpg",
        "000003.png",
        "z",
    ]
    assert maker.get_output_path("/d/b.jpg", output_ext=".json") == f"{out}/b.json"
    assert maker.seen_input_path("/a/b.jpg")
    assert maker.get_alt_path(f"{out}/b.jpg", "/alt") == "/alt/b.jpg"


def test_unique_filenames_below_a_root_without_extensions_and_memory(tmp_path: Path) -> None:
    maker = UniqueFilenameMaker(output_dir=str(tmp_path), rel_dir="/a", idempotent=False, ignore_exts=True)
    given = [maker.get_output_path(p) for p in ("/a/s/b.jpg", "/a/s/b.png", "/a/s/b.jpg", "/a/s/c.jpg")]
    assert [path.removeprefix(f"{tmp_path}/") for path in given] == [
        "s/b.jpg",
        "s/b-2.png",
        "s/b-3.jpg",
        "s/c.jpg",
    ]


def test_existing_files_are_not_overwritten_unless_wanted(tmp_path: Path) -> None:
    (tmp_path / "b.jpg").write_text("")
    assert UniqueFilenameMaker(str(tmp_path)).get_output_path("/a/b.jpg").endswith("/b-2.jpg")
    assert (
        UniqueFilenameMaker(str(tmp_path), ignore_existing=True)
        .get_output_path("/a/b.jpg")
        .endswith("/b.jpg")
    )


def test_hashes_and_paths(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"abc")
    path = str(tmp_path / "f")
    assert compute_filehash(path, "md5") == "900150983cd24fb0d6963f7d28e17f72"
    assert compute_filehash(path) == compute_filehash(path, chunk_size=1)
    assert isinstance(compute_filehash(path), int)
    assert get_module_name("/a/b/c.py", "/a") == "b.c"
    assert safe_relpath("/a/b", "/a") == "b"
    assert safe_relpath("/c/b", "/a", "zz") == "zz"
    assert safe_relpath("/c/b", "/a") == "b"


def test_attributes_are_put_back() -> None:
    class Thing:
        a = 1

    thing = Thing()
    with SetAttributes(thing, a=2, fresh=3):
        assert (thing.a, thing.fresh) == (2, 3)  # type: ignore[attr-defined]
    assert thing.a == 1
    assert not hasattr(thing, "fresh")


def test_log_levels_are_put_back() -> None:
    log = logging.getLogger("fow.test")
    log.setLevel(logging.INFO)
    with LoggingLevel(logging.ERROR, log):
        assert log.level == logging.ERROR
    assert log.level == logging.INFO
    with SuppressLogging():
        assert not log.isEnabledFor(logging.CRITICAL)
    assert log.isEnabledFor(logging.INFO)


def test_xml_as_dicts(tmp_path: Path) -> None:
    path = tmp_path / "t.xml"
    path.write_text('<a x="1"><b>2</b><b y="k">3</b><c/><d><e>t</e></d></a>')
    assert load_xml_as_json_dict(str(path)) == {
        "a": {"@x": "1", "b": ["2", {"@y": "k", "#text": "3"}], "c": None, "d": {"e": "t"}}
    }
    path.write_text('<!DOCTYPE a [<!ENTITY e "e">]><a>&e;</a>')
    with pytest.raises(ValueError, match="document type"):
        load_xml_as_json_dict(str(path))


def test_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert indent_lines("a\nb") == "    a\n    b"
    assert indent_lines("a\nb", 2, skip=1) == "a\n  b"
    assert pformat({"b": 1, "a": [2]}) == "{'b': 1, 'a': [2]}"
    pprint({"a": 1})
    assert capsys.readouterr().out == "{'a': 1}\n"


def test_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "max_thread_pool_workers", 2)
    assert recommend_thread_pool_workers(3) == 2
    monkeypatch.setattr(config, "max_thread_pool_workers", None)
    assert recommend_thread_pool_workers(3) == 3
    monkeypatch.setattr(config, "default_process_pool_workers", 5)
    assert recommend_process_pool_workers() == 5
    assert asyncio.run(run_sync_task(max, 1, 2)) == 2


def test_settings() -> None:
    assert app_config.color_pool[0] == "#ee0000"
    assert app_config.plugins == {}
    assert brain_config.similarity_backends == {}
    copy = app_config.copy()
    copy.color_pool.append("x")
    assert "x" not in app_config.color_pool
    with pytest.raises(AttributeError, match="no setting 'colour_pool'; there are: color_by"):
        app_config.colour_pool


def test_a_progress_bar_reports_to_a_function() -> None:
    seen = []
    with ProgressBar(total=3, progress=lambda bar: seen.append((bar.iteration, bar.progress))) as bar:
        assert list(bar(range(3))) == [0, 1, 2]
    assert seen == [(0, 0.0), (1, 1 / 3), (2, 2 / 3), (3, 1.0)]
    assert bar.complete
    assert bar.time_remaining == 0


def test_a_progress_bar_draws_only_if_wanted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for silent in (False, None):
        monkeypatch.setattr(config, "show_progress_bars", False)
        list(ProgressBar(total=2, progress=silent)([1, 2]))
    assert capsys.readouterr().err == ""
    with ProgressBar(total=2, progress=True) as bar:
        bar.update()
        bar.set_iteration(2)
    drawn = capsys.readouterr().err
    assert "100%" in drawn
    assert drawn.endswith("\n")


def test_a_progress_bar_without_total(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressBar(progress=True) as bar:
        assert list(bar(iter("ab"))) == ["a", "b"]
    assert not bar.has_total
    assert bar.progress is bar.time_remaining is None
    assert sys.stderr is not None
    assert "2 [" in capsys.readouterr().err
