"""What became of each plugin that was loaded."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from traceback import StackSummary, TracebackException

from fo_widgets.operators.secrets import redact

# nobody who mends a plugin looks into these
_NOT_THE_PLUGINS = (str(Path(__file__).resolve().parents[1]), "<frozen importlib", contextlib.__file__)


@dataclass
class PluginReport:
    """The outcome for one plugin.

    Attributes:
        name: the plugin's name, or its folder's if the manifest has none that can be read.
        path: its folder.
        ok: whether everything in it can be used.
        error: one line that says what is wrong, None if nothing is.
        traceback: where it went wrong, if code of the plugin raised. Secrets are redacted.
        operators: URIs of the operators that can be used now.
        panels: URIs of the panels that can be used now.
        warnings: what is odd but not fatal.
    """

    name: str
    path: str
    ok: bool = True
    error: str | None = None
    traceback: str | None = None
    operators: list[str] = field(default_factory=list)
    panels: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def fail(self, error: str, traceback: str | None = None) -> None:
        """Adds an error; the first traceback is kept."""
        self.ok = False
        self.error = error if self.error is None else f"{self.error}; {error}"
        self.traceback = self.traceback or traceback

    @property
    def status(self) -> str:
        """`"ok"`, `"warning"` or `"failed"`."""
        return "failed" if not self.ok else "warning" if self.warnings else "ok"

    def __str__(self) -> str:
        lines = [f"{self.name}: {self.status} ({self.path})"]
        lines += [f"  operators: {', '.join(self.operators)}"] if self.operators else []
        lines += [f"  panels: {', '.join(self.panels)}"] if self.panels else []
        lines += [f"  warning: {warning}" for warning in self.warnings]
        lines += [f"  error: {self.error}"] if self.error else []
        lines += ["    " + line for line in (self.traceback or "").rstrip().splitlines()]
        return "\n".join(lines)


class PluginReports(list[PluginReport]):
    """The reports of one `load_plugins`, printable as a table.

    Attributes:
        searched: the folders that were looked into.
    """

    def __init__(self, reports: Iterable[PluginReport] = (), searched: Iterable[str] = ()) -> None:
        super().__init__(reports)
        self.searched = list(searched)

    @property
    def ok(self) -> bool:
        """Whether no plugin failed."""
        return all(report.ok for report in self)

    @property
    def failed(self) -> list[PluginReport]:
        return [report for report in self if not report.ok]

    def report(self, name: str) -> PluginReport:
        """The report of a plugin by name.

        Raises:
            KeyError: not among them.
        """
        for report in self:
            if report.name == name:
                return report
        raise KeyError(f"no plugin {name!r} here; there are: {', '.join(r.name for r in self) or 'none'}")

    def _empty(self) -> str:
        return f"no plugins (no fiftyone.yml in {', '.join(self.searched) or 'any plugins folder'})"

    def __repr__(self) -> str:
        if not self:
            return self._empty()
        rows = [("plugin", "status", "operators", "panels", "")]
        rows += [(r.name, r.status, str(len(r.operators)), str(len(r.panels)), _note(r)) for r in self]
        widths = [max(len(row[i]) for row in rows) for i in range(4)]
        table = [
            "  ".join([*(c.ljust(w) for c, w in zip(row, widths, strict=False)), row[4]]) for row in rows
        ]
        details = [str(report) for report in self if report.traceback]
        return "\n".join([line.rstrip() for line in table] + details)

    __str__ = __repr__

    def _repr_html_(self) -> str:
        if not self:
            return f"<p>{escape(self._empty())}</p>"
        head = "".join(
            f"<th style='text-align:left'>{t}</th>" for t in ("Plugin", "Status", "Registered", "Notes")
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(map(_html_row, self))}</tbody></table>"


def _note(report: PluginReport) -> str:
    return "; ".join([*([report.error] if report.error else []), *report.warnings])


def _html_row(report: PluginReport) -> str:
    uris = "<br>".join(escape(uri) for uri in [*report.panels, *report.operators])
    notes = [
        f"<div>{escape(note)}</div>" for note in ([report.error] if report.error else []) + report.warnings
    ]
    if report.traceback:
        trace = f"<pre style='text-align:left'>{escape(report.traceback)}</pre>"
        notes.append(f"<details><summary>Traceback</summary>{trace}</details>")
    cells = (
        f"<span title='{escape(report.path, quote=True)}'>{escape(report.name)}</span>",
        report.status,
        uris,
        "".join(notes),
    )
    return (
        "<tr>"
        + "".join(f"<td style='text-align:left;vertical-align:top'>{cell}</td>" for cell in cells)
        + "</tr>"
    )


def traceback_of(error: BaseException) -> str:
    """The traceback of plugin code: without our own frames and the import system's, and without secrets."""
    told = TracebackException.from_exception(error)
    link: TracebackException | None = told
    while link is not None:
        kept = [frame for frame in link.stack if not frame.filename.startswith(_NOT_THE_PLUGINS)]
        link.stack = StackSummary.from_list(kept)
        link = link.__cause__ or link.__context__
    text = redact("".join(told.format()))
    return text if text.startswith("Traceback") else f"Traceback (most recent call last):\n{text}"
