"""FiftyOne-style plugins as native Jupyter widgets.

import fo_widgets as fow

dataset = fow.load_dataset("quickstart")
fow.load_plugins("./plugins")
fow.open_panel("@acme/demo/counter", dataset=dataset)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fo_widgets import operators
    from fo_widgets.app import App, launch_app
    from fo_widgets.data import (
        Dataset,
        DatasetView,
        Sample,
        ViewField,
        dataset_exists,
        delete_dataset,
        list_datasets,
        load_dataset,
    )
    from fo_widgets.diagnosis import doctor
    from fo_widgets.notebook import aexecute_operator, execute_operator, open_panel, operator
    from fo_widgets.operators import get_operator, list_operators, operator_exists, types
    from fo_widgets.plugins import load_plugins
    from fo_widgets.plugins.namespace import install_fiftyone_namespace
    from fo_widgets.session.session import Session

__version__ = "0.1.0"

__all__ = [
    "App",
    "Dataset",
    "DatasetView",
    "Sample",
    "Session",
    "ViewField",
    "aexecute_operator",
    "dataset_exists",
    "delete_dataset",
    "doctor",
    "execute_operator",
    "get_operator",
    "install_fiftyone_namespace",
    "launch_app",
    "list_datasets",
    "list_operators",
    "load_dataset",
    "load_plugins",
    "open_panel",
    "operator",
    "operator_exists",
    "operators",
    "types",
]

# Imported when first asked for: `import fo_widgets` in the first cell must not cost a second.
_HOMES = {
    "fo_widgets.app": ("App", "launch_app"),
    "fo_widgets.data": (
        "Dataset",
        "DatasetView",
        "Sample",
        "ViewField",
        "dataset_exists",
        "delete_dataset",
        "list_datasets",
        "load_dataset",
    ),
    "fo_widgets.diagnosis": ("doctor",),
    "fo_widgets.notebook": ("aexecute_operator", "execute_operator", "open_panel", "operator"),
    "fo_widgets.operators": ("get_operator", "list_operators", "operator_exists", "types"),
    "fo_widgets.plugins": ("load_plugins",),
    "fo_widgets.plugins.namespace": ("install_fiftyone_namespace",),
    "fo_widgets.session.session": ("Session",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name == "operators":
        return import_module("fo_widgets.operators")
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'fo_widgets' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(home), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def load_ipython_extension(ipython: Any) -> None:
    """`%load_ext fo_widgets`: the `%fo` magic."""
    from fo_widgets.magics import FoMagics

    ipython.register_magics(FoMagics)
