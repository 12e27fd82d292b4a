"""Inputs, and the forms that they stand in."""

from __future__ import annotations

from typing import Any

from fo_widgets.operators import types
from tests.conformance.entries import CATS, TREE, choice_of, done, edited, number_of, shown, text_of
from tests.conformance.stage import Does, Heard

INPUTS = [
    edited("a text is typed", "View", text_of(types.View()), "FieldView", "spam", shows=("Name",)),
    edited("a text is emptied", "FieldView", text_of(types.FieldView()), "FieldView", None, given={"it": "x"}),
    edited("lines are typed", "TextFieldView", text_of(types.TextFieldView(multiline=True, rows=3)),
           "TextFieldView", "one\ntwo", shows=("Name",)),
    edited("a lazy field is left", "LazyFieldView", text_of(types.LazyFieldView()), "LazyFieldView", "spam"),
    edited("a number is typed", "FieldView", lambda it, on: it.int("it", label="N", on_change=on.changed),
           "FieldView", 7, given={"it": 3}, shows=("N",)),
    edited("a first number is typed", "FieldView", number_of(types.FieldView()), "FieldView", 2.5),
    edited("code is typed", "CodeView", text_of(types.CodeView(language="python")), "CodeView", "x = 1",
           given={"it": "y = 2"}),
    edited("a box is checked", "CheckboxView",
           lambda it, on: it.bool("it", label="Flag", view=types.CheckboxView(), on_change=on.changed),
           "CheckboxView", True, shows=("Flag",)),
    edited("a switch is flipped", "SwitchView",
           lambda it, on: it.bool("it", label="Flag", view=types.SwitchView(), on_change=on.changed),
           "SwitchView", False, given={"it": True}, shows=("Flag",)),
    edited("a slider is moved", "SliderView", number_of(types.SliderView(), min=0, max=1), "SliderView", 0.5,
           shows=("Amount",)),
    edited("a range is moved", "SliderView",
           lambda it, on: it.list("it", types.Number(min=0, max=10, int=True), label="Range",
                                  view=types.SliderView(), on_change=on.changed),
           "SliderView", [3, 7], given={"it": [2, 5]}, shows=("Range",)),
    edited("a choice is made", "Dropdown Choice", choice_of(types.Dropdown(**CATS)), "DropdownView", "d",
           given={"it": "c"}, shows=("Animal", "Cat")),
    edited("a choice is made in a dropdown", "DropdownView", choice_of(types.DropdownView(**CATS)), "DropdownView",
           "c", shows=("Animal",)),
    edited("a choice is made of any choices", "Choices", choice_of(types.Choices(**CATS)), "DropdownView", "c"),
    edited("several choices are made", "DropdownView",
           lambda it, on: it.list("it", types.String(), label="Animals", on_change=on.changed,
                                  view=types.DropdownView(multiple=True, **CATS)),
           "DropdownView", ["c", "d"], given={"it": ["c"]}, shows=("Animals", "Cat")),
    edited("one of a few in sight is chosen", "RadioGroup", choice_of(types.RadioGroup(**CATS)), "RadioView", "d",
           shows=("Animal", "Cat", "Dog")),
    edited("one in a row is chosen", "RadioView", choice_of(types.RadioView(orientation="horizontal", **CATS)),
           "RadioView", "d", given={"it": "c"}, shows=("Cat", "Dog")),
    edited("a tab is chosen", "TabsView", choice_of(types.TabsView(**CATS)), "TabsView", "d", given={"it": "c"},
           shows=("Cat", "Dog")),
    edited("a suggestion is taken", "AutocompleteView", text_of(types.AutocompleteView(**CATS)),
           "AutocompleteView", "d", given={"it": "c"}, shows=("Name",)),
    edited("a text beside the suggestions is typed", "AutocompleteView", text_of(types.AutocompleteView(**CATS)),
           "AutocompleteView", "bird"),
    edited("several suggestions are taken", "AutocompleteView",
           lambda it, on: it.list("it", types.String(), label="Animals", on_change=on.changed,
                                  view=types.AutocompleteView(**CATS)),
           "AutocompleteView", ["c", "bird"], given={"it": ["c"]}, shows=("Animals",)),
    edited("a colour is picked", "ColorView", text_of(types.ColorView()), "ColorView", "#00ff00",
           given={"it": "#ff0000"}, shows=("Name",)),
    edited("a moment is picked", "DateTimeView", text_of(types.DateTimeView()), "DateTimeView",
           "2024-05-02T01:30", given={"it": "2024-05-01T12:30"}, shows=("Name",)),
    edited("a day is picked", "DateTimeView", text_of(types.DateTimeView(date_only=True)), "DateTimeView",
           "2024-05-02", given={"it": "2024-05-01"}),
    edited("a file is uploaded", "FileView",
           lambda it, on: it.uploaded_file("it", label="File", view=types.FileView(), on_change=on.changed),
           "FileView", {"name": "a.txt", "type": "text/plain", "size": 3, "content": "YWJj",
                        "last_modified": 1704067200000}),
    edited("a path is given", "FileExplorerView",
           lambda it, on: it.file("it", label="File", view=types.FileExplorerView(), on_change=on.changed),
           "FileExplorerView", {"absolute_path": "/no/such/file"}, shows=("File",)),
    edited("leaves of a tree are chosen", "TreeSelectionView",
           lambda it, on: it.tree("it", data=TREE, label="Tree", on_change=on.changed),
           "TreeSelectionView", ["cat", "dog", "car"], given={"it": ["cat"]},
           shows=("animals", "cat", "dog", "car")),
    edited("texts are listed", "ListView",
           lambda it, on: it.list("it", types.String(), label="Words", view=types.ListView(), on_change=on.changed),
           "ListView", ["one", "two"], given={"it": ["one"]}, shows=("Words", "one")),
    edited("an entry is added to a map", "MapView",
           lambda it, on: it.map("it", types.String(), types.Number(), label="Map", on_change=on.changed),
           "MapView", {"k": 1, "key": None}, given={"it": {"k": 1}}, shows=("Map",)),
    edited("one of several types is entered", "OneOfView",
           lambda it, on: it.oneof("it", [types.String(), types.Number()], label="Either", on_change=on.changed,
                                   view=types.OneOfView(oneof=[types.View(label="Word"), types.View(label="Number")])),
           "OneOfView", "spam", given={"it": "x"}, shows=("Either",)),
    edited("a state is chosen on a badge", "PillBadgeView",
           text_of(types.PillBadgeView(text=[["ok", "success"], ["bad", "error"]])), "PillBadgeView", "bad",
           given={"it": "ok"}, shows=("ok",)),
    done("an item is added to a list of objects", "ListView", lambda it, on: _people(it, on), "ListView",
         Does("change", {"value": [{"name": "Ada"}, {}]}),
         Heard("changed", {"path": "it", "value": [{"name": "Ada"}, {}]}),
         given={"it": [{"name": "Ada"}]}, after={"it": [{"name": "Ada"}, {}]}, shows=("People", "Name")),
    done("an item of a tuple is typed", "TupleView",
         lambda it, on: it.tuple("it", types.String(), types.Number(), label="Pair", on_change=on.changed),
         "FieldView", Does("change", {"value": "y"}), Heard("changed", {"path": "it", "value": ["y", 2]}),
         path="it.0", given={"it": ["x", 2]}, after={"it": ["y", 2]}),
    done("a field of an object is typed", "ObjectView", lambda it, on: _object(it, on), "FieldView",
         Does("change", {"value": "Bob"}), Heard("changed", {"path": "it", "value": {"name": "Bob"}}),
         path="it.name", given={"it": {"name": "Ada"}}, after={"it": {"name": "Bob"}}, shows=("Name",)),
]  # fmt: skip


def _people(it: Any, on: Any) -> None:
    person = types.Object()
    person.str("name", label="Name")
    it.list("it", person, label="People", on_change=on.changed)


def _object(it: Any, on: Any) -> None:
    inner = it.obj("it", label="Person", view=types.ObjectView(), on_change=on.changed)
    inner.type.str("name", label="Name")


FORMS = [
    done("a form's field is typed", "Form", lambda it, on: it.str("it", label="Name", required=True), "FieldView",
         Does("change", {"value": "spam"}), where="input",
         root=lambda: types.Form(label="Ask", submit_button_label="Send"), after={"it": "spam"}, shows=("Name",)),
    done("a prompt's field is typed", "PromptView", lambda it, on: it.int("it", label="N", min=0, default=3),
         "FieldView", Does("change", {"value": 5}), where="input", root=lambda: types.PromptView(label="Ask"),
         after={"it": 5}, shows=("N",)),
    done("a drawer's field is typed", "DrawerView", lambda it, on: it.bool("it", label="Flag"), "CheckboxView",
         Does("change", {"value": True}), where="input", root=lambda: types.DrawerView(placement="left"),
         after={"it": True}, shows=("Flag",)),
    shown("what is wrong with a field", "FieldView",
          lambda it, on: it.int("it", label="N", max=9, description="at most nine"), "FieldView", where="input",
          given={"it": 12}, shows=("N", "Value must be less than 9"), hides=("at most nine",)),
    shown("help for a field", "FieldView",
          lambda it, on: it.str("it", label="Name", description="as in your *passport*"), "FieldView",
          where="input", shows=("passport",), hides=("*passport*",)),
]  # fmt: skip
