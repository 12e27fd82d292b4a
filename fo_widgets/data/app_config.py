"""What a dataset says about how it wants to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bson import ObjectId

from .fields import _PRIMITIVE_FIELDS, EmbeddedDocumentField
from .labels import Label
from .schema import document_field
from .subdocument import Subdocument

DEFAULT_COLOR_POOL = [
    "#ee0000",
    "#ee6600",
    "#993300",
    "#996633",
    "#999900",
    "#009900",
    "#003300",
    "#009999",
    "#000099",
    "#0066ff",
    "#6600ff",
    "#cc33cc",
    "#777799",
]


class SidebarGroupDocument(Subdocument):
    """A group of fields in the sidebar."""

    _DEFAULTS = {"name": None, "paths": [], "expanded": None}


class ActiveFields(Subdocument):
    """The fields that are shown at first."""

    _DEFAULTS = {"paths": [], "exclude": None}


class KeypointSkeleton(Subdocument):
    """Which points of keypoints are connected, and what they are called."""

    _DEFAULTS = {"labels": None, "edges": []}


class ColorScheme(Subdocument):
    """Which colours fields and values have."""

    _DEFAULTS = {
        "color_pool": DEFAULT_COLOR_POOL,
        "color_by": "field",
        "fields": [],
        "label_tags": None,
        "multicolor_keypoints": None,
        "opacity": None,
        "show_skeletons": None,
        "default_mask_targets_colors": None,
        "colorscales": [],
        "default_colorscale": None,
        "temporal_tags": None,
    }

    def __init__(self, **values: Any) -> None:
        """With a new id, unless given."""
        given = values.pop("id", None) or values.pop("_id", None)
        self._id = ObjectId(given) if given is not None else ObjectId()
        super().__init__(**values)

    @property
    def id(self) -> str:
        """The id."""
        return str(self._id)


class DatasetAppConfig(Subdocument):
    """How a dataset is shown, and the settings of plugins for it."""

    _DEFAULTS = {
        "dynamic_groups_target_frame_rate": 30,
        "grid_media_field": "filepath",
        "media_fallback": False,
        "media_fields": ["filepath"],
        "modal_media_field": "filepath",
        "plugins": {},
        "sidebar_groups": None,
        "active_fields": None,
        "color_scheme": None,
        "disable_frame_filtering": None,
    }

    @classmethod
    def from_dict(cls, d: Mapping[str, Any], extended: bool = False) -> Any:
        """The settings of a stored form; `extended` if it is of extended JSON."""
        config = super().from_dict(d, extended)
        if isinstance(config.color_scheme, Mapping):
            config.color_scheme = ColorScheme.from_dict(config.color_scheme)
        if isinstance(config.active_fields, Mapping):
            config.active_fields = ActiveFields.from_dict(config.active_fields)
        if config.sidebar_groups is not None:
            config.sidebar_groups = [SidebarGroupDocument.from_dict(g) for g in config.sidebar_groups]
        return config

    color_scheme: Any
    active_fields: Any
    sidebar_groups: Any
    plugins: dict[str, Any]
    media_fields: list[str]

    def is_custom(self) -> bool:
        """Whether anything differs from the defaults."""
        return self != type(self)()

    @staticmethod
    def default_active_fields(sample_collection: Any) -> ActiveFields:
        """The fields that are shown at first of a collection that names none: its labels."""
        return ActiveFields(paths=sample_collection._get_label_fields())

    @staticmethod
    def default_sidebar_groups(sample_collection: Any) -> list[SidebarGroupDocument]:
        """The groups of the sidebar of a collection that names none: tags, metadata, labels, primitives, other."""
        groups: dict[str, list[str]] = {"tags": ["tags", "_label_tags"], "metadata": [], "labels": []}
        groups.update({"frame labels": [], "summaries": [], "primitives": [], "other": []})
        for name, field in sample_collection.get_field_schema().items():
            document = document_field(field)
            if name == "metadata" and document is not None:
                groups["metadata"] = [f"metadata.{f.name}" for f in document.fields]
            elif (field.info or {}).get("_summary_field"):
                groups["summaries"].append(name)
            elif document is not None and issubclass(document.document_type, Label):
                groups["labels"].append(name)
            elif document is not None and isinstance(field, EmbeddedDocumentField):
                groups[name] = [f"{name}.{f.name}" for f in document.fields]
            elif name != "tags":
                groups["primitives" if isinstance(field, _PRIMITIVE_FIELDS) else "other"].append(name)
        if sample_collection._has_frame_fields():
            groups["frame labels"] = [
                f"frames.{n}" for n in sample_collection._get_frame_label_field_schema()
            ]
        always = ("tags", "metadata", "labels", "primitives")
        return [SidebarGroupDocument(name=n, paths=p) for n, p in groups.items() if p or n in always]
