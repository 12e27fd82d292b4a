"""HTML for labels, help and notices. Every text is escaped first; only what we write is markup."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from fo_widgets.faces.markdown import markdown as render

_SAFE_URL = re.compile(r"(?:https?:|mailto:|/(?!/)|#)", re.IGNORECASE)


def html(value: Any) -> str:
    """A value as escaped text."""
    return "" if value is None else escape(str(value))


def tag(name: str, content: str, classes: str = "", **attributes: Any) -> str:
    """An element around markup; attribute values are escaped, those that are None left out."""
    given = {"class": classes or None, **attributes}
    told = "".join(f' {key}="{escape(str(value))}"' for key, value in given.items() if value is not None)
    return f"<{name}{told}>{content}</{name}>"


def safe_url(url: Any) -> str | None:
    """The address if a link may have it: web, mail and relative ones only."""
    return url.strip() if isinstance(url, str) and _SAFE_URL.match(url.strip()) else None


def link(url: Any, content: str, classes: str = "", **attributes: Any) -> str:
    """A link that opens a page of its own; just the content for an address that no link may have."""
    href = safe_url(url)
    if href is None:
        return content
    return tag("a", content, classes, href=href, target="_blank", rel="noopener noreferrer", **attributes)


def folded(summary: str, text: str, *, is_open: bool = False) -> str:
    """A text that a click on its summary unfolds."""
    opened = " open" if is_open else ""
    return f"<details{opened}><summary>{html(summary)}</summary><pre class='fwi-pre'>{html(text)}</pre></details>"


_SIGNS = {
    "info": "info-circle",
    "success": "check-circle",
    "warning": "exclamation-triangle",
    "error": "exclamation-circle",
}


def alert(variant: str, title: str | None, body: str = "") -> str:
    """A notice; `body` is markup, `title` a text."""
    known = variant if variant in _SIGNS else "info"
    head = tag("b", html(title)) if title and body else html(title)
    urgent = "alert" if known in ("error", "warning") else "status"
    sign = f'<i class="fa fa-{_SIGNS[known]}" aria-hidden="true"></i>'
    return tag("div", f"{sign}<div>{head}{body}</div>", f"fwi-alert {known}", role=urgent)


def failure(error: Any, details: str = "Traceback") -> str:
    """An error with what else is known of it folded away, under the name `details`."""
    told = error if isinstance(error, dict) else {"message": error}
    more = told.get("traceback")
    return alert("error", str(told.get("message") or "Error"), folded(details, str(more)) if more else "")


def markdown(source: Any) -> str:
    """Markdown as HTML that runs nothing, in the look of this face."""
    return tag("div", render(source), "fwi-md")
