"""`%fo panel URI` and `%fo run URI key=value …`."""

from __future__ import annotations

import ast
import shlex
from typing import Any

from IPython.core.magic import Magics, line_magic, magics_class

from fo_widgets.notebook import execute_operator, open_panel, operator


@magics_class
class FoMagics(Magics):
    """The `%fo` magic."""

    @line_magic
    def fo(self, line: str) -> Any:
        """Opens a panel, shows a form or runs an operator.

        `%fo panel @acme/demo/counter`, `%fo form @acme/demo/tag`, `%fo run @acme/demo/tag label=cat n=3`;
        `dataset=NAME` names a variable of the notebook or a dataset.
        """
        words = shlex.split(line)
        if len(words) < 2 or words[0] not in ("panel", "form", "run"):
            raise ValueError("usage: %fo panel URI | %fo form URI [key=value …] | %fo run URI [key=value …]")
        command, uri, *pairs = words
        params = dict(_pair(word) for word in pairs)
        dataset = params.pop("dataset", None)
        user_ns = self.shell.user_ns if self.shell is not None else {}
        if isinstance(dataset, str):
            dataset = user_ns.get(dataset, dataset)
        if command == "panel":
            return open_panel(uri, dataset=dataset)
        if command == "form":
            return operator(uri, dataset=dataset, params=params)
        return execute_operator(uri, dataset=dataset, params=params)


def _pair(word: str) -> tuple[str, Any]:
    key, equals, text = word.partition("=")
    if not equals:
        raise ValueError(f"expected key=value, got {word!r}")
    try:
        return key, ast.literal_eval(text)
    except (SyntaxError, ValueError):
        return key, text
