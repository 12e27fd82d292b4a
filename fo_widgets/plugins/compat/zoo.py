"""What the zoos list here: no models, and of the datasets those that ship. Forms that list them resolve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fo_widgets.plugins.compat.absent import FeatureUnavailable

if TYPE_CHECKING:
    from fo_widgets.data import Dataset

Names = str | Sequence[str] | None


def list_zoo_models(tags: Names = None, source: Names = None, license: Names = None) -> list[str]:
    """No names: fo_widgets brings no models."""
    return []


def _list_zoo_models(tags: Names = None, source: Names = None, license: Names = None) -> list[Any]:
    return []


def _load_zoo_models_manifest() -> tuple[list[Any], dict[str, Any]]:
    return [], {}


def list_downloaded_zoo_models() -> dict[str, Any]:
    """Nothing: no model was downloaded by fo_widgets."""
    return {}


def list_zoo_datasets(tags: Names = None, source: Names = None, license: Names = None) -> list[str]:
    """The names of the datasets that ship; they have no tags."""
    from fo_widgets.data.zoo import catalog

    return [] if tags else catalog.names()


def list_downloaded_zoo_datasets(base_dir: str | None = None) -> dict[str, Any]:
    """Nothing: no dataset was downloaded by fo_widgets."""
    return {}


def load_zoo_dataset(name_or_url: str, *args: Any, dataset_name: str | None = None, **kwargs: Any) -> Dataset:
    """A dataset that ships, as `load_dataset(name)` gives it, or a copy of it under another name.

    Raises:
        FeatureUnavailable: it does not ship.
    """
    from fo_widgets.data import load_dataset

    shipped = list_zoo_datasets()
    if name_or_url not in shipped:
        raise FeatureUnavailable(
            f"the zoo dataset {name_or_url!r} is not available in fo_widgets, which ships {', '.join(shipped)}; "
            "use FiftyOne itself for it (pip install fiftyone) and open the same database"
        )
    dataset: Dataset = load_dataset(name_or_url)
    return dataset if dataset_name in (None, name_or_url) else dataset.clone(dataset_name)
