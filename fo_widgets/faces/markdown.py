"""Markdown as HTML that runs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

# a panel's own title is the second level of a notebook's text
_LEVELS_BELOW = 2


def _link_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: Any
) -> str:
    # a link must not take the notebook away
    tokens[index].attrSet("target", "_blank")
    tokens[index].attrSet("rel", "noopener noreferrer")
    return renderer.renderToken(tokens, index, options, env)


def _lower_headings(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1:]) + _LEVELS_BELOW)}"


# Without `html`, markup in a source is text; addresses that could run something are no links anyway.
_reader = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True})
_reader.enable(["table", "strikethrough", "linkify"])
_reader.add_render_rule("link_open", _link_open)
_reader.core.ruler.push("lower_headings", _lower_headings)


def markdown(source: Any) -> str:
    """Markdown (CommonMark, tables, strikethrough, bare addresses) as HTML; HTML in the source is shown as text."""
    rendered: str = _reader.render("" if source is None else str(source))
    return rendered
