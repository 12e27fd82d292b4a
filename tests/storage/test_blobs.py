from __future__ import annotations

import os

from fo_widgets.storage import open_blobs


def test_bytes_come_back_whole(database):
    blobs, content = open_blobs(database), os.urandom(700_000)
    id_ = blobs.put(content, filename="results.npz")
    assert open_blobs(database).get(id_).read() == content
    assert blobs.get_last_version("results.npz").read(10) == content[:10]
    blobs.delete(id_)
    assert not blobs.exists(id_)


def test_collections_keep_apart(database):
    first, second = open_blobs(database, "one"), open_blobs(database, "two")
    id_ = first.put(b"x")
    assert first.exists(id_)
    assert not second.exists(id_)
