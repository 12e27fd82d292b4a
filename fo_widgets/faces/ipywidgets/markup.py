"""HTML for labels, help and notices. Every text is escaped first; only what we write is markup."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any

_SAFE_URL = re.compile(r"(?:https?:|mailto:|/(?!/)|#)", re.IGNORECASE)
_SAFE_IMAGE = re.compile(r"(?:https?:|data:image/(?:png|jpeg|gif|webp);base64,)", re.IGNORECASE)


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
    """Markdown as HTML: headings, lists, tables, quotes, code, emphasis, links and images.

    HTML in the source is shown as text, and addresses that could run something are no links.
    """
    lines = str(source or "").replace("\r\n", "\n").expandtabs(4).split("\n")
    return tag("div", "".join(_blocks(lines)), "fwi-md")


def _blocks(lines: list[str]) -> list[str]:
    out: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at].rstrip()
        stripped = line.strip()
        if not stripped:
            at += 1
        elif fence := re.match(r"(```+|~~~+)", stripped):
            end = next(
                (i for i in range(at + 1, len(lines)) if lines[i].strip().startswith(fence[1])), len(lines)
            )
            out.append(tag("pre", html("\n".join(lines[at + 1 : end])), "fwi-pre"))
            at = end + 1
        elif heading := re.match(r"(#{1,6})\s+(.*?)\s*#*$", stripped):
            level = min(6, len(heading[1]) + 2)
            out.append(tag(f"h{level}", _inline(heading[2])))
            at += 1
        elif re.fullmatch(r"(\*\s*){3,}|(-\s*){3,}|(_\s*){3,}", stripped):
            out.append("<hr>")
            at += 1
        elif stripped.startswith(">"):
            end = _while(lines, at, lambda each: each.strip().startswith(">"))
            inner = [re.sub(r"^\s*> ?", "", each) for each in lines[at:end]]
            out.append(tag("blockquote", "".join(_blocks(inner))))
            at = end
        elif _ITEM.match(line):
            end = _while(lines, at, lambda each: bool(_ITEM.match(each)) or each.startswith("  "))
            out.append(_list(lines[at:end]))
            at = end
        elif "|" in stripped and at + 1 < len(lines) and re.fullmatch(r"[\s|:-]*-[\s|:-]*", lines[at + 1]):
            end = _while(lines, at, lambda each: "|" in each)
            out.append(_table(lines[at:end]))
            at = end
        else:
            end = at + 1
            while end < len(lines) and lines[end].strip() and not _STARTS.match(lines[end].strip()):
                end += 1
            out.append(tag("p", "<br>".join(_inline(each.strip()) for each in lines[at:end])))
            at = end
    return out


_ITEM = re.compile(r"(\s*)([-*+]|\d{1,9}[.)])\s+(.*)")
_STARTS = re.compile(r"#{1,6}\s|```|~~~|>|[-*+]\s|\d{1,9}[.)]\s")


def _while(lines: list[str], start: int, wanted: Any) -> int:
    end = start
    while end < len(lines) and lines[end].strip() and wanted(lines[end]):
        end += 1
    return end


def _list(lines: list[str]) -> str:
    first = _ITEM.match(lines[0])
    assert first is not None
    depth = len(first[1])
    entries: list[list[str]] = []
    for line in lines:
        found = _ITEM.match(line)
        if found and len(found[1]) <= depth + 1:
            entries.append([found[3]])
        else:
            entries[-1].append(line)
    out = []
    for head, *rest in entries:
        margin = min((len(each) - len(each.lstrip()) for each in rest), default=0)
        out.append(tag("li", _inline(head) + "".join(_blocks([each[margin:] for each in rest]))))
    return tag("ol" if first[2][0].isdigit() else "ul", "".join(out))


def _table(lines: list[str]) -> str:
    def cells(line: str, name: str) -> str:
        return tag(
            "tr", "".join(tag(name, _inline(cell.strip())) for cell in line.strip().strip("|").split("|"))
        )

    return tag("table", cells(lines[0], "th") + "".join(cells(line, "td") for line in lines[2:]), "fwi-table")


def _inline(source: str) -> str:
    kept: list[str] = []

    def keep(markup: str) -> str:
        kept.append(markup)
        return f"\0{len(kept) - 1}\0"

    def image(found: re.Match[str]) -> str:
        url = unescape(found[2])
        shown = tag("img", "", alt=unescape(found[1]), src=url, style="max-width:100%")
        return keep(shown.removesuffix("</img>") if _SAFE_IMAGE.match(url) else found[1])

    text = escape(source.replace("\0", ""))
    text = re.sub(r"(`+)(.+?)\1", lambda found: keep(tag("code", found[2].strip())), text)
    text = re.sub(r"!\[([^\]]*)\]\(((?:[^()\s]|\([^()\s]*\))+)\)", image, text)
    text = re.sub(
        r"\[([^\]]+)\]\(((?:[^()\s]|\([^()\s]*\))+)\)",
        lambda found: keep(link(unescape(found[2]), _emphasis(found[1]))),
        text,
    )
    text = re.sub(
        r"(?<![\w\"'=])(https?://[^\s<]+[\w/])", lambda found: keep(link(unescape(found[1]), found[1])), text
    )
    text = _emphasis(text)
    while "\0" in text:
        text = re.sub(r"\0(\d+)\0", lambda found: kept[int(found[1])], text)
    return text


def _emphasis(text: str) -> str:
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"<strong>\2</strong>", text)
    text = re.sub(r"(?<!\w)([*_])(?=\S)(.+?)(?<=\S)\1(?!\w)", r"<em>\2</em>", text)
    return re.sub(r"~~(.+?)~~", r"<del>\1</del>", text)
