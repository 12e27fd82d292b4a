"""Views: how a property looks. A view is an open record, every keyword goes on the wire."""

from __future__ import annotations

import copy
from typing import Any, ClassVar, TypeVar

from fo_widgets.schema.types.kinds import BaseType
from fo_widgets.schema.types.wire import Json, optional_json, wire_values

V = TypeVar("V", bound="View")


class Container(BaseType):
    """A box around a view; every keyword goes on the wire."""

    def __init__(self, **kwargs: Any) -> None:
        self._kwargs = kwargs

    def kwargs_to_json(self) -> Json:
        """The keywords, with bound methods as URIs."""
        return wire_values(self._kwargs)

    def to_json(self) -> Json:
        """The wire form."""
        return {**super().to_json(), **self.kwargs_to_json()}


class PaperContainer(Container):
    """A raised surface.

    Args:
        elevation: how high, 0 to 24.
        rounded: whether its corners are.
    """

    def __init__(self, elevation: int | None = 1, rounded: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.elevation = elevation
        self.rounded = rounded

    def to_json(self) -> Json:
        """The wire form."""
        return {**super().to_json(), "elevation": self.elevation, "rounded": self.rounded}


class OutlinedContainer(Container):
    """A box with a thin line around it."""

    def __init__(self, rounded: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rounded = rounded

    def to_json(self) -> Json:
        """The wire form."""
        return {**super().to_json(), "rounded": self.rounded}


class View:
    """Base of all views, and the view that lets the type choose its component.

    Args:
        container: a box around it.
        label: its title.
        description: its help text.
        caption: a smaller text.
        space: columns of twelve that it takes.
        placeholder: text of the empty control.
        read_only: shows the value without letting it be edited.
        component: another component to draw it.
        componentsProps: props for the parts of the component.
        kwargs: anything else; components read what they know.
    """

    # keys that a class always sends, with the value they have if no keyword gives one
    _own: ClassVar[Json] = {}

    def __init__(self, container: Container | None = None, **kwargs: Any) -> None:
        self._kwargs = kwargs
        self.container = container
        self.label = kwargs.get("label")
        self.description = kwargs.get("description")
        self.caption = kwargs.get("caption")
        self.space = kwargs.get("space")
        self.placeholder = kwargs.get("placeholder")
        self.read_only = kwargs.get("read_only")
        self.component = kwargs.get("component")
        self.componentsProps = kwargs.get("componentsProps")
        for key, default in self._own.items():
            setattr(self, key, kwargs.get(key, copy.copy(default)))

    def clone(self: V) -> V:
        """A view made from the same keywords; what was not a keyword is lost (as measured)."""
        return type(self)(**self._clone_args())

    def kwargs_to_json(self) -> Json:
        """The keywords, with bound methods as URIs."""
        return wire_values(self._kwargs)

    def to_json(self) -> Json:
        """The wire form: the base keys, then every keyword, then the keys of the class."""
        return {
            "name": type(self).__name__,
            "label": self.label,
            "description": self.description,
            "caption": self.caption,
            "space": self.space,
            "placeholder": self.placeholder,
            "read_only": self.read_only,
            "component": self.component,
            "componentsProps": self.componentsProps,
            "container": optional_json(self.container),
            **self.kwargs_to_json(),
            **self._own_json(),
        }

    def _clone_args(self) -> Json:
        return dict(self._kwargs)

    def _own_json(self) -> Json:
        return wire_values({key: getattr(self, key) for key in self._own})


class InferredView(View):
    """Looks as the value suggests."""


class ReadOnlyView(View):
    """Shows the value without letting it be edited."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"read_only": True, **kwargs})


class Form(View):
    """A form of its own.

    Args:
        live: submit with every change.
        submit_button_label: text of its button.
        cancel_button_label: text of the other button.
    """

    def __init__(
        self,
        live: bool = False,
        submit_button_label: str = "Execute",
        cancel_button_label: str = "Close",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.live = live
        self.submit_button_label = submit_button_label
        self.cancel_button_label = cancel_button_label

    def _own_json(self) -> Json:
        return {
            "live": self.live,
            "submit_button_label": self.submit_button_label,
            "cancel_button_label": self.cancel_button_label,
        }


class PromptView(View):
    """An operator's form: `submit_button_label`, `cancel_button_label`, `label`."""


class DrawerView(View):
    """An operator's form at the side.

    Args:
        placement: left or right.

    Raises:
        ValueError: for any other placement.
    """

    def __init__(self, **kwargs: Any) -> None:
        if kwargs.get("placement") not in ("left", "right"):
            raise ValueError(f"a drawer's placement is 'left' or 'right', not {kwargs.get('placement')!r}")
        super().__init__(**kwargs)


class Header(View):
    """A heading: `label`, `description`, `divider`."""


class HeaderView(View):
    """A heading: `label`, `description`, `divider`."""


class Notice(View):
    """A notice."""


class Warning(View):
    """A warning."""


class Error(View):
    """An error."""


class Success(View):
    """Good news."""


class AlertView(View):
    """A notice of a severity: info, success, warning or error."""

    _own = {"severity": "info"}


class ToastView(View):
    """A short notice: `message`, `severity`, `duration` in milliseconds."""


class ErrorView(View):
    """Errors, with details on demand."""


class HiddenView(View):
    """Nothing; the value is still there."""


class LoadingView(ReadOnlyView):
    """A sign of waiting: `text`, `variant` (spinner, dotted), `color`, `size`."""


class ObjectView(View):
    """The properties of an object below each other."""


class PrimitiveView(View):
    """A single value as it is."""


class LabelValueView(View):
    """The label and the value, read-only."""


class KeyValueView(View):
    """A dict as two columns."""


class JSONView(View):
    """JSON."""


class MarkdownView(View):
    """Markdown."""


class TagsView(View):
    """A list as small boxes."""


class FieldView(View):
    """One line of input."""


class TextView(View):
    """Text, read-only."""


class TextFieldView(View):
    """Text input.

    Args:
        multiline: several lines.
        rows: how many.
    """

    def __init__(self, multiline: bool = False, rows: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.multiline = multiline
        self.rows = rows

    def _clone_args(self) -> Json:
        return {**self._kwargs, "multiline": self.multiline, "rows": self.rows}

    def _own_json(self) -> Json:
        return {"multiline": self.multiline, "rows": self.rows}


class LazyFieldView(View):
    """A field that is saved when it loses focus."""

    _own = {"save_on_blur": True}


class CheckboxView(View):
    """A checkbox."""


class SwitchView(View):
    """A switch."""


class SliderView(View):
    """A slider: `min`, `max`, `value_label_display`, `label_position`, `bare` and more."""


class DateTimeView(View):
    """A date and time: `date_only` and more."""


class CodeView(View):
    """Code: `language`."""

    _own = {"language": None}


class ColorView(View):
    """A colour: `compact`, `variant`."""

    _own = {"compact": False, "variant": None}


class FileView(View):
    """An upload: `max_size` in bytes, `types` and more."""


class FileExplorerView(View):
    """A file or folder of the kernel's machine: `choose_dir`, `button_label`, `default_path` and more."""


class LinkView(View):
    """A link: `href`."""

    _own = {"href": None}


class ImageView(View):
    """An image: `height`, `width`, `alt`, `operator` and more."""


class MediaPlayerView(View):
    """A player: `on_play`, `on_pause`, `on_seek` and more."""


class PlotlyView(View):
    """A plot: `data`, `layout`, `config`, and `on_click`, `on_selected` and more."""

    _own = {"data": None, "config": None, "layout": None}


class ProgressView(View):
    """A progress bar: `variant` linear or circular, `label`."""

    _own = {"variant": "linear"}


class ListView(View):
    """A list: `items` is the view of each element."""

    _own = {"items": None}

    def _own_json(self) -> Json:
        return {"items": optional_json(self.items)}  # type: ignore[attr-defined]


class OneOfView(View):
    """A choice of types: `oneof` holds a view for each."""

    _own = {"oneof": []}

    def _own_json(self) -> Json:
        return {"oneof": [view.to_json() for view in self.oneof]}  # type: ignore[attr-defined]


class TupleView(View):
    """A tuple: the positional views belong to its items."""

    def __init__(self, *itemsView: View, **options: Any) -> None:  # noqa: N803 - a public name of FiftyOne
        super().__init__(**options)
        self.items = itemsView

    def _own_json(self) -> Json:
        return {"items": [view.to_json() for view in self.items]}


class MapView(View):
    """A map: `key` and `value` are the views of each entry."""

    _own = {"key": None, "value": None}

    def _own_json(self) -> Json:
        return {"key": optional_json(self.key), "value": optional_json(self.value)}  # type: ignore[attr-defined]


class TreeSelectionView(View):
    """A tree of checkboxes: `data`, `on_change` and more."""


class PillBadgeView(View):
    """A badge: `text` (or options to choose from), `color`, `variant`, `show_icon`."""


class TimelineView(View):
    """A timeline: `timeline_name`, `total_frames`, `loop`."""


class TimerView(View):
    """Runs `on_timeout` after `timeout`, or `on_interval` every `interval` milliseconds."""


class FrameLoaderView(View):
    """Loads ranges of a timeline: `timeline_name`, `on_load_range`, `target`."""


class StatusButtonView(View):
    """A button that shows a status: `on_click`, `severity` and more."""


class ArrowNavView(View):
    """Arrows to go on and back: `on_forward`, `on_backward`."""

    _own = {"forward": True, "backward": True, "position": "center"}


class ComponentView(View):
    """A component of a JavaScript plugin, by name."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(component=name, **kwargs)

    def clone(self) -> ComponentView:
        """A view of the same component and keywords."""
        kwargs = dict(self._kwargs)
        return type(self)(kwargs.pop("component"), container=self.container, **kwargs)


class LoaderView(View):
    """Shows data that an operator loads.

    Args:
        operator: URI of the operator.
        params: its params.
        label: text while it loads.
        placeholder_view: what to show meanwhile.
        dependencies: paths whose change loads again.
    """

    def __init__(
        self,
        operator: Any,
        params: Json | None = None,
        label: str | None = None,
        placeholder_view: View | None = None,
        dependencies: list[str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**{**kwargs, "label": label})
        self.operator = operator
        self.params = params
        self.placeholder_view = placeholder_view
        self.dependencies = dependencies

    def _clone_args(self) -> Json:
        return {
            **self._kwargs,
            "operator": self.operator,
            "params": self.params,
            "placeholder_view": self.placeholder_view,
            "dependencies": self.dependencies,
        }

    def _own_json(self) -> Json:
        return {
            **wire_values({"operator": self.operator}),
            "params": self.params,
            "placeholder_view": optional_json(self.placeholder_view),
            "dependencies": self.dependencies,
        }
