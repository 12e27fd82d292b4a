"""Views: how a property looks."""

from __future__ import annotations

from typing import Any

from fo_widgets.schema.types.view import KeywordView, View
from fo_widgets.schema.types.wire import Json, optional_json, wire_value


class InferredView(KeywordView):
    """Looks as the value suggests."""


class ReadOnlyView(KeywordView):
    """Shows the value without letting it be edited."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.read_only = kwargs.get("read_only", True)


class Form(KeywordView):
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


class PromptView(KeywordView):
    """An operator's form: `submit_button_label`, `cancel_button_label`, `label`."""


class DrawerView(KeywordView):
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


class Header(KeywordView):
    """A heading: `label`, `description`, `divider`."""


class HeaderView(KeywordView):
    """A heading: `label`, `description`, `divider`."""


class Notice(KeywordView):
    """A notice."""


class Warning(KeywordView):
    """A warning."""


class Error(KeywordView):
    """An error."""


class Success(KeywordView):
    """Good news."""


class AlertView(KeywordView):
    """A notice of a severity: info, success, warning or error."""

    _own = {"severity": "info"}


class ToastView(KeywordView):
    """A short notice: `message`, `severity`, `duration` in milliseconds."""


class ErrorView(KeywordView):
    """Errors, with details on demand."""


class HiddenView(KeywordView):
    """Nothing; the value is still there."""


class LoadingView(ReadOnlyView):
    """A sign of waiting: `text`, `variant` (spinner, dotted), `color`, `size`."""


class ObjectView(KeywordView):
    """The properties of an object below each other."""


class PrimitiveView(KeywordView):
    """A single value as it is."""


class LabelValueView(KeywordView):
    """The label and the value, read-only."""


class KeyValueView(KeywordView):
    """A dict as two columns."""


class JSONView(KeywordView):
    """JSON."""


class MarkdownView(KeywordView):
    """Markdown."""


class TagsView(KeywordView):
    """A list as small boxes."""


class FieldView(KeywordView):
    """One line of input."""


class TextView(KeywordView):
    """Text, read-only."""


class TextFieldView(KeywordView):
    """Text input.

    Args:
        multiline: several lines.
        rows: how many.
    """

    _own = {"multiline": False, "rows": None}

    def __init__(self, multiline: bool = False, rows: int | None = None, **kwargs: Any) -> None:
        super().__init__(multiline=multiline, rows=rows, **kwargs)


class LazyFieldView(KeywordView):
    """A field that is saved when it loses focus."""

    _own = {"save_on_blur": True}


class CheckboxView(KeywordView):
    """A checkbox."""


class SwitchView(KeywordView):
    """A switch."""


class SliderView(KeywordView):
    """A slider: `min`, `max`, `value_label_display`, `label_position`, `bare` and more."""


class DateTimeView(KeywordView):
    """A date and time: `date_only` and more."""


class CodeView(KeywordView):
    """Code: `language`."""

    _own = {"language": None}


class ColorView(KeywordView):
    """A colour: `compact`, `variant`."""

    _own = {"compact": False, "variant": None}


class FileView(KeywordView):
    """An upload: `max_size` in bytes, `types` and more."""


class FileExplorerView(KeywordView):
    """A file or folder of the kernel's machine: `choose_dir`, `button_label`, `default_path` and more."""


class LinkView(KeywordView):
    """A link: `href`."""

    _own = {"href": None}


class ImageView(KeywordView):
    """An image: `height`, `width`, `alt`, `operator` and more."""


class MediaPlayerView(KeywordView):
    """A player: `on_play`, `on_pause`, `on_seek` and more."""


class PlotlyView(KeywordView):
    """A plot: `data`, `layout`, `config`, and `on_click`, `on_selected` and more."""

    _own = {"data": None, "config": None, "layout": None}


class ProgressView(KeywordView):
    """A progress bar: `variant` linear or circular, `label`."""

    _own = {"variant": "linear"}


class ListView(KeywordView):
    """A list: `items` is the view of each element."""

    _own = {"items": None}

    def _own_json(self) -> Json:
        return {"items": optional_json(self.items)}  # type: ignore[attr-defined]


class OneOfView(KeywordView):
    """A choice of types: `oneof` holds a view for each."""

    _own = {"oneof": []}

    def _own_json(self) -> Json:
        return {"oneof": [view.to_json() for view in self.oneof]}  # type: ignore[attr-defined]


class TupleView(KeywordView):
    """A tuple: the positional views belong to its items."""

    def __init__(self, *itemsView: View, **options: Any) -> None:  # noqa: N803 - a public name of FiftyOne
        super().__init__(**options)
        self.items = itemsView

    def _own_json(self) -> Json:
        return {"items": [view.to_json() for view in self.items]}


class MapView(KeywordView):
    """A map: `key` and `value` are the views of each entry."""

    _own = {"key": None, "value": None}

    def _own_json(self) -> Json:
        return {"key": optional_json(self.key), "value": optional_json(self.value)}  # type: ignore[attr-defined]


class TreeSelectionView(KeywordView):
    """A tree of checkboxes: `data`, `on_change` and more."""


class PillBadgeView(KeywordView):
    """A badge: `text` (or options to choose from), `color`, `variant`, `show_icon`."""


class TimelineView(KeywordView):
    """A timeline: `timeline_name`, `total_frames`, `loop`."""


class TimerView(KeywordView):
    """Runs `on_timeout` after `timeout`, or `on_interval` every `interval` milliseconds."""


class FrameLoaderView(KeywordView):
    """Loads ranges of a timeline: `timeline_name`, `on_load_range`, `target`."""


class StatusButtonView(KeywordView):
    """A button that shows a status: `on_click`, `severity` and more."""


class ArrowNavView(KeywordView):
    """Arrows to go on and back: `on_forward`, `on_backward`."""

    _own = {"forward": True, "backward": True, "position": "center"}


class ComponentView(KeywordView):
    """A component of a JavaScript plugin, by name."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(component=name, **kwargs)

    def clone(self) -> ComponentView:
        """A view of the same component and keywords."""
        kwargs = dict(self._kwargs)
        return type(self)(kwargs.pop("component"), container=self.container, **kwargs)


class LoaderView(KeywordView):
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
        super().__init__(
            operator=operator,
            params=params,
            label=label,
            placeholder_view=placeholder_view,
            dependencies=dependencies,
            **kwargs,
        )
        self.operator = operator
        self.params = params
        self.placeholder_view = placeholder_view
        self.dependencies = dependencies

    def _own_json(self) -> Json:
        own = {
            "operator": wire_value(self.operator),
            "params": self.params,
            "dependencies": self.dependencies,
        }
        return {**own, "placeholder_view": self.placeholder_view.to_json()} if self.placeholder_view else own
