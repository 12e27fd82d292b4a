from __future__ import annotations

import pytest

import fo_widgets as fow
from fo_widgets.data.zoo import catalog
from fo_widgets.plugins.compat import zoo
from fo_widgets.plugins.compat.absent import FeatureUnavailable


def test_a_form_may_list_the_zoos() -> None:
    models, sources = zoo._load_zoo_models_manifest()
    assert list(models) == zoo.list_zoo_models(tags="embeddings") == zoo._list_zoo_models() == []
    assert zoo.list_downloaded_zoo_models() == zoo.list_downloaded_zoo_datasets() == sources == {}
    assert zoo.list_zoo_datasets() == catalog.names()


def test_a_dataset_that_ships_is_loaded_by_the_zoos_function() -> None:
    copy = zoo.load_zoo_dataset("photos", split="validation", dataset_name="my photos")
    assert copy.name == "my photos"
    assert len(copy) == len(fow.load_dataset("photos"))
    copy.delete()


def test_another_one_says_which_ship() -> None:
    with pytest.raises(FeatureUnavailable, match=r"'coco-2017' is not available .* ships .*quickstart"):
        zoo.load_zoo_dataset("coco-2017")
