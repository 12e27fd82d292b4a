"""The expected values were recorded from FiftyOne 1.22.1's `fiftyone.core.storage`."""

from __future__ import annotations

import os
import tarfile
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest

from fo_widgets.plugins.compat import files, folders, paths
from fo_widgets.plugins.compat.absent import FeatureUnavailable


@pytest.fixture
def folder(tmp_path: Path) -> str:
    (tmp_path / "sub" / ".h").mkdir(parents=True)
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / ".hid").write_text("h")
    (tmp_path / "sub" / "b.txt").write_text("b")
    return str(tmp_path)


def test_list_files_leaves_hidden_ones_out(folder: str) -> None:
    assert folders.list_files(folder) == ["a.txt"]
    assert folders.list_files(folder, recursive=True) == ["a.txt", "sub/b.txt"]
    assert folders.list_files(folder, abs_paths=True) == [f"{folder}/a.txt"]
    assert folders.list_files("/nope") == []


def test_list_files_can_include_hidden_ones(folder: str) -> None:
    assert folders.list_files(folder, include_hidden_files=True) == [".hid", "a.txt"]


def test_list_files_with_metadata(folder: str) -> None:
    (entry,) = folders.list_files(folder, return_metadata=True)
    assert {key: entry[key] for key in ("name", "size", "filepath")} == {
        "name": "a.txt",
        "size": 1,
        "filepath": "a.txt",
    }
    assert isinstance(entry["last_modified"], datetime)


def test_list_subdirs(folder: str) -> None:
    assert folders.list_subdirs(folder) == folders.list_subdirs(folder, recursive=True) == ["sub"]
    assert folders.list_subdirs(folder, abs_paths=True) == [f"{folder}/sub"]
    with pytest.raises(FileNotFoundError):
        folders.list_subdirs("/nope")


def test_paths_are_local_like_in_open_source_fiftyone() -> None:
    assert paths.split_prefix("s3://b/c") == ("", "s3://b/c")
    assert paths.get_file_system("s3://x") is paths.FileSystem.LOCAL
    assert paths.list_available_file_systems() == [paths.FileSystem.LOCAL]
    assert paths.is_local("s3://x")
    assert paths.get_bucket_name("s3://b/c") == ""
    assert paths.join("a", "b", "../c") == "a/b/../c"
    assert paths.join("s3://b", "c") == "s3://b/c"
    assert paths.normpath("a//b/../c") == "a/c"
    assert paths.normalize_path("~/a/../b") == os.path.expanduser("~/b")


@pytest.mark.parametrize("name", ["get_url", "S3_PREFIX", "GCS_PREFIX", "minio_prefixes", "get_client"])
def test_what_open_source_fiftyone_lacks_is_lacking(name: str) -> None:
    assert not hasattr(files, name)


def test_remote_files_are_refused_by_name() -> None:
    with pytest.raises(FeatureUnavailable, match="s3://b/c: fo_widgets works on local files"):
        files.read_file("s3://b/c")
    with pytest.raises(FeatureUnavailable):
        files.write_file("x", "gs://b/c")


def test_globs(folder: str) -> None:
    assert paths.get_glob_matches(f"{folder}/*.txt") == [f"{folder}/a.txt"]
    assert paths.get_glob_root(f"{folder}/*/b.txt") == (folder, True)
    assert paths.get_glob_root("/a/b") == ("/a/b", False)


def test_text_bytes_and_json_round_trip(tmp_path: Path) -> None:
    path = str(tmp_path / "new" / "deep" / "f")
    files.write_file("ä", path)
    assert files.read_file(path) == "ä"
    assert files.read_file(path, binary=True) == "ä".encode()
    files.write_file(b"\xff", path)
    assert files.read_file(path, binary=True) == b"\xff"
    files.write_json({"b": 1, "a": 2}, path)
    assert files.read_file(path) == '{"b": 1,"a": 2}'
    files.write_json({"b": 1, "a": 2}, path, pretty_print=True)
    assert files.read_file(path) == '{\n    "b": 1,\n    "a": 2\n}'
    assert files.load_json(path) == files.read_json(path) == {"b": 1, "a": 2}
    assert files.load_json("[1]") == [1]
    files.write_ndjson([{"a": 1}, {"b": 2}], path)
    assert files.read_file(path) == '{"a": 1}\n{"b": 2}\n'
    assert files.read_ndjson(path) == files.load_ndjson(path) == [{"a": 1}, {"b": 2}]
    assert files.load_ndjson('{"a": 1}\n{"b": 2}') == [{"a": 1}, {"b": 2}]
    files.write_yaml({"a": [1]}, path)
    assert files.read_yaml(path) == {"a": [1]}


def test_bad_json_names_the_file(tmp_path: Path) -> None:
    files.write_file("{", str(tmp_path / "x.json"))
    with pytest.raises(ValueError, match=r"x\.json is not JSON"):
        files.read_json(str(tmp_path / "x.json"))


def test_copy_move_delete(folder: str, tmp_path: Path) -> None:
    files.copy_file(f"{folder}/a.txt", f"{folder}/n/a.txt")
    files.move_file(f"{folder}/n/a.txt", f"{folder}/m/a.txt")
    assert paths.isfile(f"{folder}/m/a.txt")
    assert not paths.exists(f"{folder}/n/a.txt")
    assert files.get_file_size(f"{folder}/m/a.txt") == 1
    files.copy_files([f"{folder}/a.txt", "/nope"], [f"{folder}/c", f"{folder}/d"], skip_failures=True)
    assert paths.isfile(f"{folder}/c")
    files.delete_files([f"{folder}/c", f"{folder}/d"], skip_failures=True)
    with pytest.raises(FileNotFoundError):
        files.delete_file(f"{folder}/c")
    folders.delete_dir("/nope/x")


def test_folders_are_copied_moved_and_packed(folder: str, tmp_path: Path) -> None:
    out = str(tmp_path.parent / f"{tmp_path.name}-out")
    folders.copy_dir(folder, out)
    assert folders.list_files(out, recursive=True) == ["a.txt", "sub/b.txt"]
    folders.make_archive(out, f"{out}.zip", cleanup=True)
    assert not paths.isdir(out)
    folders.extract_archive(f"{out}.zip", out, cleanup=True)
    assert files.read_file(f"{out}/sub/b.txt") == "b"
    folders.move_dir(out, f"{out}2")
    assert not paths.isdir(out)
    with pytest.raises(ValueError, match="an archive ends in"):
        folders.make_archive(folder, "x.rar")


def test_empty_folders(folder: str) -> None:
    with pytest.raises(ValueError, match="not empty"):
        folders.ensure_empty_dir(folder)
    folders.ensure_empty_dir(folder, cleanup=True)
    assert os.listdir(folder) == []


def test_scratch_folders_go_away(tmp_path: Path) -> None:
    with folders.TempDir(str(tmp_path)) as scratch:
        assert paths.isdir(scratch)
    assert not paths.isdir(scratch)
    assert paths.isdir(folders.make_temp_dir(str(tmp_path / "made")))


def test_open_files_and_read_files(folder: str) -> None:
    texts = [f"{folder}/a.txt", f"{folder}/sub/b.txt"]
    with files.open_files([*texts, "/nope"], skip_failures=True) as opened:
        assert [file.read() for file in opened] == ["a", "b"]
    assert files.read_files(texts) == ["a", "b"]


def test_run_keeps_the_order() -> None:
    assert files.run(lambda n: n * n, [3, 1, 2], num_workers=2) == [9, 1, 4]
    assert files.run(lambda n: n, [1], return_results=False) is None


@pytest.mark.parametrize("module", [paths, files, folders])
def test_every_listed_name_exists(module: ModuleType) -> None:
    assert [name for name in module.__all__ if not hasattr(module, name)] == []


def test_a_tar_file_writes_nothing_outside_of_its_folder(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "evil.tar", "w") as archive:
        archive.addfile(tarfile.TarInfo("../outside.txt"))
    with pytest.raises(tarfile.FilterError):
        folders.extract_archive(str(tmp_path / "evil.tar"), str(tmp_path / "in"))
    assert not (tmp_path / "outside.txt").exists()
