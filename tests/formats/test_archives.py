"""Archives are unpacked beside themselves, and never elsewhere."""

from __future__ import annotations

import io
import shutil
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from fo_widgets.data import Dataset, list_datasets
from fo_widgets.data.formats.errors import FormatError, MissingFileError

KIND = "BDDDataset"


@pytest.fixture
def exported(dataset: Dataset, tmp_path: Path) -> Path:
    """A folder of the small dataset."""
    dataset.export(tmp_path / "boxes", KIND, label_field="boxes")
    return tmp_path / "boxes"


@pytest.mark.parametrize("ending", ["zip", "tar", "gztar"])
@pytest.mark.parametrize("inside", [".", "boxes"], ids=["bare", "in a folder"])
def test_an_archive_is_read_and_then_deleted(
    ending: str, inside: str, exported: Path, tmp_path: Path
) -> None:
    root = exported if inside == "." else exported.parent
    path = Path(shutil.make_archive(str(tmp_path / "sub.packed"), ending, root, inside))
    loaded = Dataset.from_archive(path, KIND, name="loaded")
    assert loaded.values("filepath") == [str(tmp_path / f"sub.packed/data/{n}.png") for n in ("one", "one-2")]
    assert not path.exists()
    again = Dataset.from_archive(path, KIND)
    assert again.values("filepath") == loaded.values("filepath")


def test_archives_are_added_and_merged(exported: Path, tmp_path: Path) -> None:
    path = shutil.make_archive(str(tmp_path / "packed"), "zip", exported)
    dataset = Dataset("mine")
    assert len(dataset.add_archive(path, KIND, cleanup=False, tags="new")) == 2
    dataset.merge_archive(path, KIND, cleanup=False, tags="again")
    assert dataset.values("tags") == [["new", "again"]] * 2
    assert Path(path).is_file()


def zipped(path: Path, name: str, mode: int = 0) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        archive.writestr(info, "x")
        archive.writestr("labels.json", "[]")
    return path


def tarred(path: Path, name: str, kind: bytes = tarfile.REGTYPE) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        info = tarfile.TarInfo(name)
        info.type, info.linkname, info.size = kind, "../secret", 1 if kind == tarfile.REGTYPE else 0
        archive.addfile(info, io.BytesIO(b"x"))
    return path


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "data/../../evil", "..\\evil", "C:\\evil"])
def test_a_path_that_leads_out_is_refused(name: str, tmp_path: Path) -> None:
    for path in (zipped(tmp_path / "a.zip", name), tarred(tmp_path / "b.tar.gz", name)):
        with pytest.raises(FormatError, match=r"which leads out of the archive"):
            Dataset.from_archive(path, KIND)
        assert path.is_file()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip", "b.tar.gz"]
    assert list_datasets() == []


def test_links_and_devices_are_refused(tmp_path: Path) -> None:
    paths = [
        zipped(tmp_path / "a.zip", "link", stat.S_IFLNK),
        tarred(tmp_path / "b.tgz", "link", tarfile.SYMTYPE),
        tarred(tmp_path / "c.tgz", "link", tarfile.LNKTYPE),
        tarred(tmp_path / "d.tgz", "pipe", tarfile.FIFOTYPE),
    ]
    for path in paths:
        with pytest.raises(FormatError, match="has a link or device"):
            Dataset.from_archive(path, KIND)
    assert sorted(p.name for p in tmp_path.iterdir()) == [p.name for p in paths]


def test_nothing_is_written_through_a_link_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "a").mkdir()
    (tmp_path / "a/data").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FormatError, match="is a link that is there already"):
        Dataset.from_archive(zipped(tmp_path / "a.zip", "data/x"), KIND)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_what_does_not_fit_on_the_disk_is_refused(
    exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shutil.make_archive(str(tmp_path / "packed"), "zip", exported)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 9, 1))  # type: ignore[attr-defined]
    with pytest.raises(FormatError, match=r"needs [\d,]+ bytes, but .* has 1 left"):
        Dataset.from_archive(path, KIND)


def test_an_archive_that_fails_leaves_nothing(exported: Path, tmp_path: Path) -> None:
    (exported / "labels.json").write_text("{")
    path = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", exported))
    with pytest.raises(FormatError, match=r"packed/labels\.json is no valid JSON"):
        Dataset.from_archive(path, KIND)
    assert path.is_file()
    assert not (tmp_path / "packed").exists()
    (tmp_path / "no.zip").write_text("x")
    with pytest.raises(FormatError, match="neither a zip nor a tar"):
        Dataset.from_archive(tmp_path / "no.zip", KIND)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(path.read_bytes()[:-30].replace(b"labels.json", b"labels.jsoN", 1))
    with pytest.raises(FormatError, match="broken"):
        Dataset.from_archive(broken, KIND)
    with pytest.raises(MissingFileError, match=r"an archive, .*gone\.zip, does not exist"):
        Dataset.from_archive(tmp_path / "gone.zip", KIND)
    assert list_datasets() == ["small"]


@pytest.mark.parametrize("ending", [".zip", ".tar.bz2", ".TGZ"])
def test_an_export_with_the_name_of_an_archive_is_one(ending: str, dataset: Dataset, tmp_path: Path) -> None:
    (tmp_path / "boxes").mkdir()
    path = tmp_path / f"boxes{ending}"
    for _ in range(2):
        dataset.export(path, KIND, label_field="boxes")
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(("boxes", "."))) == [
        "boxes",
        path.name,
    ]
    assert list((tmp_path / "boxes").iterdir()) == []
    loaded = Dataset.from_archive(path, KIND)
    assert loaded.values("filepath") == [str(tmp_path / f"boxes/data/{n}.png") for n in ("one", "one-2")]
    assert loaded.count("detections.detections") == dataset.count("boxes.detections")


def test_an_export_that_fails_leaves_no_archive(dataset: Dataset, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    with pytest.raises(FormatError, match=r"'move'.* leaves no media in .*; use True"):
        dataset.export(tmp_path / "a.zip", KIND, export_media="move")
    with pytest.raises(FormatError):
        dataset.export(tmp_path / "a.zip", KIND, label_field="gone")
    assert sorted(tmp_path.iterdir()) == before
