"""Objects: named properties, and a short way to define each kind of them."""

from __future__ import annotations

import builtins
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from fo_widgets.schema.types import kinds
from fo_widgets.schema.types.buttons import Button
from fo_widgets.schema.types.choices import RadioGroup
from fo_widgets.schema.types.layouts import (
    ButtonGroupView,
    DashboardView,
    GridView,
    HStackView,
    MenuView,
    VStackView,
)
from fo_widgets.schema.types.properties import Property
from fo_widgets.schema.types.targets import ViewTargetProperty
from fo_widgets.schema.types.view import View
from fo_widgets.schema.types.views import (
    ArrowNavView,
    ImageView,
    LoaderView,
    MapView,
    MarkdownView,
    MediaPlayerView,
    Notice,
    PlotlyView,
    TreeSelectionView,
    TupleView,
)
from fo_widgets.schema.types.wire import Json


class Object(kinds.BaseType):
    """A form, panel or output: properties by name, shown in the order they were defined.

    Every method that defines a property takes, besides what is listed, `label`, `description`,
    `default`, `required`, `invalid`, `error_message`, `on_change` and `view`.
    """

    def __init__(self, root_view: View | None = None) -> None:
        self.root_view = root_view
        self.properties: dict[builtins.str, Property] = {}

    def add_property(self, name: builtins.str, property: Property) -> Property:
        """Adds a property as it is and returns it."""
        self.properties[name] = property
        return property

    def get_property(self, name: builtins.str) -> Property | None:
        """The property of that name, or None."""
        return self.properties.get(name)

    def define_property(self, name: builtins.str, type: kinds.BaseType, **kwargs: Any) -> Property:
        """Adds a property and returns it.

        The view is cloned, so it can be shared; `label` and `description` are given to the clone, where
        a keyword of the view wins.

        Args:
            name: its name; the place of an older property of that name is kept.
            type: what it holds.
        """
        given = kwargs.get("view")
        view = View() if given is None else given.clone()
        for key in ("label", "description"):
            if kwargs.get(key) is not None:
                setattr(view, key, kwargs[key])
        return self.add_property(name, Property(type, **{**kwargs, "view": view}))

    def str(self, name: builtins.str, allow_empty: builtins.bool = False, **kwargs: Any) -> Property:
        """Defines a text; `allow_empty` lets "" satisfy a required one."""
        return self.define_property(name, kinds.String(allow_empty=allow_empty), **kwargs)

    def bool(self, name: builtins.str, **kwargs: Any) -> Property:
        """Defines a checkbox."""
        return self.define_property(name, kinds.Boolean(), **kwargs)

    def int(
        self, name: builtins.str, min: float | None = None, max: float | None = None, **kwargs: Any
    ) -> Property:
        """Defines a whole number between `min` and `max`."""
        return self.define_property(name, kinds.Number(min=min, max=max, int=True), **kwargs)

    def float(
        self,
        name: builtins.str,
        min: builtins.float | None = None,
        max: builtins.float | None = None,
        **kwargs: Any,
    ) -> Property:
        """Defines a number between `min` and `max`."""
        return self.define_property(name, kinds.Number(min=min, max=max, float=True), **kwargs)

    def enum(self, name: builtins.str, values: Sequence[Any], **kwargs: Any) -> Property:
        """Defines a choice of one of `values`; a `view` with choices gives them labels."""
        return self.define_property(name, kinds.Enum(values), **kwargs)

    def list(
        self,
        name: builtins.str,
        element_type: kinds.BaseType,
        min_items: builtins.int | None = None,
        max_items: builtins.int | None = None,
        **kwargs: Any,
    ) -> Property:
        """Defines a list of elements of one type."""
        return self.define_property(name, kinds.List(element_type, min_items, max_items), **kwargs)

    def obj(self, name: builtins.str, **kwargs: Any) -> Property:
        """Defines an object; fill its `.type`."""
        return self.define_property(name, Object(), **kwargs)

    def file(self, name: builtins.str, **kwargs: Any) -> Property:
        """Defines a file on the kernel's machine."""
        return self.define_property(name, File(), **kwargs)

    def uploaded_file(self, name: builtins.str, **kwargs: Any) -> Property:
        """Defines a file that the person uploads."""
        return self.define_property(name, UploadedFile(), **kwargs)

    def view(self, name: builtins.str, view: View, **kwargs: Any) -> Property:
        """Defines a property that is only a view: a notice, a header, a dropdown with `on_change` and more."""
        return self.define_property(name, kinds.Void(), view=view, **kwargs)

    def loader(
        self,
        name: builtins.str,
        type: kinds.BaseType,
        operator: Any,
        params: Json | None = None,
        label: builtins.str | None = None,
        placeholder_view: View | None = None,
        dependencies: builtins.list[builtins.str] | None = None,
        **kwargs: Any,
    ) -> Property:
        """Defines data that an operator loads: an object of `state`, `data` and `error`."""
        loaded = Object()
        loaded.enum("state", ["idle", "loading", "loaded", "errored"])
        loaded.define_property("data", type)
        loaded.str("error")
        view = LoaderView(operator, params, label, placeholder_view, dependencies)
        return self.define_property(name, loaded, view=view, **kwargs)

    def btn(
        self,
        name: builtins.str,
        label: builtins.str,
        icon: builtins.str | None = None,
        variant: builtins.str | None = None,
        disabled: builtins.bool = False,
        on_click: Any = None,
        prompt: builtins.bool = False,
        params: Json | None = None,
        space: builtins.int | None = None,
        href: builtins.str | None = None,
        icon_position: builtins.str = "left",
        **kwargs: Any,
    ) -> Property:
        """Defines a button.

        Args:
            label: its text.
            icon: a Material icon's name.
            variant: contained, outlined, round or square.
            disabled: greyed out.
            on_click: method or URI of what it runs.
            prompt: show the operator's form first.
            params: params of the run.
            space: columns of twelve that it takes.
            href: a page it opens.
            icon_position: left or right.
        """
        view = Button(
            label=label,
            icon=icon,
            variant=variant,
            disabled=disabled,
            operator=on_click,
            prompt=prompt,
            params=params,
            space=space,
            href=href,
            icon_position=icon_position,
            **kwargs,
        )
        return self.view(name, view)

    def img(
        self,
        name: builtins.str,
        href: builtins.str | None = None,
        on_click: Any = None,
        prompt: builtins.bool = False,
        params: Json | None = None,
        point_on_hover: builtins.bool = True,
        height: Any = None,
        width: Any = None,
        alt_text: builtins.str | None = None,
        **kwargs: Any,
    ) -> Property:
        """Defines an image; its value or `default` is the URL or path.

        Args:
            href: a page that a click opens.
            on_click: method or URI that a click runs.
            point_on_hover: show a hand over it.
            alt_text: its description.
        """
        view = ImageView(
            href=href,
            operator=on_click,
            prompt=prompt,
            params=params,
            cursor=point_on_hover,
            height=height,
            width=width,
            alt=alt_text,
            **kwargs,
        )
        return self.view(name, view)

    def message(self, name: builtins.str, label: builtins.str, **kwargs: Any) -> Property:
        """Defines a notice with a text."""
        return self.view(name, Notice(label=label), **kwargs)

    def grid(self, name: builtins.str, **kwargs: Any) -> Object:
        """Defines a grid and returns the object to fill; takes what `GridView` takes."""
        return self._area(name, GridView(**kwargs))

    def dashboard(self, name: builtins.str, **kwargs: Any) -> Object:
        """Defines a dashboard and returns the object to fill; takes what `DashboardView` takes."""
        return self._area(name, DashboardView(**kwargs))

    def plot(self, name: builtins.str, **kwargs: Any) -> Object:
        """Defines a plot; takes what `PlotlyView` takes. Its value is the list of traces."""
        return self._area(name, PlotlyView(**kwargs))

    def h_stack(self, name: builtins.str, **kwargs: Any) -> Object:
        """Defines a row and returns the object to fill; takes what `GridView` takes."""
        return self._area(name, HStackView(**kwargs))

    def v_stack(self, name: builtins.str, **kwargs: Any) -> Object:
        """Defines a column and returns the object to fill; takes what `GridView` takes."""
        return self._area(name, VStackView(**kwargs))

    def menu(self, name: builtins.str, **kwargs: Any) -> Object:
        """Defines a menu and returns the object to fill; takes what `MenuView` takes."""
        kwargs = {"variant": "square", "pad": 1, **kwargs}
        return self._area(name, MenuView(**kwargs))

    def btn_group(self, name: builtins.str, **kwargs: Any) -> Object:
        """Defines a group of buttons and returns the object to fill."""
        return self._area(name, ButtonGroupView(**kwargs))

    def md(self, markdown: builtins.str, name: builtins.str = "markdown", **kwargs: Any) -> Property:
        """Defines a block of Markdown; give each block of an object its own name."""
        return self.str(name, default=textwrap.dedent(markdown), view=MarkdownView(**kwargs))

    def media_player(self, name: builtins.str, url: builtins.str, **kwargs: Any) -> Object:
        """Defines a player of a URL or path; takes what `MediaPlayerView` takes."""
        return self._area(name, MediaPlayerView(**kwargs), default={"url": url})

    def arrow_nav(
        self,
        name: builtins.str,
        forward: builtins.bool | None = None,
        backward: builtins.bool | None = None,
        position: builtins.str | None = None,
        **kwargs: Any,
    ) -> Property:
        """Defines arrows to go on and back: `on_forward`, `on_backward`."""
        view = ArrowNavView(forward=forward, backward=backward, position=position, **kwargs)
        return self.view(name, view, **kwargs)

    def map(
        self, name: builtins.str, key_type: kinds.BaseType, value_type: kinds.BaseType, **kwargs: Any
    ) -> kinds.Map:
        """Defines a dict and returns its type."""
        kind = kinds.Map(key_type, value_type)
        self.define_property(name, kind, view=MapView(**kwargs), **kwargs)
        return kind

    def oneof(self, name: builtins.str, types: Iterable[kinds.BaseType], **kwargs: Any) -> kinds.OneOf:
        """Defines a value of one of several types and returns the type."""
        kind = kinds.OneOf(types)
        self.define_property(name, kind, **kwargs)
        return kind

    def tuple(self, name: builtins.str, *items: kinds.BaseType, **kwargs: Any) -> kinds.Tuple:
        """Defines a tuple and returns its type."""
        kind = kinds.Tuple(*items)
        self.define_property(name, kind, view=TupleView(**kwargs), **kwargs)
        return kind

    def tree(self, name: builtins.str, **kwargs: Any) -> kinds.List:
        """Defines a tree of checkboxes and returns its type, a list of the ids that are chosen."""
        kind = kinds.List(kinds.String())
        self.define_property(name, kind, view=TreeSelectionView(**kwargs), **kwargs)
        return kind

    def clone(self) -> Object:
        """A plain object with the same properties."""
        cloned = Object(self.root_view)
        cloned.properties = dict(self.properties)
        return cloned

    def view_target(self, ctx: Any, name: builtins.str = "view_target", **kwargs: Any) -> Property:
        """Defines a choice of the samples to work on; takes what `ViewTargetProperty` takes.

        Args:
            ctx: the execution context; read the choice with `ctx.target_view()`.
        """
        if kwargs.get("view_type") is None:
            kwargs["view_type"] = RadioGroup
        return self.add_property(name, ViewTargetProperty(ctx, **kwargs))

    def target_view(self, ctx: Any, name: builtins.str = "view_target", **kwargs: Any) -> Property:
        """The same as `view_target`."""
        return self.view_target(ctx, name, **kwargs)

    def to_json(self) -> Json:
        """The wire form."""
        properties = {name: property.to_json() for name, property in self.properties.items()}
        return {**super().to_json(), "properties": properties}

    def _area(self, name: builtins.str, view: View, default: Any = None) -> Object:
        area = Object()
        self.define_property(name, area, view=view, default=default)
        return area


class File(Object):
    """A file on the kernel's machine, as the file explorer gives it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.str("absolute_path", label="Path", description="The path to the file")
        self.str("name", label="Name", description="The name of the file")
        self.str("type", label="Type", description="The type of the file - either file or directory")
        self.int("size", label="Size", description="The size of the file in bytes")
        self.str(
            "date_modified",
            label="Last Modified",
            description="The last modified time of the file in isoformat",
        )


class UploadedFile(Object):
    """A file that the person uploaded; `content` is base64."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.str("name", label="Name", description="The name of the uploaded file")
        self.str("type", label="Type", description="The mime type of the uploaded file")
        self.int("size", label="Size", description="The size of the uploaded file in bytes")
        self.str("content", label="Content", description="The base64 encoded content of the uploaded file")
        self.int(
            "last_modified",
            label="Last Modified",
            description="The last modified time of the uploaded file in ms since epoch",
        )
