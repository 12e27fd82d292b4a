from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from fo_widgets.data.zoo import catalog, media

PROGRAM = """
import sys, zipfile
from fo_widgets.data.zoo import catalog, media
path = catalog.archive("quickstart")
sys.stdin.readline()
with zipfile.ZipFile(path) as packed:
    print(media.extract("quickstart", packed, path.read_bytes()))
"""


def extract(name: str) -> Path:
    path = catalog.archive(name)
    with zipfile.ZipFile(path) as packed:
        return media.extract(name, packed, path.read_bytes())


def media_files(name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(catalog.archive(name)) as packed:
        return {
            entry: packed.read(entry) for entry in packed.namelist() if entry.startswith(("data/", "fields/"))
        }


def on_disk(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("name", catalog.names())
def test_media_and_nothing_else_is_written_below_the_chosen_folder(zoo_dir: Path, name: str) -> None:
    folder = extract(name)
    assert folder.is_relative_to(zoo_dir / "fo_widgets")
    assert on_disk(folder) == media_files(name)


def test_without_a_choice_the_users_cache_folder_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FIFTYONE_DATASET_ZOO_DIR", raising=False)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda app, appauthor: tmp_path / app)
    assert media.root() == tmp_path / "fo_widgets" / "zoo"


def test_second_time_writes_nothing(zoo_dir: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in extract("photos").rglob("*")}
    after = {path: path.stat().st_mtime_ns for path in extract("photos").rglob("*")}
    assert after == before


def test_lost_and_cut_off_files_are_written_again(zoo_dir: Path) -> None:
    folder = extract("photos")
    (folder / "data" / "coffee.jpg").unlink()
    (folder / "data" / "rocket.jpg").write_bytes(b"half")
    extract("photos")
    assert on_disk(folder) == media_files("photos")


def test_two_processes_at_once_leave_whole_files_only(zoo_dir: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = [process.communicate(timeout=60)[0].strip() for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert len(set(answers)) == 1
    assert on_disk(Path(answers[0])) == media_files("quickstart")


def test_unfinished_file_of_another_process_may_vanish_at_any_time(zoo_dir: Path) -> None:
    folder = extract("photos")
    (folder / "data" / ".other.part").symlink_to("gone")
    assert extract("photos") == folder


def test_folder_that_cannot_be_written_is_told_with_the_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    monkeypatch.setenv("FIFTYONE_DATASET_ZOO_DIR", str(file))
    with pytest.raises(OSError, match=r"dataset 'photos'.*set FIFTYONE_DATASET_ZOO_DIR to a folder"):
        extract("photos")
