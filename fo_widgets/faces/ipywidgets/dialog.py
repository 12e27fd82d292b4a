"""A dialog: a button, and what it asks, shown below it until one of the answers is given."""

from __future__ import annotations

import traitlets

import ipywidgets
from fo_widgets.faces.ipywidgets.element import Gesture
from fo_widgets.faces.ipywidgets.live import Button


class Dialog(ipywidgets.VBox):  # type: ignore[misc]
    """Opens and closes by itself; tells which answer was given."""

    description = traitlets.Unicode("", help="the text of the button that opens it")
    icon = traitlets.Unicode("")
    button_style = traitlets.Unicode("")
    disabled = traitlets.Bool(False)
    question = traitlets.Unicode("", help="markup")
    answers = traitlets.Dict(help="texts by gesture, the main one last; an empty text leaves one out")
    blocked = traitlets.Tuple(help="the gestures of answers that cannot be given")
    happened = traitlets.Any(None, allow_none=True, help="the newest gesture")

    def __init__(self, **traits: object) -> None:
        self.opener = Button(layout={"width": "fit-content"})
        self.opener.add_class("fwi-outlined")
        self.text = ipywidgets.HTML()
        self.buttons: dict[str, Button] = {}
        self._row = ipywidgets.HBox(layout={"justify_content": "flex-end", "grid_gap": "8px"})
        self._box = ipywidgets.VBox((self.text, self._row), layout={"padding": "12px", "max_width": "520px"})
        self._box.add_class("fwi-frame")
        super().__init__(children=(self.opener,), **traits)
        self._show()
        self.observe(lambda change: self._show(), list(self.class_own_traits()))
        self.opener.on_click(lambda button: self._open(len(self.children) == 1))

    def close(self) -> None:
        """Frees everything inside too."""
        for widget in (self.opener, self.text, *self.buttons.values(), self._row, self._box):
            looks = [getattr(widget, name) for name in ("layout", "style") if widget.has_trait(name)]
            for each in (widget, *looks):
                each.close()
        super().close()

    def _open(self, is_open: bool) -> None:
        self.children = (self.opener, self._box) if is_open else (self.opener,)

    def _show(self) -> None:
        for name in ("description", "icon", "button_style", "disabled"):
            setattr(self.opener, name, getattr(self, name))
        self.text.value = self.question
        for event, told in self.answers.items():
            button = self.buttons.get(event)
            if button is None:
                button = self.buttons[event] = Button(layout={"width": "fit-content"})
                if event != list(self.answers)[-1]:
                    button.add_class("fwi-outlined")
                button.on_click(lambda button, event=event: self._answer(event, button))
            button.description, button.disabled = told, event in self.blocked
        shown = tuple(self.buttons[event] for event, told in self.answers.items() if told)
        for button in shown:
            button.button_style = "primary" if button is shown[-1] else ""
        if self._row.children != shown:
            self._row.children = shown

    def _answer(self, event: str, button: Button) -> None:
        self._open(False)
        self.happened = Gesture(event, waits=not button.is_in_page)
        self.happened = None
